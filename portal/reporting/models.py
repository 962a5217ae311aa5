"""Tables of the discrimination reports. Open columns serve the workflow; what describes somebody is sealed.

Times of reporters are never kept in the open: `case` knows the day of arrival, a session knows when it ends.
"""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint


class Unit(SQLModel, table=True):
    """An office or partner that takes reports. `paper_public_key` is the half of the key kept on paper."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    kind: str  # city, partner
    phone: str = ""
    paper_public_key: bytes | None = None
    demo: bool = False


class UnitMember(SQLModel, table=True):
    """Which account works for which unit; set by the operator, never by the counsellor."""

    __tablename__ = "unit_member"

    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    account_id: int = Field(primary_key=True)


class VaultKey(SQLModel, table=True):
    """A counsellor's key pair; the private half is wrapped twice, by passphrase and by recovery code."""

    __tablename__ = "vault_key"

    account_id: int = Field(primary_key=True)
    public_key: bytes
    salt: bytes
    operations: int
    memory: int
    wrapped_by_passphrase: bytes
    wrapped_by_recovery: bytes
    confirmed_on: date | None = None  # the day the recovery code was typed back
    revoked_on: date | None = None
    tries: int = 0
    tries_since: int = 0
    demo: bool = False


class VaultSession(SQLModel, table=True):
    """An unlocked vault or an open mailbox. Its key is the cookie's token, of which only the hash is kept."""

    __tablename__ = "vault_session"

    token_hash: bytes = Field(primary_key=True)
    holder: str = Field(index=True)  # counsellor:<account>, reporter:<case>
    ciphertext: bytes
    opened_at: int
    last_used: int


class Case(SQLModel, table=True):
    __tablename__ = "case"

    id: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    door: str  # help, count
    channel: str  # online, phone, in_person, post, email, partner
    arrived_on: date
    status: str = "new"
    next_due: date | None = None
    delete_after: date | None = None
    hold_until: date | None = None
    public_key: bytes
    reporter_lookup: bytes | None = Field(default=None, unique=True)
    reporter_public_key: bytes | None = None
    item_count: int = 0
    new_for_staff: int = 0
    new_for_reporter: int = 0
    muted: bool = False


class CaseGrant(SQLModel, table=True):
    """The case's private key, sealed to one holder. No grant, no key."""

    __tablename__ = "case_grant"

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="case.id", index=True)
    holder: str  # counsellor, reporter, paper
    account_id: int | None = Field(default=None, index=True)
    sealed_key: bytes


class SealedItem(SQLModel, table=True):
    """The report, a message, an answer or a note; which of them, when and by whom is inside."""

    __tablename__ = "sealed_item"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case.id", index=True)
    number: int
    side: str  # shared, internal
    ciphertext: bytes


class ReportDraft(SQLModel, table=True):
    """Answers between the steps, locked under the token of the reporter's cookie."""

    __tablename__ = "report_draft"

    token_hash: bytes = Field(primary_key=True)
    ciphertext: bytes
    sent: bool = False
    expires_at: int = Field(index=True)


class CaseAudit(SQLModel, table=True):
    """What staff did to a case; no content, and nothing that a reporter did."""

    __tablename__ = "case_audit"

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(index=True)
    account_id: int
    action: str
    at: int
