"""Text recognition with OCRmyPDF and Tesseract. Both are run as programs, never imported; probing and running are two things."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from core.errors import FileUnreadable
from ingest.workers import environment

PACKS = {
    "en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "nl": "nld", "pt": "por", "pl": "pol", "cs": "ces",
    "sv": "swe", "da": "dan", "no": "nor", "fi": "fin", "hu": "hun", "ro": "ron", "el": "ell", "ru": "rus", "uk": "ukr",
    "bg": "bul", "tr": "tur", "ar": "ara", "he": "heb", "fa": "fas", "hi": "hin", "zh": "chi_sim", "ja": "jpn",
    "ko": "kor", "vi": "vie", "id": "ind", "la": "lat",
}  # fmt: skip
"""ISO 639-1 → Tesseract's name of the language."""

WAITS = "Install text recognition with:"
"""How the remedy begins of pages that only wait for Tesseract."""

ORIENTATION = "osd"
"""Tesseract's pack that tells which way up a page is."""

_MOST_MEGAPIXELS = 40
"""A4 at 600 dots an inch has 35; a larger picture is recognised at a lower resolution, so that memory is bounded."""
_SURE_OF_TURN = 2.0
"""Tesseract's confidence from which a page is turned upright. OCRmyPDF's own 14 leaves most turned pages lying."""
_CONFIGURATION = "textord_tabfind_find_tables 0\n"
"""Where Tesseract believes to see a table, it reads a line across all cells and loses words broken within one: word
recall on the tables of `dev_fr_mid_08` is 0.85 with it, 0.99 without."""
_WORD = re.compile(r"'ocrx_word'[^>]*x_wconf (\d+)[^>]*>(?:<[^>]*>)*([^<]*)")
"""A word in hOCR, which Tesseract writes for OCRmyPDF: its confidence of 100, its letters."""

# package manager → its command; {} stands for the packages: the program, then the languages
_INSTALL = (
    ("apt-get", "apt install", "tesseract-ocr", "tesseract-ocr-{}"),
    ("dnf", "dnf install", "tesseract", "tesseract-langpack-{}"),
    ("zypper", "zypper install", "tesseract-ocr", "tesseract-ocr-traineddata-{}"),
    ("pacman", "pacman -S", "tesseract", "tesseract-data-{}"),
    ("apk", "apk add", "tesseract-ocr", "tesseract-ocr-data-{}"),
    ("brew", "brew install", "tesseract", "tesseract-lang"),
    ("choco", "choco install", "tesseract", "tesseract-languages"),
)


@dataclass(frozen=True, slots=True)
class Ocr:
    """Recognition that can be had: the packs that Tesseract has here."""

    packs: frozenset[str]
    ready: bool = True
    remedy: str = ""

    def usable(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The packs to be used for those wanted: these, else English, else any; and the one for turned pages."""
        here = tuple(pack for pack in wanted if pack in self.packs)
        others = sorted(self.packs - {ORIENTATION}, key=lambda pack: (pack != "eng", pack))
        return (*(here or others[:1]), *(self.packs & {ORIENTATION}))

    def missing(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The packs that are wanted and not there; the one for turned pages is always wanted."""
        return tuple(pack for pack in (*wanted, ORIENTATION) if pack not in self.packs)


@dataclass(frozen=True, slots=True)
class NoOcr:
    """Recognition that cannot be had, and how to change that."""

    remedy: str
    ready: bool = False

    def usable(self, wanted: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - as Ocr has it
        """None."""
        return ()

    def missing(self, wanted: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - all are, and `remedy` names them
        """None to be named one by one."""
        return ()


def find_ocr() -> Ocr | NoOcr:
    """What this computer has for recognition."""
    packs = _packs()
    if packs - {ORIENTATION} and importlib.util.find_spec("ocrmypdf"):
        return Ocr(packs)
    commands = [] if packs - {ORIENTATION} else [install_command(("eng", "fra", "deu", ORIENTATION))]
    if not importlib.util.find_spec("ocrmypdf"):
        commands.append('pip install "rapporteur[ocr]"')
    return NoOcr(f"{WAITS} {' && '.join(commands)}; the next ingest makes the page searchable.")


def _packs() -> frozenset[str]:
    """The languages of the Tesseract that is found; none where there is no Tesseract."""
    if not shutil.which("tesseract"):
        return frozenset()
    try:
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip() for line in told.stdout.splitlines()[1:] if line.strip())


def install_command(packs: Iterable[str]) -> str:
    """What to type on this computer to have Tesseract with these packs."""
    for manager, command, program, language in _INSTALL:
        if shutil.which(manager):
            known = [pack for pack in packs if not (manager in ("dnf", "zypper") and pack == ORIENTATION)]
            return " ".join([command, program, *dict.fromkeys(language.format(_as_named(manager, p)) for p in known)])
    return "https://tesseract-ocr.github.io/tessdoc/Installation.html"


def _as_named(manager: str, pack: str) -> str:
    return pack.replace("_", "-") if manager == "apt-get" else pack


def recognise(source: Path, target: Path, packs: Sequence[str], redo: bool, seconds: float) -> list[float | None]:
    """Writes a searchable copy of `source`, its pages upright and straight; each page's mean word confidence in [0, 1].

    `redo` draws pages that have text and recognises what they show. A page of which nothing is recognised has
    confidence 0; one that Tesseract gave up, for it took longer than `seconds` or was too large, None.
    Raises FileUnreadable where it failed.
    """
    with tempfile.TemporaryDirectory(prefix="rapporteur-ocr-", dir=target.parent) as workplace:
        config = Path(workplace, "tesseract.cfg")
        config.write_text(_CONFIGURATION, encoding="ascii")
        command = [*_arguments(packs, redo, seconds), "--tesseract-config", str(config), str(source), str(target)]
        _run(command, Path(workplace))
        hocr = {int(path.name[:6]): path for path in Path(workplace).glob("*/*_ocr_hocr.hocr")}
        count = max(hocr, default=0)
        return [_confidence(hocr[n].read_text("utf-8")) if n in hocr else 0.0 for n in range(1, count + 1)]


def _arguments(packs: Sequence[str], redo: bool, seconds: float) -> list[str]:
    turn = ["--rotate-pages", "--rotate-pages-threshold", str(_SURE_OF_TURN)] if ORIENTATION in packs else []
    languages = "+".join(pack for pack in packs if pack != ORIENTATION)
    return [
        *(sys.executable, "-P", "-m", "ocrmypdf", "--quiet", "--jobs", "1", "--language", languages),
        *(
            "--output-type",
            "pdf",
            "--optimize",
            "0",
            "--deskew",
            "--oversample",
            "300",
            *turn,
            "--force-ocr" if redo else "--skip-text",
        ),
        *("--invalidate-digital-signatures", "--keep-temporary-files", "--tesseract-timeout", f"{seconds:g}"),
        *("--max-ocr-image-mpixels", str(_MOST_MEGAPIXELS), "--continue-on-soft-render-error"),
    ]


def _run(command: Sequence[str], workplace: Path) -> None:
    """In the worker's own process group: whoever ends the worker, for its time limit too, ends these programs."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(TMPDIR=str(workplace), OMP_THREAD_LIMIT="1"),
        check=False,
    )
    if done.returncode:
        lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
        told = [line for line in lines if " " in line]  # a word alone is an exception's name
        raise FileUnreadable(
            f"Text recognition failed ({told[-1][:120] if told else f'exit code {done.returncode}'}).",
            "Open the file in a PDF reader, print it to a new PDF, and put that into the corpus.",
        )


def _confidence(hocr: str) -> float | None:
    if not hocr:  # what OCRmyPDF writes for Tesseract where that gave up
        return None
    sure = [int(word[1]) for word in _WORD.finditer(hocr) if word[2].strip()]
    return round(fmean(sure) / 100, 3) if sure else 0.0
