#!/bin/sh
# Chromium and fonts with Cyrillic for the browser tests and screenshots, from Debian's packages.
set -eu
run=""
[ "$(id -u)" = 0 ] || run=sudo
command -v apt-get >/dev/null || {
  echo 'This needs a Debian or Ubuntu machine. Elsewhere put a Chromium at /usr/bin/chromium.' >&2
  exit 1
}
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends \
  chromium fonts-inter fonts-noto-core fonts-dejavu-core >/dev/null
chromium --version
