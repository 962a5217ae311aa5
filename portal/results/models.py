"""Tables of the results. Everything that can be shown is stored protected; the answers stay in the release."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class ResultRelease(SQLModel, table=True):
    """A frozen release with its weights. Published when a second person has approved it."""

    __tablename__ = "result_release"

    id: str = Field(primary_key=True, max_length=120)  # also the folder below DATA_DIR/releases
    survey: str = Field(index=True, max_length=80)
    period: str = Field(index=True, max_length=40)
    data_sha256: str = Field(max_length=64)
    n: int
    built_on: date
    built_by: str = Field(max_length=200)
    approved_by: str | None = Field(default=None, max_length=200)
    published_on: date | None = None
    is_demo: bool = False
    weights: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    method: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    # Weighted beside unweighted, for the desk only.
    comparison: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class IndicatorValues(SQLModel, table=True):
    """The protected figures of one indicator in one release, sealed against later changes."""

    __tablename__ = "indicator_values"

    release_id: str = Field(foreign_key="result_release.id", primary_key=True, max_length=120)
    indicator: str = Field(primary_key=True, max_length=80)
    concept_indicator: str = Field(index=True, max_length=80)
    position: int
    record: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
