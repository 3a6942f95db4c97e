#!/bin/sh
# Sees to it that Tesseract is there, with English, French, German and the pack for turned pages: it recognises scans.
complete() {
    packs=$(tesseract --list-langs 2>/dev/null) || return 1
    for pack in eng fra deu osd; do echo "$packs" | grep -qx "$pack" || return 1; done
}
complete && exit 0
as_root=
[ "$(id -u)" = 0 ] || [ -z "$CI" ] || as_root="sudo -n" # nobody's own machine is changed unasked
if command -v apt-get >/dev/null && [ "$($as_root id -u 2>/dev/null)" = 0 ]; then
    echo "Installing Tesseract to recognise scans …"
    $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-deu tesseract-ocr-osd >/dev/null && complete && exit 0
fi
echo "Tesseract with English, French and German is missing: scanned pages will be listed as not searchable. Install it" \
    "(Debian: apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-deu; macOS: brew install tesseract tesseract-lang)." >&2
[ -z "$CI" ]
