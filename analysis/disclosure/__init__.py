"""Which counts may be shown. All tables of a release are protected together: one by one they leak.

`protect` is the only way to a number that exporters and templates accept.
"""

from analysis.disclosure.protection import SENSITIVE_FACTOR, protect
from analysis.disclosure.tables import Key, ProtectedTable, Table

__all__ = ["SENSITIVE_FACTOR", "Key", "ProtectedTable", "Table", "protect"]
