"""Tables of the surveys. Nothing here holds a time of day, an address or a browser; codes never meet answers.

Tables with random keys have no SQLite rowid: it would tell in which order people answered.
"""

import secrets
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

_NO_ORDER = {"sqlite_with_rowid": False}

KINDS = ("general", "dialogue", "focus")
CHANNELS = ("web", "chat", "paper", "assisted")
SAMPLINGS = ("register_random", "open_link", "assisted")


def _random_id() -> str:
    return secrets.token_hex(16)  # 32 hex characters are 128 random bits: no order, no count


class Survey(SQLModel, table=True):
    """A survey under its slug; `instrument` is the hash of the version people get now."""

    __tablename__ = "survey"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, index=True, max_length=80)
    kind: str = "general"
    dialogue: str | None = None
    period: str | None = None
    opens: date | None = None
    closes: date | None = None
    access: str = "open"
    live: bool = False
    demo: bool = False
    instrument: str | None = Field(default=None, max_length=64)


class SurveyDraft(SQLModel, table=True):
    """The sheets as read, unknown columns kept; `revision` guards against lost changes."""

    __tablename__ = "survey_draft"

    id: int | None = Field(default=None, primary_key=True)
    survey: str = Field(index=True, unique=True, max_length=80)
    revision: int = 1
    filename: str = ""
    sheets: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_by: str = ""
    changed_on: date


class Instrument(SQLModel, table=True):
    """A published, immutable version. `hash` is the SHA-256 of the canonical body."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    hash: str = Field(primary_key=True, max_length=64)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    number: int
    structure_hash: str = Field(max_length=64)
    body: str  # the canonical JSON itself, so that the hash can be checked byte by byte
    published_by: str = ""
    published_on: date


class InstrumentFile(SQLModel, table=True):
    """Media and paper forms that belong to an instrument."""

    __tablename__ = "instrument_file"

    sha256: str = Field(primary_key=True, max_length=64)
    media_type: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Partial(SQLModel, table=True):
    """Answers under way, sealed. Only the respondent's secret finds and opens the row."""

    __tablename__ = "partial"
    __table_args__ = _NO_ORDER

    lookup: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    instrument: str = Field(max_length=64)
    nonce: bytes = Field(sa_column=Column(LargeBinary(12), nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    revision: int = 0
    expires_on: date = Field(index=True)


class Receipt(SQLModel, table=True):
    """SHA-256 of a submission id: makes sending twice harmless, says nothing about the answers."""

    __tablename__ = "receipt"
    __table_args__ = _NO_ORDER

    digest: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    delete_on: date = Field(index=True)


class Response(SQLModel, table=True):
    """One submitted set of answers, sealed under HKDF(pepper, survey); free texts sealed apart."""

    __tablename__ = "response"
    __table_args__ = _NO_ORDER

    id: str = Field(default_factory=_random_id, primary_key=True, max_length=32)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    instrument: str = Field(foreign_key="instrument.hash", max_length=64)
    language: str = Field(max_length=20)
    channel: str = "web"
    sampling: str = "open_link"
    day: date
    sealed_answers: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_texts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AccessCode(SQLModel, table=True):
    """A single-use code as HMAC; used or not, never when, never by which answers."""

    __tablename__ = "access_code"
    __table_args__ = _NO_ORDER

    digest: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    survey_id: int = Field(foreign_key="survey.id", index=True)
    batch: str = ""
    used: bool = False


class LiveSnapshot(SQLModel, table=True):
    """A protected picture of one live question."""

    __tablename__ = "live_snapshot"
    __table_args__ = (UniqueConstraint("survey_id", "question", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    question: str
    number: int
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
