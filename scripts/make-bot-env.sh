#!/usr/bin/env bash
# The bot's own environment: Rasa 3.6 needs Python 3.10, which uv finds on this machine or downloads.
set -eu
uv=.tools/bin/uv
if ! "$uv" venv --quiet --allow-existing --python 3.10 bot/.venv; then
  echo "Python 3.10 is missing and could not be downloaded. Install it (for example with pyenv) or run: make run BOT=0" >&2
  exit 1
fi
"$uv" pip sync --quiet --require-hashes --python bot/.venv/bin/python bot/requirements.txt
