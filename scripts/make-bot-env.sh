#!/usr/bin/env bash
# The bot's own environment: Rasa 3.6 needs Python 3.10. Taken from pyenv where it is there, else uv looks for one on this
# machine and at last downloads it.
set -eu
uv=.tools/bin/uv
python=3.10
for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
  [ -x "$candidate" ] && python=$candidate
done
if ! "$uv" venv --quiet --allow-existing --python "$python" bot/.venv; then
  echo "Python 3.10 is missing and could not be downloaded. Install it (for example with pyenv) or run: make run BOT=0" >&2
  exit 1
fi
"$uv" pip sync --quiet --compile-bytecode --require-hashes --python bot/.venv/bin/python bot/requirements.txt
