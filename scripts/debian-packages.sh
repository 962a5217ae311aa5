#!/usr/bin/env bash
# Looks for the programs and libraries that Debian brings: `run` for make run, `test` for make test.
# Installs what is missing where it is root; otherwise names the command. VIELSTIMMIG_TEST_PARTS leaves nothing out in silence.
set -eu
missing=()
need() { # package, then a test that says it is there
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
postgres() { ls /usr/lib/postgresql/*/bin/initdb; }
font() { ls /usr/share/fonts/*/noto/"$1"*; }

need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
need fonts-noto-core font NotoSansArabic
if [ "${1:-run}" = test ]; then
  need chromium test -x /usr/bin/chromium
  need fonts-noto-cjk font NotoSansCJK
  need postgresql postgres
  need redis-server command -v redis-server
  need npm command -v npm
fi
[ ${#missing[@]} -eq 0 ] && exit 0
command="apt-get install --yes --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq >/dev/null && $command -qq >/dev/null; then exit 0; fi
fi
echo "Missing Debian packages: ${missing[*]}. Install them with: sudo $command" >&2
[ "${1:-run}" = test ] || echo "(The portal starts without them; PDF reports need them.)" >&2
[ "${1:-run}" = run ]
