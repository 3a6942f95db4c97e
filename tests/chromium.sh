#!/bin/sh
# Sees to it that a Chromium is there for the browser tests and screenshots.
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && exit 0; done
as_root=
[ "$(id -u)" = 0 ] || [ -z "$CI" ] || as_root="sudo -n" # nobody's own machine is changed unasked
if command -v apt-get >/dev/null && [ "$($as_root id -u 2>/dev/null)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "Chromium is missing: the browser tests need it. Install it (Debian: apt install chromium), then run make test again." >&2
[ -z "$CI" ]
