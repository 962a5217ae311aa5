"""Addresses that come from outside: what may stand in one, and where a redirect may lead."""

import re

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

# Browsers drop tabs and line breaks from addresses and take `\` for `/`: "/<tab>/evil.example" leads elsewhere.
_MISREAD = re.compile(r"[\x00-\x1f\x7f\\]")
LARGEST_NUMBER = 2**31 - 1


class NumberConverter(IntegerConverter):
    """Numbers that the databases' integer columns can hold; a larger one names nothing, so it is not found."""

    def __init__(self, url_map, *args, **options) -> None:  # type: ignore[no-untyped-def]
        options.setdefault("max", LARGEST_NUMBER)
        super().__init__(url_map, *args, **options)


def is_own_address(target: str) -> bool:
    """Whether every browser stays on this site when it is sent to `target`, a path from the root."""
    return target.startswith("/") and not target.startswith("//") and not _MISREAD.search(target)


def init_addresses(app: Flask) -> None:
    """Call before any route is added."""
    app.url_map.converters["int"] = NumberConverter

    @app.before_request
    def _refuse_nul() -> None:
        # PostgreSQL takes no NUL in a text: no slug, name or key can hold one.
        if "\x00" in request.path:
            abort(404)
