from flask import Blueprint

from portal.pages.navigation import ways
from portal.web.rendering import render

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    return render("pages/home.html", ways=ways())


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render("pages/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render("pages/privacy.html")


@blueprint.get("/imprint")
def imprint() -> str:
    return render("pages/imprint.html")
