#!/bin/sh
# Sees to it that a Chromium is there for the browser tests and screenshots.
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && exit 0; done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "Chromium is missing: the browser tests need it. Install it (Debian: apt install chromium), then run make test again." >&2
[ -z "$CI" ]
