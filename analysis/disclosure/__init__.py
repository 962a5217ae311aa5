"""Which counts may be shown. All tables of a release are protected together: one by one they leak.

`protect` is the only way to a number that exporters and templates accept.
"""

from analysis.disclosure.protection import protect
from analysis.disclosure.tables import HIDDEN, Key, ProtectedTable, Table

__all__ = ["HIDDEN", "Key", "ProtectedTable", "Table", "protect"]
