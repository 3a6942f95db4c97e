"""Where words stand near one another: the windows of a page that hold all words of a NearLeaf."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from index.queries.compiled import NearLeaf


def windows(leaf: NearLeaf, places: Mapping[str, Collection[int]]) -> Iterator[tuple[int, int]]:
    """The (first, last) place of every window that holds all words, from each place where one of them begins it.

    `places` are those of each folded word of a page. A word that is asked for twice needs two places.
    """
    times = Counter(leaf.forms)
    at = {form: sorted({place for word in form for place in places.get(word, ())}) for form in times}
    for start in sorted(set().union(*at.values())):
        ends = [bisect_left(at[form], start) + asked - 1 for form, asked in times.items()]
        if all(end < len(at[form]) for form, end in zip(times, ends, strict=True)):
            last = max(at[form][end] for form, end in zip(times, ends, strict=True))
            if last - start < leaf.width:
                yield start, last
