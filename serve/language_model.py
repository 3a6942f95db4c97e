"""A language model behind an OpenAI-compatible endpoint: local (Ollama, vLLM) or hosted. Owner of http.client.

POST {url}/chat/completions with `stream`, answered by server-sent events (WHATWG HTML, 9.2). Nothing is followed elsewhere,
nothing unpacked, and nothing that the endpoint says of an error is shown: it may repeat the key.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

from answer.phrasing.language_model import Message
from core.errors import BadInput, ModelSilent
from core.settings import Endpoint

_CONNECT_SECONDS = 10.0
_TICK = 0.25
"""Seconds after which a listener hears "" and may stop."""
_LONGEST_LINE = 1 << 16
_MOST_BYTES = 4 << 20
"""Of one answer, with all that is around the text."""
_AT_ONCE = 4
"""Conversations side by side: a model on the same computer is slow enough with one."""
_ALONE = "The quotes stand alone."
_ADVICE = {
    401: "The key is refused: look at RAPPORTEUR_LLM_KEY.",
    403: "The key is refused: look at RAPPORTEUR_LLM_KEY.",
    404: "The address or the model is unknown there: look at RAPPORTEUR_LLM_URL (it often ends in /v1) and RAPPORTEUR_LLM_MODEL.",
    429: "It takes no more requests for now: try again later.",
}

_Heard = str | ModelSilent | None
"""A piece of text, the error that ended it, or None: the end."""


class HttpModel:
    """One model at one endpoint. Safe to share between threads. Raises BadInput where the endpoint's address is none."""

    ready = True

    def __init__(self, endpoint: Endpoint, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(endpoint.url)
        try:
            self._port = parts.port
        except ValueError as exc:
            raise _bad_address() from exc
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or "@" in parts.netloc
            or not _sendable(endpoint.url)
        ):
            raise _bad_address()
        if not _sendable(endpoint.key):
            raise BadInput("RAPPORTEUR_LLM_KEY has characters that no key has.", "Give it anew, without line breaks.")
        self._endpoint, self._host, self._encrypted = endpoint, parts.hostname, parts.scheme == "https"
        self._path = f"{parts.path.rstrip('/')}/chat/completions{f'?{parts.query}' if parts.query else ''}"
        self._clock, self._places = clock, threading.BoundedSemaphore(_AT_ONCE)

    @property
    def sent_to(self) -> str:
        """What is sent, and where."""
        what = "the question and these quotes, with their titles, presenters and page numbers"
        where = f"{self._host}:{self._port}" if self._port else self._host
        place = _place(self._host)
        open_line = "" if self._encrypted or place == _THIS_COMPUTER else ", unencrypted"
        return f"Sends {what} to the model {self._endpoint.model} at {where}, {place}{open_line}; nothing else leaves."

    def says(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The answer in pieces as they come, "" now and then meanwhile; closing ends the connection. Raises ModelSilent."""
        if not self._places.acquire(blocking=False):
            raise ModelSilent(f"The language model is busy with {_AT_ONCE} other answers.", "Try again in a minute.")
        try:
            call = _Call(self._connection, self._path, self._body(messages), self._headers())
            try:
                yield from self._heard(call)
            finally:
                call.end()
        finally:
            self._places.release()

    def _heard(self, call: _Call) -> Iterator[str]:
        ends = self._clock() + self._endpoint.seconds
        while True:
            left = ends - self._clock()
            if left <= 0:
                raise ModelSilent(
                    f"The language model took longer than {self._endpoint.seconds:g} seconds.",
                    "Try again, or give it more: RAPPORTEUR_LLM_SECONDS.",
                )
            try:
                heard = call.heard.get(timeout=min(left, _TICK))
            except queue.Empty:
                heard = ""
            if isinstance(heard, ModelSilent):
                raise heard
            if heard is None:
                return
            yield heard

    def _connection(self) -> http.client.HTTPConnection:
        seconds = min(_CONNECT_SECONDS, self._endpoint.seconds)
        if self._encrypted:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=seconds, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=seconds)

    def _body(self, messages: Sequence[Message]) -> bytes:
        told = {"model": self._endpoint.model, "messages": [one._asdict() for one in messages], "stream": True}
        return json.dumps(told).encode()

    def _headers(self) -> dict[str, str]:
        asked = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
        asked |= {"Accept-Encoding": "identity", "Connection": "close"}
        return asked | ({"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {})


class _Call:
    """One request in a thread of its own, so that whoever listens can stop at any time, whatever the endpoint does."""

    def __init__(self, connection: Any, path: str, body: bytes, headers: dict[str, str]) -> None:
        self.heard: queue.Queue[_Heard] = queue.Queue(maxsize=256)
        self._ended = threading.Event()
        self._socket: socket.socket | None = None
        self._connection: http.client.HTTPConnection = connection()
        self._request = ("POST", path, body, headers)
        threading.Thread(target=self._run, name="language model", daemon=True).start()

    def end(self) -> None:
        """Closes the connection; what is still said is not heard."""
        self._ended.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        try:
            with closing(self._pieces()) as pieces:
                for piece in pieces:  # whoever speaks without a pause is still heard behind a socket that is shut down
                    if self._ended.is_set():
                        break
                    self._tell(piece)
            self._tell(None)
        except ModelSilent as silent:
            self._tell(silent)
        except (OSError, http.client.HTTPException, ValueError) as exc:
            self._tell(_silent(exc))
        finally:
            self._connection.close()

    def _tell(self, heard: _Heard) -> None:
        while not self._ended.is_set():
            with suppress(queue.Full):
                self.heard.put(heard, timeout=_TICK)
                return

    def _pieces(self) -> Generator[str, None, None]:
        self._connection.connect()
        self._socket = self._connection.sock
        if self._ended.is_set():
            return
        self._connection.sock.settimeout(None)  # how long all may take, the listener knows
        self._connection.request(*self._request)
        with closing(self._connection.getresponse()) as response:
            _check(response)
            kind = response.headers.get_content_type()
            if kind == "application/json":
                yield _text(_json(response.read(_MOST_BYTES)), "message")
            elif kind == "text/event-stream":
                yield from _events(response)
            else:
                raise _senseless()


def _check(response: http.client.HTTPResponse) -> None:
    status = response.status
    if 300 <= status < 400:
        raise ModelSilent(
            f"The language model's address leads elsewhere ({status}), and nothing was sent there. {_ALONE}",
            "Set RAPPORTEUR_LLM_URL to the address itself.",
        )
    if status != 200:
        advice = _ADVICE.get(status, "Look at what it reports itself, and try again later.")
        raise ModelSilent(f"The language model's endpoint answers with an error ({status}). {_ALONE}", advice)
    if response.headers.get("Content-Encoding", "identity").strip().casefold() != "identity":
        raise ModelSilent(f"The language model's endpoint sends packed text, unasked. {_ALONE}", "It is not unpacked.")


def _events(response: http.client.HTTPResponse) -> Iterator[str]:
    """The pieces of text of a stream of events, up to its end; one that breaks off before is told."""
    size, over = 0, False
    while line := response.readline(_LONGEST_LINE + 1):
        size += len(line)
        if len(line) > _LONGEST_LINE or size > _MOST_BYTES:
            raise ModelSilent(f"The language model's answer is without end. {_ALONE}", "Try again, or another model.")
        field, _, data = line.strip().partition(b":")
        if field != b"data" or not data.strip():
            continue
        if data.strip() == b"[DONE]":
            return
        event = _json(data)
        yield _text(event, "delta")
        over = over or _is_over(event)
    if not over:
        raise ModelSilent("The language model broke off.", "What it had finished is shown; try again for the rest.")


def _is_over(event: dict[str, Any]) -> bool:
    """Whether the model says that it came to an end; where a limit cut it short it is told."""
    reasons = [choice.get("finish_reason") for choice in _choices(event)]
    if "length" in reasons:
        raise ModelSilent("The language model reached its limit and broke off.", "What it had finished is shown.")
    return any(reasons)


def _text(event: dict[str, Any], part: str) -> str:
    """The text of the first choice; "" where the event has none."""
    for choice in _choices(event)[:1]:
        said = choice.get(part)
        content = said.get("content") if isinstance(said, dict) else None
        return content if isinstance(content, str) else ""
    return ""


def _choices(event: dict[str, Any]) -> list[dict[str, Any]]:
    choices = event.get("choices")
    if "error" in event or not isinstance(choices, list):
        raise _senseless()
    return [choice for choice in choices if isinstance(choice, dict)]


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise _senseless() from exc
    if not isinstance(value, dict):
        raise _senseless()
    return value


def _silent(exc: Exception) -> ModelSilent:
    """What a library's error means; its own words are not shown, as they may repeat what was sent."""
    if isinstance(exc, ssl.SSLError):
        return ModelSilent(
            f"The language model's endpoint cannot be trusted (TLS). {_ALONE}", "Look at its certificate."
        )
    if isinstance(exc, ConnectionRefusedError | TimeoutError | socket.gaierror):
        what = f"The language model's endpoint cannot be reached. {_ALONE}"
        return ModelSilent(what, "Start it, or look at RAPPORTEUR_LLM_URL.")
    return ModelSilent("The language model broke off.", "What it had finished is shown; try again for the rest.")


def _senseless() -> ModelSilent:
    return ModelSilent(
        f"The language model's endpoint answers something that is no answer. {_ALONE}",
        "Look at RAPPORTEUR_LLM_URL: it often ends in /v1.",
    )


def _bad_address() -> BadInput:
    return BadInput(
        "RAPPORTEUR_LLM_URL is no address of a language model.",
        "Give one like http://localhost:11434/v1, without name and password.",
    )


def _sendable(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


_THIS_COMPUTER = "this computer"


def _place(host: str) -> str:
    """Where a host is, as far as its name tells."""
    if host == "localhost" or host.endswith(".localhost"):
        return _THIS_COMPUTER
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "another computer"
    if address.is_loopback:
        return _THIS_COMPUTER
    return "another computer of a private network" if address.is_private else "another computer"
