"""Tables of the texts: a segment is a source text, a translation is its text in one other language.

Whether a translation is outdated is never stored: it follows from the hash it was made from.
"""

from datetime import date

from sqlalchemy import JSON, Column, ForeignKey, String, Text
from sqlmodel import Field, SQLModel


class Segment(SQLModel, table=True):
    """One source text with a stable key such as `concept.8.1.3.intro.2`."""

    __tablename__ = "segment"

    key: str = Field(primary_key=True, max_length=200)
    kind: str = Field(max_length=40, index=True)
    source_language: str = Field(default="de", max_length=12)
    text: str = Field(sa_column=Column(Text, nullable=False))
    source_hash: str = Field(max_length=64)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    max_length: int | None = None


class Translation(SQLModel, table=True):
    """The text of a segment in one language, with where it comes from and who has looked at it.

    `made_from` keeps the source text as it was at that time, so that a translator sees what changed.
    """

    __tablename__ = "translation"

    segment_key: str = Field(
        sa_column=Column(String(200), ForeignKey("segment.key", ondelete="CASCADE"), primary_key=True)
    )
    language: str = Field(primary_key=True, max_length=12, index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    made_from: str = Field(sa_column=Column(Text, nullable=False))
    made_from_hash: str = Field(max_length=64)
    origin: str = Field(max_length=20)
    review: str = Field(max_length=20)
    engine: str = Field(default="", max_length=80)
    route: str = Field(default="", max_length=80)
    warnings: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    changed_by: str = Field(default="", max_length=255)
    changed_on: date | None = None
