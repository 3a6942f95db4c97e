"""Cuts what a model says, as it comes, into sentences with their keys."""

from __future__ import annotations

import re
import unicodedata

from answer.sentences import sentences

_KEYS = r"(?:\[\s*\d{1,4}(?:\s*[,;]\s*\d{1,4})*\s*\])"
_KEY_GROUPS = re.compile(rf"\s*{_KEYS}")
_LATE_KEYS = re.compile(rf"([.!?…][\"”»“')]*)((?:\s*{_KEYS})+)")
"""Keys that stand after the sentence's end belong to it."""
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_WHOLE = re.compile(rf"{_KEYS}\s*[.!?…]?[\"”»“')]*\s*$")
_UNSEEN = ("Cc", "Cf", "Cs", "Zp")
_LONGEST = 1_000
"""Characters without an end of a sentence, after which it is cut."""
_MAY_BE_KEYS = re.compile(r"\W*\[?[\d,;\s]*")
_OPENS, _CLOSES = "<think>", "</think>"
"""What some models think aloud stands between these, first."""


class Cutter:
    """Takes pieces of text, gives whole sentences. `told` counts the characters of the answer itself."""

    def __init__(self) -> None:
        self._held = ""
        self._thinks: bool | None = None
        self.told = 0

    def take(self, piece: str) -> list[str]:
        """The sentences that are finished with this piece."""
        self._held += clean(piece)
        if self._thinks is not False and not self._begun():
            return []
        self.told += len(piece)
        return self._finished() if re.search(r"[\s\]]", piece) or len(self._held) > _LONGEST else []

    def rest(self) -> tuple[list[str], str]:
        """At the end: the sentences that are left, and what is none, as it was broken off before its keys."""
        if self._thinks:
            return [], ""
        left = _cut(self._held)
        broken = left.pop() if left and not _WHOLE.search(left[-1]) else ""
        return left, broken

    def _begun(self) -> bool:
        """Whether the answer itself has begun; drops what the model thinks aloud before."""
        if self._thinks is None:
            head = self._held.lstrip()
            if len(head) < len(_OPENS) and _OPENS.startswith(head):
                return False
            self._thinks = head.startswith(_OPENS)
        if self._thinks:
            _, closed, after = self._held.partition(_CLOSES)
            self._held = after if closed else self._held[-len(_CLOSES) :]
            self._thinks = not closed
        return not self._thinks

    def _finished(self) -> list[str]:
        *lines, last = self._held.split("\n")
        found = [sentence for line in lines for sentence in _cut(line)]
        last = _in_order(last)
        spans = list(sentences(last))
        if len(last) > _LONGEST:
            self._held = ""
            return [*found, *(span.of(last) for span in spans)]
        begun = spans[-1].start if len(spans) > 1 and not _MAY_BE_KEYS.fullmatch(spans[-1].of(last)) else 0
        self._held = last[begun:]
        return [*found, *_cut(last[:begun])]


def clean(text: str) -> str:
    """The text without characters that are not seen."""
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in _UNSEEN)


def _in_order(line: str) -> str:
    """A line without marks of lists and emphasis; keys and full stop of each sentence in this order: "… once [1]."."""
    line = _LIST_MARK.sub("", _EMPHASIS.sub("", line))
    return _LATE_KEYS.sub(lambda late: f"{late[2]}{late[1]}", line)


def _cut(line: str) -> list[str]:
    line = _in_order(line)
    return [span.of(line) for span in sentences(line)]


def parted(sentence: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without its keys, and the keys, each once, in order."""
    keys = [int(key) for group in re.findall(_KEYS, sentence) for key in re.findall(r"\d+", group)]
    return " ".join(_KEY_GROUPS.sub("", sentence).split()), tuple(sorted(set(keys)))
