"""The hits of one row of a file as they are written: a line of JSON, or rows of a table.

A line of JSON holds a row that has hits: its number, its id, the names asked, what was carried, and its hits best
first, each with its reasons as codes and in words. Tables have one row a hit.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from acordo.screening.words import BatchHit, read_finding, written_finding
from acordo.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from acordo.matching import Finding, Hit
    from acordo.screening.tables import Row

COLUMNS = (
    "query_id",
    "rank",
    "score",
    "entry_id",
    "source",
    "query_name",
    "matched_name",
    "findings",
)


def headings(carried: Sequence[str]) -> list[str]:
    """The headings of a table of hits; a carried column that is called as one of ours says that it is the input's."""
    return [*COLUMNS, *(f"input_{name}" if name in COLUMNS else name for name in carried)]


def table_rows(row: Row, hits: Sequence[Hit], language: str) -> Iterator[list[object]]:
    """The hits of a row as rows of a table."""
    for rank, hit in enumerate(hits, start=1):
        told = "; ".join(_words(finding, language) for finding in hit.findings)
        score, source = f"{hit.score:.4f}", hit.entry_id.partition("/")[0]
        yield [row.id, rank, score, hit.entry_id, source, hit.query_name, hit.matched_name, told, *row.carried]


def json_line(row: Row, hits: Sequence[Hit], carried: Sequence[str], language: str) -> str:
    """A row and its hits as one line of JSON."""
    written = {
        "row": row.number,
        "query_id": row.id,
        "names": list(row.query.names),
        "carried": dict(zip(carried, row.carried, strict=True)),
        "hits": [_written(rank, hit, language) for rank, hit in enumerate(hits, start=1)],
    }
    return json.dumps(written, ensure_ascii=False) + "\n"


def read_line(line: str | bytes) -> Iterator[BatchHit]:
    """The hits that ``json_line`` wrote."""
    held = json.loads(line)
    for hit in held["hits"]:
        yield BatchHit(
            row=held["row"],
            query_id=held["query_id"],
            names=tuple(held["names"]),
            rank=hit["rank"],
            score=hit["score"],
            entry_id=hit["entry_id"],
            source=hit["source"],
            query_name=hit["query_name"],
            matched_name=hit["matched_name"],
            findings=tuple(read_finding(finding) for finding in hit["findings"]),
            carried=held["carried"],
        )


def lines_as_rows(line: str | bytes, carried: Sequence[str]) -> Iterator[list[object]]:
    """The rows of a table that a line of JSON stands for, as ``table_rows`` writes them."""
    held = json.loads(line)
    beside = [held["carried"].get(name, "") for name in carried]
    for hit in held["hits"]:
        told = "; ".join(finding["words"] for finding in hit["findings"])
        score, source = f"{hit['score']:.4f}", hit["source"]
        names = hit["query_name"], hit["matched_name"]
        yield [held["query_id"], hit["rank"], score, hit["entry_id"], source, *names, told, *beside]


def _written(rank: int, hit: Hit, language: str) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "entry_id": hit.entry_id,
        "source": hit.entry_id.partition("/")[0],
        "query_name": hit.query_name,
        "matched_name": hit.matched_name,
        "findings": [{**written_finding(one), "words": _words(one, language)} for one in hit.findings],
    }


def _words(finding: Finding, language: str) -> str:
    return say(finding.sentence, language, **finding.arguments)
