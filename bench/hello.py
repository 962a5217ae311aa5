"""A bare Flask page: what the same server and machine can do at best."""

from flask import Flask

application = Flask(__name__)


@application.route("/", methods=["GET", "POST"])
def hello() -> str:
    return "hello"


@application.get("/healthz")
def healthz() -> str:
    return "ok"
