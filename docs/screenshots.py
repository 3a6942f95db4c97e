"""Takes the pictures in docs/ from a running page on the demonstration library: `make screenshots`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).resolve().parent
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync", "--hide-scrollbars"]  # fmt: skip
_LAPTOP, _PHONE = (1280, 860), (390, 844)

# Name, address, what must be seen before the picture is taken, size, colour scheme.
PICTURES = [
    ("home", "/", "text=Countries spoken of", _LAPTOP, "light"),
    ("search", "/?q=joint+service+delivery", ".hit-snippet mark", _LAPTOP, "light"),
    ("search-dark", "/?q=privacy+identity&about=DE", ".hit-snippet mark", _LAPTOP, "dark"),
    ("by-presenter", "/?q=privacy&by=presenter", ".hit-snippet mark", _LAPTOP, "light"),
    ("by-country", "/?q=%22life+events%22&by=about", ".hit-snippet mark", _LAPTOP, "light"),
    (
        "document",
        "/document?id=background-report&page=23&q=B%C3%BCrgeramt+one-stop&m=2",
        ".page-image img",
        _LAPTOP,
        "light",
    ),
    ("document-phone", "/document?id=deck-germany&page=6&q=number+115&m=1", ".page-image img", _PHONE, "light"),
    ("search-phone", "/?q=guichet+unique", ".hit-snippet mark", _PHONE, "light"),
    ("library", "/library", "[data-testid=stDataFrame] canvas", _LAPTOP, "light"),
    ("ask", "/ask?q=When+did+ServiceOntario+start%3F", ".quote mark", (1280, 1180), "light"),
    ("ask-by-country", "/ask?q=Which+countries+have+a+one-stop+shop%3F", ".quote mark", (1280, 1180), "light"),
    ("ask-nothing", "/ask?q=What+does+a+passport+cost+in+Austria%3F", "text=Nothing found", _LAPTOP, "light"),
    ("ask-phone", "/ask?q=When+did+ServiceOntario+start%3F", ".quote mark", _PHONE, "dark"),
    (
        "ask-page",
        "/document?id=background-report&page=6&q=When+did+ServiceOntario+start%3F&span=1074-1261-147.56f1c48a&via=ask",
        ".page-image img",
        _LAPTOP,
        "light",
    ),
    ("frequency", "/?q=privacy+OR+identity&often=year", ".picture a", _LAPTOP, "light"),
    ("did-you-mean", "/?q=joint+servcie+delivery", "text=Did you mean", _LAPTOP, "light"),
    ("similar", "/similar?id=deck-germany&page=5", ".hit-snippet", _LAPTOP, "light"),
    (
        "cite",
        "/cite?cite=deck-germany:5&cite=minutes:2:214-323&q=privacy",
        "[data-testid=stCode]",
        _LAPTOP,
        "light",
    ),
    ("coverage", "/coverage?q=privacy", ".world a", (1280, 1180), "light"),
    ("presenter", "/presenter?name=Isolde+Fennimore&q=privacy", ".said mark", (1280, 1100), "light"),
    ("presenters", "/presenters?q=privacy", ".plain-table a", _LAPTOP, "light"),
    ("country", "/country?code=DE", ".bars a", (1280, 1100), "light"),
    ("countries", "/countries?q=service", ".matrix a", _LAPTOP, "light"),
    ("compare", "/compare?q=privacy+clause&row=CA&row=DE&row=GB&row=AU&row=AT", ".comparison mark", _LAPTOP, "light"),
    ("compare-phone", "/compare?q=privacy&row=DE&row=AT", ".comparison mark", _PHONE, "light"),
    ("nothing-found", "/?q=zeppelin", "text=Nothing found", _LAPTOP, "light"),
]
# The same, on the day that two decks have come which nobody has looked at yet, and a report broke off on its way.
PICTURES_OF_NEWS = [
    ("readability", "/library?tab=readability", ".map-row .map-cells a", _LAPTOP, "light"),
    ("review", "/library?tab=review", "[data-testid=stForm] [data-testid=stTextInput]", (1280, 1240), "light"),
]


def main(names: list[str]) -> int:
    """Takes all pictures, or those that are named."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        news = _with_news(Path(folder))
        for corpus, pictures in ((HOME.parent / "corpus", PICTURES), (news, PICTURES_OF_NEWS)):
            wanted = [picture for picture in pictures if not names or picture[0] in names]
            if wanted:
                with _server(corpus, Path(folder) / "data" / corpus.name) as address:
                    for picture in wanted:
                        _take(browser, address, *picture)
        browser.close()
    return 0


def _with_news(folder: Path) -> Path:
    """A copy of the demonstration library in which something is to be done."""
    corpus = folder / "news"
    shutil.copytree(HOME.parent / "corpus", corpus)
    rows = (corpus / "catalogue.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    unseen = ("deck-australia.pdf,", "deck-ontario.pdf,")
    (corpus / "catalogue.csv").write_text("".join(row for row in rows if not row.startswith(unseen)), encoding="utf-8")
    (corpus / "annual-report.pdf").write_bytes((corpus / "background-report.pdf").read_bytes()[:600])
    return corpus


def _take(browser: Browser, address: str, name: str, path: str, seen: str, size: tuple[int, int], scheme: str) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + path)
    page.wait_for_selector(seen)
    page.wait_for_function("[...document.images].every(image => image.complete || !image.checkVisibility())")
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
    page.wait_for_timeout(1500)
    page.screenshot(path=HOME / f"{name}.png")
    page.close()
    print(HOME / f"{name}.png")


@contextmanager
def _server(corpus: Path, data: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "serve.cli"]
    where = ["--corpus", str(corpus), "--data", str(data)]
    subprocess.run([*command, "ingest", *where], cwd=HOME.parent, check=False, stderr=subprocess.DEVNULL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    child = subprocess.Popen([*command, "serve", "--port", str(port), *where], cwd=HOME.parent, env={**os.environ})
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
