"""How often words stand, as a picture of bars that are links: HTML, like render.py's, and as escaped.

What the bars show stands beside them in words, and in a table. Years stand in time order; a year of which there is no
document is drawn as a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from html import escape

from index.engine import Frequency
from index.frequency import Frequencies, rate
from serve.render import plural

MEASURES = {"times": "Times", "rate": "Per 10,000 words", "pages": "Pages"}
"""What the length of a bar may show."""
MOST_ROWS = 15
"""Bars that are drawn where they stand in no order of time; the table has all."""
_YEAR_HEIGHT = 150
"""Pixels of the longest bar of a year, as web/frequency.css has it: numbers stand on their bars."""
_LONGEST_TIME = 60
"""Years that are drawn, the latest of them."""

Named = Callable[[str], str]


def picture_html(found: Frequencies, measure: str, chosen: Collection[str], name: Named, link: Named) -> str:
    """The bars of the values that answer; `name` says what a value is called, `link` where its bar leads."""
    rows = [row for row in found.rows if row.pages or row.value in chosen]
    most = max((length for row in rows for length in lengths(row, measure)), default=0) or 1

    def bars(row: Frequency, side: str) -> str:
        return "".join(
            f'<span class="freq-bar s{place}{"" if length else " none"}" style="{side}:{100 * length / most:.1f}%"></span>'
            for place, length in enumerate(lengths(row, measure))
        )

    def opened(row: Frequency, kind: str) -> str:
        current = ' aria-current="true"' if row.value in chosen else ""
        said = escape(f"{name(row.value)}: {sentence(found, row)}")
        where = f'href="{escape(link(row.value))}" data-value="{escape(row.value)}"'
        return f'<a class="{kind}" {where}{current} title="{said}" aria-label="{said}" target="_self">'

    if found.by == "year":
        return _legend_html(found, measure) + _years_html(rows, found, measure, most, bars, opened)
    rows.sort(key=lambda row: -sum(lengths(row, measure)))  # equals stay in the order of the counts
    items = "".join(
        f'<li>{opened(row, "freq-row")}<span class="freq-name">{escape(name(row.value))}</span>'
        f'<span class="freq-bars">{bars(row, "width")}</span>'
        f'<span class="freq-number">{escape(_numbers(row, measure))}</span></a></li>'
        for row in rows[:MOST_ROWS]
    )
    return f'{_legend_html(found, measure)}<ol class="freq-rows">{items}</ol>'


def _years_html(
    rows: Sequence[Frequency],
    found: Frequencies,
    measure: str,
    most: float,
    bars: Callable[[Frequency, str], str],
    opened: Callable[[Frequency, str], str],
) -> str:
    known = {int(row.value): row for row in found.rows}
    answering = [int(row.value) for row in rows]
    last = max(answering, default=0)
    first = max(min(answering, default=1), last - _LONGEST_TIME + 1)
    items = []
    for year in range(first, last + 1):
        label = f'<span class="freq-label">{year}</span>'
        row = known.get(year)
        if row is None:
            items.append(f'<li class="gap" title="{year}: no document"><span class="freq-columns"></span>{label}</li>')
            continue
        lower = _YEAR_HEIGHT * (1 - max(lengths(row, measure), default=0) / most)
        number = (
            f'<span class="freq-number" style="margin-bottom:-{lower:.0f}px">{escape(_numbers(row, measure))}</span>'
        )
        columns = f'<span class="freq-columns">{number}<span class="freq-group">{bars(row, "height")}</span></span>'
        items.append(f"<li>{opened(row, 'freq-year')}{columns}{label}</a></li>")
    kind = "freq-years many" if last - first > 24 else "freq-years"
    return f'<ol class="{kind}">{"".join(items)}</ol>'


def lengths(row: Frequency, measure: str) -> tuple[float, ...]:
    """The lengths of a value's bars: one for each series; pages are counted for all together."""
    if measure == "pages":
        return (row.pages,)
    return tuple(rate(count, row.words) if measure == "rate" else count for count in row.occurrences)


def _numbers(row: Frequency, measure: str) -> str:
    return " · ".join(_number(length, measure) for length in lengths(row, measure))


def _number(length: float, measure: str) -> str:
    return f"{length:.1f}" if measure == "rate" else f"{length:,.0f}"


def sentence(found: Frequencies, row: Frequency) -> str:
    """What a value's bars show, in words."""
    named = len(found.series) > 1
    stands = [
        (f"“{series}” " if named else "") + f"{plural(count, 'time')} ({rate(count, row.words):.1f} in 10,000 words)"
        for series, count in zip(found.series, row.occurrences, strict=True)
    ]
    return f"{', '.join(stands)}, on {plural(row.pages, 'page')} of {plural(row.documents, 'document')}"


def _legend_html(found: Frequencies, measure: str) -> str:
    """What the colours mean, where there are several."""
    if len(found.series) < 2 or measure == "pages":
        return ""
    items = "".join(
        f'<li><span class="freq-bar s{place}" aria-hidden="true"></span>{escape(series)}</li>'
        for place, series in enumerate(found.series)
    )
    return f'<ul class="freq-legend">{items}</ul>'


def frequency_note(found: Frequencies, named: str, told_already: Collection[str] = ()) -> str:
    """What the picture leaves out, in a sentence (`named` is what a value is, in the plural), and the notes on the query
    that stand nowhere else. "" where it shows all."""
    answering = sum(row.pages > 0 for row in found.rows)
    left_out = max(0, answering - MOST_ROWS) if found.by != "year" else 0
    silent = len(found.rows) - answering
    told = [f"{left_out:,} more with fewer"] if left_out else []
    told += [f"{silent:,} without a page that answers"] if silent else []
    left = [f"Not drawn: {', '.join(told)} ({named})."] if told else []
    return " ".join([*left, *(note for note in found.notes if note not in told_already)])


def frequency_table_html(found: Frequencies, heading: str, name: Named) -> str:
    """The same in numbers, for screen readers and for copying; also values of which no page answers."""
    heads = [heading]
    for series in found.series:
        which = f"“{series}”: " if len(found.series) > 1 else ""
        heads += [f"{which}times", f"{which}per 10,000 words"]
    heads += ["Pages", "Documents", "Words looked through"]
    rows = "".join(f'<tr><th scope="row">{escape(name(row.value))}</th>{_cells_html(row)}</tr>' for row in found.rows)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return (
        '<div class="freq-table"><table><caption>How often the words stand on the pages that answer</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells_html(row: Frequency) -> str:
    stands = [cell for count in row.occurrences for cell in (f"{count:,}", f"{rate(count, row.words):.1f}")]
    cells = [*stands, f"{row.pages:,}", f"{row.documents:,}", f"{row.words:,}"]
    return "".join(f"<td>{cell}</td>" for cell in cells)
