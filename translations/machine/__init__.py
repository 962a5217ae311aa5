"""Machine drafts by Argos models, run in the worker only: nothing is sent anywhere, nothing is published unseen."""

from translations.machine.drafting import DraftReport, draft_language, draft_missing
from translations.machine.packages import MachineUnavailable, install_package, missing_packages

__all__ = [
    "DraftReport",
    "MachineUnavailable",
    "draft_language",
    "draft_missing",
    "install_package",
    "missing_packages",
]
