"""Settings that must stand before Rasa and TensorFlow are imported: nothing leaves, little is said."""

import logging
import os

from bot.places import FOLDER


def set_environment() -> None:
    """No telemetry, no GPU, no TensorFlow chatter; Rasa's cache stays in the bot's folder."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["RASA_CACHE_DIRECTORY"] = str(FOLDER / ".rasa")
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    # DEBUG would write every message into the log, so the level is not taken from outside.
    os.environ["LOG_LEVEL"] = "INFO"

    # Rasa's own dependencies are frozen; that they are old is known and nothing a reader can act on.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").addFilter(lambda record: "DeprecationWarning" not in record.getMessage())
