"""Brakes against floods. Networks are told apart by a keyed hash whose key lives in memory for one day:
no address is written anywhere, and yesterday's hashes mean nothing today."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import date

from flask import Flask, request
from flask_limiter import Limiter

from portal.config import Settings
from portal.web.clock import today

_key: tuple[date, bytes] = (date.min, b"")


def network_mark() -> str:
    """Return a mark of the caller's network (/24 or /48) that cannot be turned back and changes daily."""
    global _key  # noqa: PLW0603  one key per process, on purpose never stored
    if _key[0] != today():
        _key = (today(), secrets.token_bytes(32))
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    prefix = 24 if address.version == 4 else 48
    network = ipaddress.ip_network(f"{address}/{prefix}", strict=False)
    return hmac.new(_key[1], str(network).encode(), hashlib.sha256).hexdigest()


limiter = Limiter(key_func=network_mark, default_limits=[], headers_enabled=False)


def init_limits(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    # Said anew for each app: the extension remembers whether it was last switched off (as tests do).
    app.config["RATELIMIT_ENABLED"] = True
    limiter.init_app(app)
