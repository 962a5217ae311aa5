"""What a request may ask of the app it runs in."""

from flask import current_app

from portal.config import Settings


def current_settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
