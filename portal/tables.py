"""Imports every models module, so that migrations and tests know all tables."""

import importlib
import importlib.util

from sqlmodel import SQLModel

MODULES = (
    "translations.models",
    "surveys.models",
    "portal.staff.models",
    "portal.concept.models",
    "portal.advice.models",
    "portal.reporting.models",
    "portal.chat.models",
    "portal.results.models",
)

for _name in MODULES:
    try:
        _found = importlib.util.find_spec(_name)
    except ModuleNotFoundError:
        _found = None
    if _found:
        importlib.import_module(_name)

metadata = SQLModel.metadata
