"""Tables of the staff: accounts, their roles, and the record of what was done."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, Relationship, SQLModel


class AccountRole(SQLModel, table=True):
    __tablename__ = "account_role"

    account_id: int = Field(sa_column=Column(Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True))
    role_id: int = Field(sa_column=Column(Integer, ForeignKey("role.id", ondelete="CASCADE"), primary_key=True))


class Role(SQLModel, table=True):
    """One of `portal.web.roles.ROLES`."""

    __tablename__ = "role"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, unique=True)

    def get_permissions(self) -> set[str]:
        """Flask-Security asks for finer permissions; here the role alone decides."""
        return set()


class Account(SQLModel, table=True):
    """A person of the staff.

    `fs_uniquifier` names the account in session cookies: a new one ends all sessions. `password` is an
    Argon2id hash, `totp_secret` is sealed; `totp_counter` is the last 30-second step whose code was used,
    so that nobody can use a code again that was read over a shoulder.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=255, unique=True)
    password: str | None = Field(default=None, max_length=255)
    active: bool = True
    demo: bool = False
    fs_uniquifier: str = Field(max_length=64, unique=True)
    totp_secret: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    totp_counter: int | None = None
    created_on: date
    signed_in_on: date | None = None
    roles: list[Role] = Relationship(link_model=AccountRole, sa_relationship_kwargs={"lazy": "selectin"})

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def is_authenticated(self) -> bool:
        return self.active

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        return self.fs_uniquifier

    def has_role(self, name: str) -> bool:
        return name in self.role_names

    @property
    def role_names(self) -> set[str]:
        return {role.name for role in self.roles}


class AuditEntry(SQLModel, table=True):
    """Who did what to which thing and when. `subject` is a name such as `case:17`, never content."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    action: str = Field(max_length=60)
    subject: str = Field(max_length=120)
