"""Tables of the concept. A version keeps its printed wording for ever; indicators live across versions."""

from datetime import date

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class ConceptVersion(SQLModel, table=True):
    __tablename__ = "concept_version"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=200)
    file_hash: str = Field(max_length=64)
    # Hash of what was read, so that a file with other blanks or line ends is no new version.
    content_hash: str = Field(max_length=64)
    imported_on: date
    is_demo: bool = False
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))


class ConceptText(SQLModel, table=True):
    """Every printed text of a version under the key of its segment, in the order of the document."""

    __tablename__ = "concept_text"

    version_id: int = Field(foreign_key="concept_version.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=200)
    position: int
    # paragraph, heading, item, footnote, caption; name and wording for the parts of chapter 8
    kind: str = Field(max_length=20)
    text: str = Field(sa_column=Column(Text, nullable=False))


class ConceptTopic(SQLModel, table=True):
    __tablename__ = "concept_topic"

    version_id: int = Field(foreign_key="concept_version.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=12)  # "8.1.1"
    field: int
    position: int


class ConceptChallenge(SQLModel, table=True):
    __tablename__ = "concept_challenge"

    version_id: int = Field(foreign_key="concept_version.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=20)  # "8.1.1-h2"
    topic: str = Field(max_length=12)
    position: int
    normalised: str = Field(sa_column=Column(Text, nullable=False))


class ConceptGoalCell(SQLModel, table=True):
    """One row of a challenge's table, with the goal as it is quoted there."""

    __tablename__ = "concept_goal_cell"
    __table_args__ = (UniqueConstraint("version_id", "challenge", "goal"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="concept_version.id", index=True)
    challenge: str = Field(max_length=20)
    goal: int
    position: int
    printed: str = Field(sa_column=Column(Text, nullable=False))
    deviates: bool


class ConceptIndicator(SQLModel, table=True):
    """An indicator keeps its id over all versions in which its normalised wording is the same."""

    __tablename__ = "concept_indicator"

    id: str = Field(primary_key=True, max_length=80)
    normalised: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    wording: str = Field(sa_column=Column(Text, nullable=False))
    source_class: str = Field(max_length=1)  # a survey, b the platform itself, c a department
    secondary_class: str = Field(default="", max_length=1)
    computed_by: str = Field(default="", max_length=40)


class ConceptPlacement(SQLModel, table=True):
    __tablename__ = "concept_placement"

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="concept_version.id", index=True)
    cell_id: int = Field(foreign_key="concept_goal_cell.id")
    indicator_id: str = Field(foreign_key="concept_indicator.id", max_length=80, index=True)
    subgroup: str = Field(default="", max_length=80)
    position: int  # counted through the whole document, from 1
    printed: str = Field(sa_column=Column(Text, nullable=False))
