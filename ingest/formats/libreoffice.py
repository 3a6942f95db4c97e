"""Draws office documents with headless LibreOffice, where it is installed: each run on its own, bounded, without network."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from core.errors import FileUnreadable

SECONDS = 120.0
"""For one document; a deck of hundreds of slides takes some tens."""
HOW_TO_INSTALL = "install LibreOffice (Debian: apt install libreoffice-writer libreoffice-impress)"

_EXPORT = ("ExportBookmarks", "ExportHiddenSlides")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""The profile of every run: no macros, no linked files or pages, and a proxy where nobody listens."""
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}"><value>{}</value></prop></item>'

_LEASH = 'exec 3<&0; { cat <&3 >/dev/null; kill -KILL 0; } & exec "$@" 3<&- </dev/null'
"""Runs a program in its own process group, which ends with whoever holds the other end of its input."""


class Office(Protocol):
    """What draws office documents."""

    def convert(self, source: Path, target: str, folder: Path) -> Path:
        """Writes `source` into `folder` as "pdf", "docx" or "pptx"; returns the file. Raises FileUnreadable."""


class NoLibreOffice:
    """Where there is none."""

    def convert(self, source: Path, target: str, folder: Path) -> Path:  # noqa: ARG002 - the protocol's
        """Raises FileUnreadable."""
        raise FileUnreadable(
            f"Without LibreOffice the file cannot be turned into {target}.", f"Save it as PDF, or {HOW_TO_INSTALL}."
        )


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """An installed one. `seconds` is the limit of one document."""

    program: str
    seconds: float = SECONDS

    def convert(self, source: Path, target: str, folder: Path) -> Path:
        """As Office says; headings become bookmarks, hidden slides are drawn too."""
        with _profile() as profile:
            command = [
                self.program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
                "--convert-to", _filter(target, source), "--outdir", str(folder), str(source),
            ]  # fmt: skip
            self._run(command, profile)
        made = folder / f"{source.stem}.{target}"
        if not made.is_file() or not made.stat().st_size:
            raise FileUnreadable("LibreOffice cannot open the file.", "Open it in its program and save it again.")
        return made

    def _run(self, command: list[str], home: Path) -> None:
        process = subprocess.Popen(
            ["sh", "-c", _LEASH, "sh", *command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True, env=_surroundings(home),
        )  # fmt: skip
        try:
            process.wait(self.seconds)
        except subprocess.TimeoutExpired as exc:
            raise FileUnreadable(
                f"LibreOffice took longer than {self.seconds:.0f} seconds.", "Save the file as PDF, or split it."
            ) from exc
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@cache
def probe() -> Office:
    """The installed LibreOffice, or NoLibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return LibreOffice(found) if found else NoLibreOffice()


@contextlib.contextmanager
def _profile() -> Iterator[Path]:
    """A profile folder of its own: runs beside one another would else hand their documents to the first."""
    with tempfile.TemporaryDirectory(prefix="rapporteur-office-", ignore_cleanup_errors=True) as folder:
        user = Path(folder, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        yield Path(folder)


def _registry() -> str:
    return _REGISTRY.format("\n".join(_ITEM.format(*setting) for setting in _SETTINGS))


def _surroundings(home: Path) -> dict[str, str]:
    """Little of our environment: where programs are, and a home of its own."""
    return {"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _filter(target: str, source: Path) -> str:
    if target != "pdf":
        return target
    program = "impress" if source.suffix.casefold() in (".pptx", ".odp", ".ppt") else "writer"
    chosen = ",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in _EXPORT)
    return f"pdf:{program}_pdf_Export:{{{chosen}}}"
