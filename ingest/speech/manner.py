"""Which labels of a document are speakers': whether it is a record of speech at all, and whether each label can be trusted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.metadata.event_lines import people
from ingest.speech.labels import Labelled, SpokenPage
from ingest.speech.speakers import label_of, spelled
from ingest.speech.who import People

LEAST_TURNS = 2
"""Labels that can be nothing but speakers', from which on a document is a record of speech."""
LEAST_PLAIN = 4
"""The same, where its labels are names without honorifics that no list bears out."""
PERSONAL = 0.5
"""Of these, the share whose words speak of I, we or you."""
_RECORD = re.compile(
    r"(?i:\b(?:minutes|transcript(?:ion)?|verbatim|hansard|summary record|proceedings|hearing|interview|testimony"
    r"|deposition|roundtable|debates?|proc[eè]s-verbal|compte[- ]rendu"
    r"|audition|entretien|table ronde|protokoll|niederschrift|plenarprotokoll|wortprotokoll|anhörung"
    r"|gesprächsprotokoll|mitschrift|podiumsdiskussion|q\s?&\s?a|questions and answers"
    r"|fireside chat|panel discussion|town hall)\b)"
)
_MINUTES = re.compile(
    r"(?i:\b(?:minutes|summary record|record of (?:the )?(?:meeting|discussion)|meeting (?:notes|report|summary)"
    r"|notes of (?:the )?meeting|proc[eè]s-verbal|compte[- ]rendu|relevé de (?:conclusions|décisions)"
    r"|sitzungsprotokoll|ergebnisprotokoll|protokoll|niederschrift)\b)"
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our|[Tt]hank|[Tt]hanks|[Yy]es|[Ll]et['’]s|[Jj]e|[Nn]ous|[Vv]ous|[Mm]on"
    r"|[Nn]otre|[Vv]otre|[Mm]erci|[Ii]ch|[Ww]ir|Sie|[Uu]nser\w*|[Mm]ein\w*|[Dd]anke?|[Vv]ielen Dank)\b|\b[Jj]['’]"
)
_SENTENCE = re.compile(r"[.!?…][\"”»“)\]]?(?:\s|$)|[–—-]$|—\s")
_FRESH = re.compile(r"[.!?…:;\"”“»)\]–—*-]$")
_LONG = 60
_REACH = 1500
_ALONE = ("bold", "capitals", "introduced", "time")


def is_record(pages: Sequence[SpokenPage]) -> bool:
    """Whether the first page says that the document records what was said."""
    first = next((page.text for page in pages[:3] if page.text.strip()), "")
    return bool(_RECORD.search(first[:800]))


def is_minutes(pages: Sequence[SpokenPage]) -> bool:
    """Whether the first page says that the document sums up what was said."""
    first = next((page.text for page in pages[:3] if page.text.strip()), "")
    return bool(_MINUTES.search(first[:600]))


def trusted(
    labels: Sequence[Labelled], pages: Sequence[SpokenPage], people_known: People
) -> tuple[list[Labelled], list[str]]:
    """The labels that speakers' words follow, in order; and the names that lines such as "Chair: Jane Stone" tell."""
    texts = {page.number: page for page in pages}
    chairs: list[str] = []
    good: list[tuple[Labelled, str]] = []
    for one, following in pairwise([*labels, None]):
        assert one is not None
        words = _words_of(one, following, texts)
        named = _only_named(words)
        if named is not None:
            chairs += [named] if one.label.chair and not one.label.name and named else []
        elif _worded(one, words) and (one.how in _ALONE or _afresh(one, texts)):
            good.append((one, words))
    return _settled(good, pages, people_known), chairs


def _settled(good: Sequence[tuple[Labelled, str]], pages: Sequence[SpokenPage], people_known: People) -> list[Labelled]:
    record = is_record(pages)
    certain = {at for at, (one, words) in enumerate(good) if _certain(one, words, people_known)}
    stops = [at for at in certain if good[at][0].how == "stop"]
    if len(stops) < LEAST_TURNS + 1 and not record:
        certain -= set(stops)
    established = len(certain) >= LEAST_TURNS or bool(certain and (record or _with_country(good[min(certain)][0])))
    kept = set(certain) if established else set()
    kept |= set(_plain(good, certain, pages, established, record))
    if len(kept) >= LEAST_TURNS or (record and sum(not one.label.name for one, _ in good) >= LEAST_PLAIN):
        kept |= {at for at, (one, _) in enumerate(good) if not one.label.name and one.how in ("colon", "asked", "stop")}
    elif sum(one.label.name == "" and one.how == "colon" for one, _ in good) >= LEAST_PLAIN:
        kept |= {at for at, (one, _) in enumerate(good) if one.label.name == "" and one.how == "colon"}
    return [good[at][0] for at in sorted(kept)]


def _with_country(one: Labelled) -> bool:
    return bool(one.label.about) and one.label.sure


def _certain(one: Labelled, words: str, people_known: People) -> bool:
    """Whether a label by itself, or a list of participants, says that it is a person's."""
    if one.how in ("bold", "capitals") and not (_FIRST_PERSON.search(words[:400]) or people_known.knows(one.label)):
        return False
    if one.how == "capitals" and not one.label.sure:
        return people_known.knows(one.label)
    return (
        one.label.sure
        or (bool(one.label.name) and people_known.knows(one.label))
        or (one.how == "time" and bool(one.label.name))
    )


def _plain(
    good: Sequence[tuple[Labelled, str]],
    certain: set[int],
    pages: Sequence[SpokenPage],
    established: bool,
    record: bool,
) -> list[int]:
    """Names without honorific that no list has: where they come again, are no common words, and speak of themselves."""
    plain = [at for at, (one, _) in enumerate(good) if at not in certain and one.label.name]
    if not plain:
        return []
    common = Common(pages)
    names = Counter(good[at][0].label.name.casefold() for at in (*plain, *certain))
    kept = []
    for at in plain:
        one, words = good[at]
        personal, again, single = (
            bool(_FIRST_PERSON.search(words[:400])),
            names[one.label.name.casefold()] > 1,
            " " not in one.label.name,
        )
        share = common.share(one.label.name)
        if share == 1.0 or (share and not (again and personal)) or (single and not (again and share == 0)):
            continue
        if one.how in ("bold", "capitals") and not (personal and (again or record)):
            continue
        kept.append(at)
    if established:
        return [
            at for at in kept if names[good[at][0].label.name.casefold()] > 1 or _FIRST_PERSON.search(good[at][1][:400])
        ]
    distinct = {good[at][0].label.name.casefold() for at in kept}
    spoken = sum(bool(_FIRST_PERSON.search(good[at][1])) for at in kept)
    enough = len(kept) >= (LEAST_PLAIN - record) and len(distinct) >= 2 and spoken >= PERSONAL * len(kept)
    if not enough or len(distinct) >= len(kept) + record:
        return []
    once = [
        at for at in plain if at not in kept and good[at][0].how == "colon" and _FIRST_PERSON.search(good[at][1][:400])
    ]
    return sorted([*kept, *(at for at in once if not common.share(good[at][0].label.name))])


class Common:
    """The words that a document writes in small letters."""

    def __init__(self, pages: Sequence[SpokenPage]) -> None:
        self._pages = pages
        self._all: set[str] = set()

    def share(self, name: str) -> float:
        """Of a name's words, the share that are common words too."""
        words = [
            word
            for word in re.split(r"[\s-]+", name.casefold())
            if len(word) > 2 and word not in ("van", "von", "der", "den", "del", "las", "los", "les")
        ]
        return sum(self._has(word) for word in words) / max(1, len(words))

    def _has(self, word: str) -> bool:
        if not self._all:
            for page in self._pages:
                self._all.update(page.text.split())
        return any(word + end in self._all for end in ("", ",", ".", ":", ";"))


def _words_of(one: Labelled, following: Labelled | None, texts: dict[int, SpokenPage]) -> str:
    """The words after a label, to the next one on the page, as many as are looked at; else those of the next page."""
    text = texts[one.page].text
    end = following.start if following and following.page == one.page else len(text)
    words = text[one.after : min(end, one.after + _REACH)]
    if not words.strip() and not (following and following.page == one.page) and one.page + 1 in texts:
        end = following.start if following and following.page == one.page + 1 else _REACH
        words = texts[one.page + 1].text[: min(end, _REACH)]
    return words.strip()


def _only_named(words: str) -> str | None:
    """The name that a label is followed by, and nothing else ("Chair: Ms Jane Stone"); "" for several; else None."""
    first = spelled(words.split("\n", 1)[0])
    if not first or len(first) > 90 or re.search(r"[?!…]|\w{3,}\.(?:\s|$)", first):
        return None
    label = label_of(first)
    if label and label.name and (label.sure or len(label.name.split()) > 1):
        return label.written
    return "" if people(first) else None


def _worded(one: Labelled, words: str) -> bool:
    """Whether words of a speech follow: a sentence, or many words; behind a name on its own line, no other such line."""
    if not any(map(str.isalpha, words[:80])):
        return False
    first = words.split("\n", 1)[0]
    if one.how in _ALONE:
        own = one.label.name.split()[-1].casefold() if one.label.name else ""
        biography = bool(own) and one.how in ("bold", "capitals") and own in words[:70].casefold()
        return (len(first) > 25 or bool(_SENTENCE.search(first)) or len(words) > 2 * _LONG) and not biography
    return bool(_SENTENCE.search(spelled(words))) or len(words) >= _LONG


def _afresh(one: Labelled, texts: dict[int, SpokenPage]) -> bool:
    """Whether a label begins a paragraph, as far as that can be seen: the line before ends a sentence, or is short."""
    page = texts[one.page]
    skipped = {span.start for span in page.running}
    lines = page.text[: one.start].split("\n")[:-1]
    offset = sum(len(line) + 1 for line in lines)
    for line in reversed(lines):
        offset -= len(line) + 1
        said = line.strip()
        if not said or offset + len(line) - len(line.lstrip()) in skipped or said.isdecimal():
            continue
        longest = max(map(len, page.text.split("\n")))
        short = len(said) < 0.7 * min(longest, 110) and (one.how != "stop" or one.label.chair)
        named = one.label.sure and said.split()[-1][:1].isupper()  # the end of a list, not of half a sentence
        return bool(_FRESH.search(said)) or named or short or said.isupper() or not page.text[:offset].strip()
    return True
