"""The real server: hostile files in its corpus cost one page image, never the server; and it ends with whoever started it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hostile_pdfs
import pytest
from conftest import HOME
from pdfs import pdf, words

from core.settings import Settings
from serve.library import Library

PATIENCE = 120.0
HOSTILE = {
    "bomb.pdf": hostile_pdfs.bomb(2**28),
    "endless.pdf": hostile_pdfs.endless_page(["first words"], []),
    "large.pdf": hostile_pdfs.five_metres(),
    "outline.pdf": hostile_pdfs.recursive_outline(),
    "tree.pdf": hostile_pdfs.looping_tree(),
    "truncated.pdf": pdf(words("cut off"))[:-200],
    "two\nlines\u202e.pdf": pdf(words("an odd name")),
}


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The server by the command line on a free port: its address, and the process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "serve.cli", "serve", "--port", str(port)]
    command += ["--corpus", str(settings.corpus), "--data", str(settings.data)]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port}" in server.stdout.readline()
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()


def get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.fixture(scope="module")
def home(tmp_path_factory, without_ocr) -> Settings:
    """A library of hostile files and a good one, ingested; pages that never end are given up soon."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    for name, content in {**HOSTILE, "good.pdf": pdf(words("a good neighbour"))}.items():
        (folder / "corpus" / name).write_bytes(content)
    settings = Settings(folder / "corpus", folder / "data", page_seconds=5.0)
    library = Library(settings)
    library.ingest()
    library.close()
    return settings


@pytest.mark.timeout(600)
def test_page_images_of_hostile_files_are_made_or_refused_while_the_server_goes_on_answering(home):
    with serving(home) as (address, server):
        documents: list[dict[str, Any]] = json.loads(get(f"{address}/api/documents")[1])
        assert {document["file"] for document in documents} == {*HOSTILE, "good.pdf"}
        told: dict[str, tuple[int, bytes]] = {}

        def ask(file: str, identifier: str, page: int) -> None:
            told[f"{file} {page}"] = get(f"{address}/pages/{identifier}/{page}.png?q=words")

        asked = [(d["file"], d["document"], page) for d in documents for page in range(1, d["pages"] + 1)]
        threads = [threading.Thread(target=ask, args=each) for each in asked]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert get(f"{address}/_stcore/health")[0] == 200
            assert json.loads(get(f"{address}/api/search?q=neighbour")[1])["total_pages"] == 1
            time.sleep(0.2)
        assert len(told) == len(asked)
        for status, body in told.values():
            assert body.startswith(b"\x89PNG") if status == 200 else json.loads(body)["error"]["remedy"]
            assert status in (200, 404, 422, 503)
        assert told["good.pdf 1"][0] == 200
        assert told["endless.pdf 2"][0] != 200
        assert server.poll() is None
        assert (
            get(f"{address}/pages/{next(d['document'] for d in documents if d['file'] == 'good.pdf')}/1.png")[0] == 200
        )


def test_names_with_line_breaks_and_bidirectional_characters_are_whole_in_json_and_their_files_are_served(home):
    with serving(home) as (address, _):
        (odd,) = (d for d in json.loads(get(f"{address}/api/documents")[1]) if "\n" in d["file"])
        assert odd["file"] == "two\nlines\u202e.pdf"
        assert all(letter.isprintable() for letter in odd["title"])
        status, body = get(f"{address}/files/{odd['document']}/any.pdf")
        assert (status, body) == (200, HOSTILE["two\nlines\u202e.pdf"])


def below(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [each for child in map(int, children) for each in (child, *below(child))]


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_however_the_server_is_ended_no_process_of_it_is_left(home, end):
    with serving(home) as (address, server):
        (good,) = (d["document"] for d in json.loads(get(f"{address}/api/documents")[1]) if d["file"] == "good.pdf")
        assert get(f"{address}/pages/{good}/1.png")[0] == 200
        everybody = below(server.pid)
        for thread in Path(
            f"/proc/{everybody[0]}/task"
        ).iterdir():  # workers are children of the thread that started them
            children = (thread / "children").read_text(encoding="ascii").split()
            everybody += [child for child in map(int, children) if child not in everybody]
        assert len(everybody) >= 2, "the web page's server and a worker"
        os.kill(server.pid, end)
        until = time.monotonic() + PATIENCE
        while any(map(running, everybody)) and time.monotonic() < until:
            time.sleep(0.1)
        assert not [process for process in everybody if running(process)]
