"""Links with which a person sets the password of their own account: signed, for three days, for one use."""

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlmodel import Session, select

from portal.staff.models import Account

VALID_SECONDS = 3 * 24 * 3600


class LinkUnusable(Exception):
    """The link is wrong, too old, or was used already."""


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="staff set-password")


def token_for(account: Account, secret_key: str) -> str:
    token = _serializer(secret_key).dumps(account.fs_uniquifier)
    return token if isinstance(token, str) else token.decode()


def account_for(session: Session, token: str, secret_key: str) -> Account:
    """Return the account of the link. Setting a password changes `fs_uniquifier`, which uses the link up."""
    try:
        uniquifier = _serializer(secret_key).loads(token, max_age=VALID_SECONDS)
    except BadData as error:
        raise LinkUnusable from error
    account = session.exec(select(Account).where(Account.fs_uniquifier == uniquifier)).one_or_none()
    if account is None or not account.active:
        raise LinkUnusable
    return account
