"""Imports every models module, so that migrations and tests know all tables."""

from sqlmodel import SQLModel

import portal.advice.models
import portal.concept.models
import portal.reporting.models
import portal.results.models
import portal.staff.models
import surveys.models
import translations.models

metadata = SQLModel.metadata
