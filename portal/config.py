"""Settings, read once from the environment and passed on as a value.

Every variable begins with `VIELSTIMMIG_`. An unknown or bad one stops the start with one clear line.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

PREFIX = "VIELSTIMMIG_"
DEMO_BOT_TOKEN = "demo-token-of-portal-and-bot"  # noqa: S105  refused in production
PEPPER_BYTES = 32

KNOWN = {
    "DATABASE_URL": "SQLAlchemy address of the database; default sqlite:///var/vielstimmig.db",
    "SECRET_KEY": "signs cookies and forms; at least 32 characters; made in DATA_DIR in demo mode",
    "PEPPER_FILE": "file with 32 random bytes that seal answers and reports; made in DATA_DIR in demo mode",
    "REDIS_URL": "queue and limits for several copies; default none: embedded",
    "BOT_URL": "address of the bot, e.g. http://127.0.0.1:5005; default none: chat answers from the directory",
    "BOT_TOKEN": "shared secret of portal and bot",
    "PUBLIC_URL": "address that people type; default http://127.0.0.1:8000",
    "DATA_DIR": "folder for everything the portal writes; default var/",
    "MODE": "demo or production; production refuses demo keys and demo accounts",
}


class BadSetting(Exception):
    """A setting cannot be used; the message says which one, why and what to do."""


@dataclass(frozen=True)
class Settings:
    """All that the portal is told from outside. `pepper` is 32 bytes and never shown."""

    database_url: str
    secret_key: str = field(repr=False)
    pepper: bytes = field(repr=False)
    data_dir: Path
    public_url: str = "http://127.0.0.1:8000"
    redis_url: str | None = None
    bot_url: str | None = None
    bot_token: str = field(default=DEMO_BOT_TOKEN, repr=False)
    mode: Literal["demo", "production"] = "demo"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read `VIELSTIMMIG_…`; raise `BadSetting` with one line that names variable, fault and cure."""
        values = {key.removeprefix(PREFIX): value for key, value in environ.items() if key.startswith(PREFIX)}
        for name in values:
            if name not in KNOWN:
                raise BadSetting(f"{PREFIX}{name} is no setting. Known are: {', '.join(sorted(KNOWN))}.")
        mode = values.get("MODE", "demo")
        if mode not in ("demo", "production"):
            raise BadSetting(f"{PREFIX}MODE is {mode!r}. Set it to demo or production.")
        data_dir = _writable_folder(Path(values.get("DATA_DIR", "var")))
        demo = mode == "demo"
        settings = cls(
            database_url=_database_url(values.get("DATABASE_URL") or f"sqlite:///{data_dir / 'vielstimmig.db'}"),
            secret_key=_secret_key(values.get("SECRET_KEY"), data_dir, demo),
            pepper=_pepper(values.get("PEPPER_FILE"), data_dir, demo),
            data_dir=data_dir,
            public_url=_address("PUBLIC_URL", values.get("PUBLIC_URL", "http://127.0.0.1:8000")),
            redis_url=values.get("REDIS_URL") or None,
            bot_url=_address("BOT_URL", values["BOT_URL"]) if values.get("BOT_URL") else None,
            bot_token=values.get("BOT_TOKEN", DEMO_BOT_TOKEN),
            mode="demo" if demo else "production",
        )
        if not demo and settings.bot_url and settings.bot_token == DEMO_BOT_TOKEN:
            raise BadSetting(f"{PREFIX}BOT_TOKEN is the demo token. Set a secret of your own in production.")
        return settings


def _writable_folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # database and releases are nobody else's business
        probe = path / f".write-probe-{os.getpid()}"  # portal and worker start at the same moment
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"The folder {path} cannot be written ({error.strerror}). Free space or change its owner, "
            f"or set {PREFIX}DATA_DIR to another folder."
        ) from error
    return path.resolve()


def _database_url(value: str) -> str:
    if not re.match(r"(sqlite|postgres(ql)?(\+psycopg)?)://", value):
        raise BadSetting(f"{PREFIX}DATABASE_URL is no address of SQLite or PostgreSQL. Write it like postgresql://…")
    return value


def _secret_key(value: str | None, data_dir: Path, demo: bool) -> str:
    if value:
        if len(value) < 32:
            raise BadSetting(f"{PREFIX}SECRET_KEY is shorter than 32 characters. Use a longer random one.")
        return value
    if not demo:
        raise BadSetting(f"{PREFIX}SECRET_KEY is missing. Set it to at least 32 random characters.")
    return _kept_secret(data_dir / "secret-key").hex()


def _pepper(value: str | None, data_dir: Path, demo: bool) -> bytes:
    if value:
        try:
            pepper = Path(value).read_bytes()
        except OSError as error:
            raise BadSetting(f"{PREFIX}PEPPER_FILE {value} cannot be read ({error.strerror}).") from error
    elif demo:
        pepper = _kept_secret(data_dir / "pepper")
    else:
        raise BadSetting(f"{PREFIX}PEPPER_FILE is missing. Name a file with {PEPPER_BYTES} random bytes.")
    if len(pepper) != PEPPER_BYTES:
        raise BadSetting(f"The pepper file holds {len(pepper)} bytes. It needs exactly {PEPPER_BYTES}.")
    return pepper


def _kept_secret(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        secret = secrets.token_bytes(PEPPER_BYTES)
        file.write(secret)
    return secret


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", value):
        raise BadSetting(f"{PREFIX}{name} is {value!r}. Write it like http://127.0.0.1:8000.")
    return value.rstrip("/")
