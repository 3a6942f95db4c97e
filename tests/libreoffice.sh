#!/bin/sh
# Sees to it that a LibreOffice is there for the tests of what it draws.
for name in soffice libreoffice; do command -v "$name" >/dev/null && exit 0; done
as_root=
[ "$(id -u)" = 0 ] || [ -z "$CI" ] || as_root="sudo -n" # nobody's own machine is changed unasked
if command -v apt-get >/dev/null && [ "$($as_root id -u 2>/dev/null)" = 0 ]; then
    echo "Installing LibreOffice for the tests …"
    $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-writer-nogui libreoffice-impress-nogui >/dev/null && exit 0
fi
echo "LibreOffice is missing: tests of what it draws need it. Install it (Debian: apt install libreoffice-writer libreoffice-impress), then run make test again." >&2
[ -z "$CI" ]
