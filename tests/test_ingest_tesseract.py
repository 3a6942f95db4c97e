"""What is said where Tesseract, OCRmyPDF or a language is missing; which languages a document is read in."""

import importlib.util
import stat

import pytest

from core.records import Fingerprint, Page, PageState
from ingest.files.folder import FoundFile, Work
from ingest.metadata.catalogue import Row
from ingest.recognition.recognise import wanted_packs
from ingest.recognition.tesseract import WAITS, Ocr, find_ocr, install_command

ALL = ("eng", "fra", "deu")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Makes programs that do nothing but print, and are the only ones there."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(name: str, printed: str = "") -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nprintf '%b' '{printed}'\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return make


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        (
            "apt-get",
            "apt install tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-deu tesseract-ocr-osd",
        ),
        ("dnf", "dnf install tesseract tesseract-langpack-eng tesseract-langpack-fra tesseract-langpack-deu"),
        ("pacman", "pacman -S tesseract tesseract-data-eng tesseract-data-fra tesseract-data-deu tesseract-data-osd"),
        ("brew", "brew install tesseract tesseract-lang"),
    ],
)
def test_the_command_to_install_tesseract_is_that_of_the_system(programs, manager, command):
    programs(manager)
    assert install_command((*ALL, "osd")) == command
    assert find_ocr().remedy.startswith(f"{WAITS} {command}")


def test_without_a_package_manager_the_place_to_look_is_named(programs):
    assert "tesseract-ocr.github.io" in find_ocr().remedy
    assert not find_ocr().ready


def test_a_tesseract_without_languages_is_none(programs):
    programs("tesseract", r"List of available languages (1):\nosd\n")
    assert not find_ocr().ready


def test_without_ocrmypdf_the_extra_is_named(programs, monkeypatch):
    programs("tesseract", r"List of available languages (2):\neng\nosd\n")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not find_ocr().ready
    assert 'pip install "rapporteur[ocr]"' in find_ocr().remedy
    assert "tesseract-ocr" not in find_ocr().remedy


def test_languages_that_tesseract_lacks_are_told_and_done_without(programs):
    programs("tesseract", r"List of available languages (2):\neng\nosd\n")
    ocr = find_ocr()
    assert ocr.packs == {"eng", "osd"}
    assert ocr.missing(ALL) == ("fra", "deu")
    assert ocr.usable(("deu",)) == ("eng", "osd")
    assert Ocr(frozenset({"eng"})).missing(("eng",)) == ("osd",)


def of(file: str, *pages: tuple[str, int], language: str = "") -> tuple[str, ...]:
    found = FoundFile(None, file, 0, 0)  # type: ignore[arg-type]
    row = Row(file=file, language=language) if language else None
    texts = [Page("a", n, "", code, "x" * length, state=PageState.TEXT) for n, (code, length) in enumerate(pages, 1)]
    return wanted_packs(Work(found, "a", row, Fingerprint(0, 0, "", ""), False), texts)


def test_the_catalogue_tells_the_language_before_all_else():
    assert of("Bericht DE.pdf", ("fr", 5000), language="en") == ("eng",)
    assert of("scan.pdf", language="es") == ("spa",)


def test_the_text_of_other_pages_tells_the_languages():
    assert of("scan.pdf", ("de", 3000)) == ("deu",)
    assert of("scan.pdf", ("de", 3000), ("fr", 2500), ("en", 100)) == ("deu", "fra")
    assert of("scan.pdf", ("de", 30)) == ALL, "too little to tell"


def test_the_name_of_the_file_tells_the_language():
    assert of("Bericht (DE) 2019.pdf") == ("deu",)
    assert of("rapport_fr.pdf") == ("fra",)
    assert of("memo German.pdf") == ("deu",)
    assert of("plan de la ville en 2019.pdf") == ALL
