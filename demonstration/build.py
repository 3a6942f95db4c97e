"""Typesets the demonstration library: demonstration/texts/*.typ → corpus/*.pdf, the same bytes every time."""

from __future__ import annotations

import argparse
import importlib.util
import io
import sys
import tempfile
import time
from pathlib import Path

import typst
from PIL import Image, ImageFilter

from ingest.pdf.pdf_page import image, read_pages

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
CORPUS = HERE.parent / "corpus"
SCANNED = ("scanned-memo",)
"""Texts that are kept as pictures only, as a scanner leaves them."""

_SCAN_SCALE = 150 / 72
_SCAN_TILT = 0.35
_SCAN_DAY = time.struct_time((2023, 10, 2, 9, 0, 0, 0, 275, 0))


def font_folder() -> Path:
    """The folder of the Source Sans Pro files that the PyPI package font-source-sans-pro carries."""
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("font-source-sans-pro is missing: run `make demonstration`, which installs it first.")
    return Path(found.submodule_search_locations[0])


def typeset(source: Path, target: Path) -> None:
    """Typesets one Typst source to a PDF. Dates and system fonts are kept out, so that the bytes repeat."""
    typst.compile(
        str(source), output=str(target), root=str(HERE), font_paths=[str(font_folder())], ignore_system_fonts=True
    )


def scan(source: Path, target: Path) -> None:
    """Typesets a text and keeps a picture of each page: grey, a little tilted and soft, 150 dots an inch."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder, "printed.pdf")
        typeset(source, printed)
        sheets = [_scanned(image(printed, page.number, _SCAN_SCALE)) for page in read_pages(printed)]
    sheets[0].save(
        target, save_all=True, append_images=sheets[1:], resolution=150, quality=60,
        creationDate=_SCAN_DAY, modDate=_SCAN_DAY, title="", producer="",
    )  # fmt: skip


def _scanned(png: bytes) -> Image.Image:
    sheet = Image.open(io.BytesIO(png)).convert("L")
    return sheet.rotate(_SCAN_TILT, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.6))


def main(arguments: list[str] | None = None) -> int:
    """Typesets all texts, or those whose names are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="text names without .typ; all when none is given")
    parser.add_argument("--out", type=Path, default=CORPUS)
    chosen = parser.parse_args(arguments)
    sources = [TEXTS / f"{name}.typ" for name in chosen.names] or sorted(TEXTS.glob("*.typ"))
    chosen.out.mkdir(parents=True, exist_ok=True)
    for source in sources:
        make = scan if source.stem in SCANNED else typeset
        make(source, chosen.out / f"{source.stem}.pdf")
        print(chosen.out / f"{source.stem}.pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
