#!/bin/sh
# Programs that read old Word files and scans in Russian and English, from Debian's packages.
set -eu
run=""
[ "$(id -u)" = 0 ] || run=sudo
command -v apt-get >/dev/null || {
  echo 'This needs a Debian or Ubuntu machine. Elsewhere put antiword and tesseract on the PATH.' >&2
  exit 1
}
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends \
  antiword tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng >/dev/null
tesseract --version 2>&1 | head -n 1
