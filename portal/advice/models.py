"""Table of the advice services. Their texts are segments: `advice.service.<slug>.name`, `.what`, `.how`."""

from datetime import date

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class AdviceService(SQLModel, table=True):
    """One service. `None` always means "not known yet"; pages say so instead of leaving a gap.

    `topics` are codes of `portal.advice.topics`, the first one is the service's main topic. `languages` are slugs
    of the registry. `opening` holds seven texts, Monday first, such as "09:00-12:00, 14:00-16:00"; "" means closed.
    `confirmed_on` is the day on which somebody last checked that all of it is still true.
    """

    __tablename__ = "advice_service"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80, unique=True, index=True)
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    languages: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    area: str | None = Field(default=None, max_length=200)
    address: str | None = Field(default=None, max_length=300)
    phone: str | None = Field(default=None, max_length=60)
    email: str | None = Field(default=None, max_length=200)
    website: str | None = Field(default=None, max_length=300)
    opening: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    confirmed_on: date | None = None
    demo: bool = False

    @property
    def reachable(self) -> bool:
        """Whether anybody can call or write there."""
        return bool(self.phone or self.email)
