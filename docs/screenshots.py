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
    ("readability", "/library?tab=readability", ".map-row .map-cells a", _LAPTOP, "light"),
    ("ask", "/ask?q=When+did+the+number+115+start%3F", ".quote mark", _LAPTOP, "light"),
    ("nothing-found", "/?q=zeppelin", "text=Nothing found", _LAPTOP, "light"),
]


def main(names: list[str]) -> int:
    """Takes all pictures, or those that are named."""
    with tempfile.TemporaryDirectory() as data, _server(Path(data)) as address, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        for picture in PICTURES:
            if not names or picture[0] in names:
                _take(browser, address, *picture)
        browser.close()
    return 0


def _take(browser: Browser, address: str, name: str, path: str, seen: str, size: tuple[int, int], scheme: str) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + path)
    page.wait_for_selector(seen)
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.wait_for_timeout(1500)
    page.screenshot(path=HOME / f"{name}.png")
    page.close()
    print(HOME / f"{name}.png")


@contextmanager
def _server(data: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "serve.cli"]
    where = ["--corpus", str(HOME.parent / "corpus"), "--data", str(data)]
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
