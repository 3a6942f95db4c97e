"""Runs the web page's server as a child process and tells when it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from core.errors import BadInput, RapporteurError
from core.settings import Settings
from serve.environment import for_child

_HOME = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0
"""Seconds that the server may take to answer first, and to end."""
_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - told apart, not bound to
_STOPPED = (0, -signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGTERM)


def run_server(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> int:
    """Serves until stopped; calls `ready` with a line that names the address, once it answers. Returns an exit code.

    Raises BadInput where the port is taken.
    """
    _check_port(host, port)
    options = {"server.address": host, "server.port": port, "server.headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(_HOME / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    held, lifeline = os.pipe()
    child = subprocess.Popen(
        command, env=for_child(settings, held), cwd=_HOME, stdout=subprocess.DEVNULL, pass_fds=(held,)
    )
    os.close(held)
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        _wait_for(child, host, port)
        ready(f"Rapporteur is at http://{host}:{port} (stop it with Ctrl-C)")
        code = child.wait()
    except KeyboardInterrupt:
        code = _stopped(child)
    finally:
        signal.signal(signal.SIGTERM, before)
        os.close(lifeline)
    return 0 if code in _STOPPED else 1


def _check_port(host: str, port: int) -> None:
    if not 0 < port < 65_536:
        raise BadInput(f"There is no port {port}.", "Choose one from 1 to 65535 with --port.")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as exc:
        raise BadInput(f"Port {port} on {host} cannot be used ({exc}).", "Choose another with --port.") from exc


def _wait_for(child: subprocess.Popen[bytes], host: str, port: int) -> None:
    until = time.monotonic() + _PATIENCE
    shown = "127.0.0.1" if host in _ANYWHERE else host
    while time.monotonic() < until:
        if child.poll() is not None:
            break
        health = f"http://{shown}:{port}/_stcore/health"
        with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=2):
            return
        time.sleep(0.1)
    child.terminate()
    raise RapporteurError("The web page's server did not start.", "The lines above say why.")


def _stopped(child: subprocess.Popen[bytes]) -> int:
    """Waits while an ingest in the server keeps what it has read; another Ctrl-C breaks it off."""
    with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
        return child.wait(timeout=_PATIENCE)
    child.kill()
    return child.wait()
