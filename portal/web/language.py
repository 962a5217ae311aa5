"""Language of a request: address first, then cookie, then what the browser asks for, then German."""

from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as AnyResponse

from portal.web.addresses import is_own_address
from translations.languages import LANGUAGES, SOURCE, Language, match_accept
from translations.locales import babel_locale

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
CATALOGS = Path(__file__).parents[2] / "translations" / "catalogs"


class MissingCatalog(Exception):
    """A language stands in the registry but its catalog folder holds no compiled catalog."""


class LanguageConverter(BaseConverter):
    """Matches the slugs of the registry and nothing else."""

    regex = "|".join(LANGUAGES)


class CatalogDomain(Domain):  # type: ignore[misc]
    """Our catalogs. The msgids are German, so German needs no catalog and every gap is filled by German."""

    def get_translations(self) -> NullTranslations:
        folder = str(get_locale() or "de")
        if folder not in self.cache:
            path = CATALOGS / folder / "LC_MESSAGES" / "messages.mo"
            if path.exists():
                with path.open("rb") as file:
                    self.cache[folder] = Translations(file)
            else:
                self.cache[folder] = NullTranslations()
        found: NullTranslations = self.cache[folder]
        return found


class PortalBabel(Babel):  # type: ignore[misc]
    """flask-babel with our domain: its own drops the variant that names Leichte Sprache."""

    domain_instance = CatalogDomain()


def current_language() -> Language:
    """Return the language of this request."""
    if "language" not in g:
        g.language = _negotiate()
    found: Language = g.language
    return found


def served_language() -> Language:
    """Return the language that interface texts really have: a language without its texts is served in its fallback."""
    wanted = current_language()
    return wanted if wanted.complete else LANGUAGES[wanted.fallback]


def _negotiate() -> Language:
    first = request.path.split("/", 2)[1] if "/" in request.path else ""
    for slug in (first, request.cookies.get(COOKIE, "")):
        if slug in LANGUAGES:
            return LANGUAGES[slug]
    return match_accept(request.headers.get("Accept-Language", ""))


def under_language(app: Flask, blueprint: Blueprint) -> None:
    """Mount a feature's public pages below `/<lang>/`; the language never appears in its views or its links."""
    app.register_blueprint(blueprint, url_prefix="/<language:lang>")


def init_language(app: Flask) -> None:
    check_catalogs()
    app.url_map.converters["language"] = LanguageConverter
    PortalBabel(
        app,
        default_locale="de",
        locale_selector=lambda: babel_locale(served_language()),
        default_timezone="Europe/Berlin",
    )

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.language = LANGUAGES[values.pop("lang")]

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language().slug

    @app.context_processor
    def _context() -> dict[str, Any]:
        return {
            "language": current_language(),
            "served": served_language(),
            "languages": LANGUAGES,
            "source_language": SOURCE,
        }

    app.add_url_rule("/", "pick_language", _pick_language)
    app.add_url_rule("/language", "switch_language", _switch_language, methods=["POST"])


def _pick_language() -> Response:
    response = Response(status=302)
    response.headers["Location"] = f"/{_negotiate().slug}/"
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def _switch_language() -> AnyResponse:
    """The switcher is a form of buttons: a tap is remembered in a cookie that holds nothing but the language."""
    form: ImmutableMultiDict[str, str] = request.form
    slug = form.get("language", "")
    if slug not in LANGUAGES:
        abort(404)
    target = form.get("address", "")
    first, _, rest = target.lstrip("/").partition("/")
    response = Response(status=303)
    if is_own_address(target):
        response.headers["Location"] = f"/{slug}/{rest}" if first in LANGUAGES else target
    else:
        response.headers["Location"] = f"/{slug}/"
    return remember_language(response, slug)


def remember_language(response: AnyResponse, slug: str) -> AnyResponse:
    """The cookie holds nothing but the language; over TLS it travels only there."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, slug, max_age=COOKIE_SECONDS, samesite="Lax", httponly=True, secure=secure)
    return response


def check_catalogs() -> None:
    """Raise `MissingCatalog` for a registry row without its folder."""
    for row in LANGUAGES.values():
        if row is not SOURCE and not (CATALOGS / row.catalog / "LC_MESSAGES" / "messages.po").exists():
            raise MissingCatalog(
                f"Language {row.slug!r} has no catalog: translations/catalogs/{row.catalog}/LC_MESSAGES/messages.po. "
                "Make it with `make strings`."
            )
