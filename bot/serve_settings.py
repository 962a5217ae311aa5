"""What the bot takes from its environment. Imports no Rasa."""

import os

SHORTEST_TOKEN = 16


class BadSetting(Exception):
    """The start is refused; the message names the variable and the cure."""


def read_token() -> str:
    token = os.environ.get("VIELSTIMMIG_BOT_TOKEN", "")
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise BadSetting(
            f"VIELSTIMMIG_BOT_TOKEN must hold at least {SHORTEST_TOKEN} plain characters; "
            "the portal needs the same value."
        )
    return token


def read_port() -> int:
    text = os.environ.get("PORT", "5005")
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise BadSetting("PORT must be a number from 1 to 65535.")
    return int(text)


def read_host() -> str:
    """This machine only, unless a container network needs more."""
    return os.environ.get("HOST", "127.0.0.1")
