"""The JSON of what is done with results: groups, frequencies, similar pages. Beside as_json.py, and as much a contract."""

from __future__ import annotations

from index.frequency import Frequencies, rate
from index.queries.reading import PLAIN, Reading
from index.similar import Alike, Similar
from serve.as_json import Json, count_json, hit_json, page_address, search_json
from serve.grouping import Group, Grouped


def grouped_json(found: Grouped, by: str, reading: Reading = PLAIN) -> Json:
    """`rapporteur search --group-by F --json`: what a search gives, without hits, and the groups with theirs."""
    query = found.results.query
    return {
        **search_json(found.results, reading),
        "group_by": by,
        "total_groups": found.total,
        "groups": [_group_json(group, by, query, reading) for group in found.groups],
    }


def _group_json(group: Group, by: str, query: str, reading: Reading) -> Json:
    return {
        **count_json(group.count, by),
        "values": list(group.values),
        "hits": [hit_json(hit, query, reading) for hit in group.hits],
    }


def frequency_json(found: Frequencies) -> Json:
    """`rapporteur frequency --json`: `occurrences` and `per_10000_words` of each row have one number for each series."""
    return {
        "query": found.query,
        "by": found.by,
        "notes": list(found.notes),
        "series": list(found.series),
        "rows": [
            {
                **row._asdict(),
                "occurrences": list(row.occurrences),
                "per_10000_words": [round(rate(count, row.words), 3) for count in row.occurrences],
            }
            for row in found.rows
        ],
    }


def similar_json(found: Similar) -> Json:
    """`rapporteur similar --json`."""
    return {
        "document": found.document.id,
        "page": found.page.number,
        "language": found.page.language,
        "words": list(found.words),
        "elsewhere": [_alike_json(alike) for alike in found.elsewhere],
        "here": [_alike_json(alike) for alike in found.here],
    }


def _alike_json(alike: Alike) -> Json:
    found = hit_json(alike.hit, "")
    return {**found, "words": list(alike.words), "url": page_address(alike.hit.document.id, alike.hit.page.number)}
