"""Start the bot: ``VIELSTIMMIG_BOT_TOKEN=… bot/.venv/bin/python -m bot.serve``.

Listens on ``HOST`` (127.0.0.1) and ``PORT`` (5005), without Rasa's HTTP API, so the portal's channel is all
there is. Logs carry no texts: the level is INFO and cannot be lowered from outside.
"""

import logging
import sys

from bot.places import CREDENTIALS, ENDPOINTS, MODEL, fingerprint, trained_fingerprint
from bot.quiet import set_environment
from bot.serve_settings import BadSetting, read_host, read_port, read_token

OK, BAD_START = 0, 1
LARGEST_REQUEST = 65_536


def run(host: str, port: int) -> None:
    set_environment()
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog
    from sanic.config import Config

    configure_logging_and_warnings(logging.INFO, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.INFO)
    # Sanic reads bodies before the channel sees them; its own limit is 100 MB.
    Config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    rasa.core.run.serve_application(
        str(MODEL),
        interface=host,
        port=port,
        credentials=str(CREDENTIALS),
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints(str(ENDPOINTS)),
    )


def main() -> int:
    try:
        read_token()
        host, port = read_host(), read_port()
    except BadSetting as problem:
        print(f"The bot does not start: {problem}", file=sys.stderr)
        return BAD_START
    model = trained_fingerprint()
    if model is None:
        print("The bot does not start: there is no model. Run `python -m bot.train`.", file=sys.stderr)
        return BAD_START
    if model != fingerprint():
        print("The bot's model is older than its data: run `python -m bot.train`.", file=sys.stderr)
    run(host, port)
    return OK


if __name__ == "__main__":
    sys.exit(main())
