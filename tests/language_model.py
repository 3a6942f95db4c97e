"""A small server on this computer that speaks the protocol of language models, and the manners it can have."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.settings import Endpoint

KEY = "sk-secret-of-the-tests"


@dataclass
class Speaker:
    """The server: how it answers, what it was asked, and what lets go of an answer that waits."""

    manner: Manner
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    authorised: list[str] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    """Set once a listener has closed the connection."""

    def endpoint(self) -> Endpoint:
        """Its address, for the settings."""
        return Endpoint(f"http://127.0.0.1:{self.port}/v1", "small", KEY)

    @property
    def quotes(self) -> list[dict[str, Any]]:
        """The quotes of the last question."""
        return quotes_of(self.asked[-1])


class Talk(BaseHTTPRequestHandler):
    """One request and its answer."""

    speaker: Speaker
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.speaker.asked.append(body)
        self.speaker.authorised.append(self.headers.get("Authorization", ""))
        self.close_connection = True
        try:
            self.speaker.manner(self, body)
        except OSError:
            self.speaker.left.set()

    def log_message(self, *_: object) -> None:
        pass

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def piece(self, text: str) -> None:
        """A piece of the answer, as an event."""
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})

    def event(self, value: object) -> None:
        self.raw(f"data: {json.dumps(value)}\n\n".encode())

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def done(self) -> None:
        self.raw(b"data: [DONE]\n\n")


Manner = Callable[[Talk, dict[str, Any]], None]


def quotes_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The quotes that a request hands over."""
    told = body["messages"][-1]["content"].split("<quotes>\n")[1].split("\n</quotes>")[0]
    return [json.loads(line) for line in told.split("\n")]


def saying(*sentences: str) -> Manner:
    """Says these, a few letters a time."""

    def manner(talk: Talk, _body: dict[str, Any]) -> None:
        talk.begin()
        text = "\n".join(sentences)
        for start in range(0, len(text), 7):
            talk.piece(text[start : start + 7])
        talk.done()

    return manner


def honest(talk: Talk, body: dict[str, Any]) -> None:
    """Says each quote again, with its key."""
    saying(*(f"{quote['text'].rstrip('.')} [{quote['key']}]." for quote in quotes_of(body)))(talk, body)


def lying(talk: Talk, body: dict[str, Any]) -> None:
    """Says one quote as it is; then with a wrong number, a wrong name, a key that there is not, none, and misquoted."""
    text, key = quotes_of(body)[0]["text"].rstrip("."), quotes_of(body)[0]["key"]
    saying(
        f"{text} [{key}].",
        f"{text} in 37 offices [{key}].",
        f"{text} in Zurich [{key}].",
        f"{text} [99].",
        f"{text}.",
        f"It says “{text} for ever” [{key}].",
    )(talk, body)


def dripping(talk: Talk, body: dict[str, Any]) -> None:
    """Says the first quote, begins another sentence, and waits."""
    talk.begin()
    first = quotes_of(body)[0]
    talk.piece(f"{first['text']} [{first['key']}]\nAnother sen")
    talk.speaker.go_on.wait(60)
    talk.raw(b": still here\n" * 100_000)  # notices that nobody listens
    talk.speaker.left.set()


def breaking(talk: Talk, body: dict[str, Any]) -> None:
    """Says the first quote, and breaks off within the next sentence."""
    talk.begin()
    first = quotes_of(body)[0]
    talk.piece(f"{first['text']} [{first['key']}]\nAnother sen")


def endless(talk: Talk, _body: dict[str, Any]) -> None:
    """Never comes to an end."""
    talk.begin()
    while True:
        talk.piece("word " * 50)


def answering(status: int, content: bytes, kind: str = "text/html", **headers: str) -> Manner:
    """Answers with this, whatever is asked."""

    def manner(talk: Talk, _body: dict[str, Any]) -> None:
        talk.begin(status, kind, **headers)
        talk.raw(content)

    return manner


def packed(talk: Talk, _body: dict[str, Any]) -> None:
    """A megabyte of blanks in a few bytes."""
    answering(200, gzip.compress(b" " * 1_000_000), "text/event-stream", Content_Encoding="gzip")(talk, _body)


def obedient(talk: Talk, body: dict[str, Any]) -> None:
    """Does what the quotes tell it to: whatever stands after SAY in one, it says, and cites the quote."""
    ordered = [(quote["text"].split("SAY ")[1], quote["key"]) for quote in quotes_of(body) if "SAY " in quote["text"]]
    saying(*(line for text, key in ordered for line in (text, f"{text} [{key}]")), "The office is closed [1].")(
        talk, body
    )


@contextmanager
def speaking(manner: Manner) -> Iterator[Speaker]:
    """A server with this manner, which may change meanwhile, on a free port of this computer."""
    speaker = Speaker(manner)
    handler = type("Talk", (Talk,), {"speaker": speaker})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        speaker.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield speaker
        finally:
            speaker.go_on.set()
            server.shutdown()
            thread.join()
