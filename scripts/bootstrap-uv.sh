#!/usr/bin/env bash
# Puts uv into .tools. Any Python from 3.9 on with venv will do; uv then finds or downloads the ones we need.
set -eu
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.10 python3; do
  [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
  "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 9))' 2>/dev/null || continue
  if ! "$candidate" -m venv .tools 2>/dev/null; then
    echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2
    exit 1
  fi
  .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
  exit 0
done
echo "Python is missing (3.11 is best). On Debian: apt-get install python3 python3-venv" >&2
exit 1
