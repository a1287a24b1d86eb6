"""``acordo screen`` and ``acordo screen-batch``: a name is asked, or a file of names."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from acordo.cli.speaking import answer, answer_json, language, progress, said, tell
from acordo.errors import Invalid
from acordo.wording import mark, say_counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.matching import Finding, Query
    from acordo.register.words import SourceView
    from acordo.screening.batch import Progress
    from acordo.screening.words import HitView, ScreeningView, SourceAsked


class UnknownPurpose(Invalid):
    """There is no such purpose."""

    code = "cli.unknown_purpose"
    sentence = "There is no purpose {purpose!r}. The purposes are: {known}."


class UnfitNumber(Invalid):
    """A threshold or limit lies outside what has a meaning."""

    code = "cli.unfit_number"
    sentence = "{option} is {value}; it must lie from {least} to {most}."


class IndexWithoutSaying(Invalid):
    """An index file was named, but the register is to be asked."""

    code = "cli.index_without_saying"
    sentence = "--index asks a file alone, without officer, purpose and journal. Say so with --no-register."


_MOST_LINES = 400
"""Characters of passport lines that are read from the input; the longest have 90."""
_MOST_PROCESSES = 256


class Engine(StrEnum):
    """Where the work of a large file is done."""

    HERE = "here"


Threshold = Annotated[float | None, typer.Option(help="Least score of a hit, 0 to 1; the shipped one by default.")]
Limit = Annotated[int, typer.Option(help="At most this many hits a name.")]
Purposed = Annotated[str, typer.Option(help="Why it is asked: border, inquiry, cooperation, …")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(screen)
    app.command("screen-batch")(screen_batch)


def screen(
    name: Annotated[str, typer.Argument(help="The name, in any script; several divided by ';'.")] = "",
    *,
    mrz: Annotated[
        str, typer.Option("--mrz", help="The lines of < of a passport or card; - reads them from input.")
    ] = "",
    born: Annotated[str, typer.Option(help="1988-06-15, 1988-06, 1988, 1988~ or 1964/2008.")] = "",
    nationality: Annotated[str, typer.Option(help="A country by name or ISO code.")] = "",
    sex: Annotated[str, typer.Option(help="male or female.")] = "",
    document: Annotated[str, typer.Option(help="The number of a document.")] = "",
    kind: Annotated[str, typer.Option(help="person, group, company, vessel or aircraft; any by default.")] = "",
    threshold: Threshold = None,
    limit: Limit = 10,
    purpose: Purposed = "inquiry",
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
    index: Annotated[Path | None, typer.Option(help="With --no-register: ask this compiled index.")] = None,
    no_register: Annotated[bool, typer.Option("--no-register", help="Ask the index alone; not an act.")] = False,
) -> None:
    """Ask for one name. Exit code 0 with hits or none."""
    from acordo.matching import THRESHOLD
    from acordo.screening.tables import read_query

    query = read_query(name, born=born, nationality=nationality, sex=sex, document=document, kind=kind, mrz=_lines(mrz))
    chosen = _threshold(threshold, THRESHOLD)
    _require_limit(limit)
    tell_compiling()
    if index and not no_register:
        raise IndexWithoutSaying
    if no_register:
        _ask_index_alone(query, index, chosen, limit, as_json=as_json)
        return
    from acordo.cli.registering import actor

    acting = actor(_purpose(purpose))
    from acordo.screening import acts

    view = acts.screen(acting, query, threshold=chosen, limit=limit, compiling=_tell_index)
    if as_json:
        answer_json(_screening_json(view))
    else:
        _show(view)
    _warn_of_stale_lists(view.sources)


def _lines(mrz: str) -> str:
    return sys.stdin.read(_MOST_LINES) if mrz == "-" else mrz


def screen_batch(
    source: Annotated[Path, typer.Argument(metavar="IN", help="CSV or Parquet: id, name, born, nationality, sex…")],
    *,
    output: Annotated[Path, typer.Option(help="Where the hits go: .csv or .parquet.")],
    threshold: Threshold = None,
    limit: Limit = 10,
    purpose: Purposed = "border",
    compare_pairs: Annotated[bool, typer.Option("--compare-pairs", help="IN holds pairs: name1, name2, kind.")] = False,
    engine: Annotated[Engine, typer.Option(help="Where the work is done: here, in processes of this machine.")] = (
        Engine.HERE
    ),
    processes: Annotated[int | None, typer.Option(help="How many processes do it; one a processor by default.")] = None,
) -> None:
    """Ask a file of names; interrupted, the same command goes on where it stopped."""
    from acordo.engines.here import CORES
    from acordo.matching import THRESHOLD

    if processes is not None and not 1 <= processes <= _MOST_PROCESSES:
        raise UnfitNumber(option="--processes", value=processes, least=1, most=_MOST_PROCESSES)
    match engine:
        case Engine.HERE:
            count = CORES if processes is None else processes
    tell_compiling()
    if compare_pairs:
        _compare_pairs(source, output)
        return
    chosen = _threshold(threshold, THRESHOLD)
    _require_limit(limit)
    from acordo.cli.registering import actor

    acting = actor(_purpose(purpose))
    from acordo.screening.batch import Batch, screen_batch

    batch = Batch(source, output, chosen, limit, processes=count)
    with progress(mark("Names asked")) as (step,):

        def show(done: Progress) -> None:
            step(done.rows, None)

        try:
            summary = screen_batch(acting, batch, compiling=_tell_index, tell=show)
        except KeyboardInterrupt:
            tell(mark("Interrupted. Nothing is lost: the same command goes on where it stopped."))
            raise
    from acordo.register import queries

    _warn_of_stale_lists(queries.sources(acting))
    if summary.resumed_at:
        tell(mark("Went on after row {row}, where it had stopped."), row=summary.resumed_at)
    answer(
        said(
            mark(
                "{names} names read, {with_hits} rows with hits, {hits} hits, {rejected} rows rejected, "
                "{speed} names a second."
            ),
            names=summary.names,
            with_hits=summary.with_hits,
            hits=summary.hits,
            rejected=summary.rejected,
            speed=f"{summary.names_a_second:.0f}",
        )
    )
    if summary.rejected:
        answer(said(mark("The rejected rows and their reasons: {path}"), path=batch.places.rejected))


def tell_compiling() -> None:
    """Compile the matcher's kernels if this machine never did, and say so first."""
    from acordo import matching

    if not matching.compiled():
        tell(mark("Compiling the matcher for this machine; this takes about a minute, once."))
        matching.compile_kernels()


def _warn_of_stale_lists(sources: Iterable[SourceAsked | SourceView]) -> None:
    """Say which lists were not looked at for a day, and which for a week (rule 19)."""
    from acordo.register.words import Freshness

    for source in sources:
        if source.edition and source.freshness is Freshness.AMBER:
            tell(mark("{source} was last checked more than a day ago: bring it up to date."), source=source.title)
        elif source.edition and source.freshness is Freshness.RED:
            sentence = mark(
                "{source} was last checked more than a week ago: its hits inform only, until it is checked."
            )
            tell(sentence, source=source.title)


def _tell_index() -> None:
    tell(mark("Compiling the index; this takes a moment."))


def _purpose(given: str) -> str:
    from acordo.journal.words import Purpose

    if given not in set(Purpose):
        raise UnknownPurpose(purpose=given, known=", ".join(Purpose))
    return given


def _threshold(given: float | None, shipped: float) -> float:
    if given is not None and not 0 <= given <= 1:
        raise UnfitNumber(option="--threshold", value=given, least=0, most=1)
    return shipped if given is None else given


def _require_limit(limit: int) -> None:
    if not 1 <= limit <= 1000:  # a longer list is no longer read by anyone
        raise UnfitNumber(option="--limit", value=limit, least=1, most=1000)


def _ask_index_alone(query: Query, path: Path | None, threshold: float, limit: int, *, as_json: bool) -> None:
    from acordo.config import settings
    from acordo.matching import Index
    from acordo.screening.words import written_finding

    compiled = sorted(settings().index_folder.glob("*.index"), reverse=True)
    index = Index.open(path or next(iter(compiled), settings().index_folder / "none.index"))
    hits = index.screen(query, threshold=threshold, limit=limit)
    tell(
        mark("This is not an act: the index alone was asked, as of register number {number}."),
        number=index.register_number,
    )
    if as_json:
        rows = [
            {
                "entry_id": h.entry_id,
                "score": h.score,
                "matched_name": h.matched_name,
                "findings": [written_finding(f) for f in h.findings],
            }
            for h in hits
        ]
        answer_json({"not_an_act": True, "register_number": index.register_number, "hits": rows})
        return
    for rank, hit in enumerate(hits, start=1):
        answer(f"{rank}. {hit.entry_id}  {hit.matched_name}")
        _show_findings(hit.findings)


def _screening_json(view: ScreeningView) -> dict[str, Any]:
    from acordo.screening.words import written_query

    return {
        "screening": str(view.id),
        "query": written_query(view.query),
        "searched": view.searched,
        "policy": view.policy,
        "register_number": view.register_number,
        "hits": [_hit_json(rank, hit) for rank, hit in enumerate(view.hits, start=1)],
    }


def _hit_json(rank: int, hit: HitView) -> dict[str, Any]:
    from acordo.screening.words import written_finding

    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "entry_id": hit.entry_id,
        "source": hit.source,
        "source_title": hit.source_title,
        "publisher": hit.publisher,
        "issued": hit.issued,
        "title": hit.title,
        "matched_name": hit.matched_name,
        "query_name": hit.query_name,
        "name_class": hit.property,
        "findings": [{**written_finding(finding), "words": _words(finding)} for finding in hit.findings],
    }


def _show(view: ScreeningView) -> None:
    if not view.searched:
        answer(said(mark("No list is loaded. 'acordo lists update un_sc' fetches the UN Security Council's list.")))
        return
    if not view.hits:
        answer(
            said(
                mark(
                    "No hit among {searched} entries. That is no proof: a name may be written in a way nobody listed."
                ),
                searched=view.searched,
            )
        )
        return
    count = len(view.hits)
    answer(
        say_counted(
            mark("{count} hit, a question and not an answer:"),
            mark("{count} hits, questions and not answers:"),
            count,
            language(),
        )
    )
    for rank, hit in enumerate(view.hits, start=1):
        answer(f"\n{rank}. {hit.title}  ({hit.entry_id})")
        answer("   " + said(mark("{source}, issued {issued}"), source=hit.source_title, issued=hit.issued or "-"))
        answer("   " + said(mark("“{query}” met “{listed}”"), query=hit.query_name, listed=hit.matched_name))
        _show_findings(hit.findings)


def _show_findings(findings: tuple[Finding, ...]) -> None:
    signs = {"agrees": "+", "disagrees": "−", "unknown": "?"}
    for finding in findings:
        answer(f"   {signs[finding.verdict]} {_words(finding)}")


def _words(finding: Finding) -> str:
    return said(finding.sentence, **finding.arguments)


def _compare_pairs(source: Path, output: Path) -> None:
    from acordo.screening.pairs import compare_pairs

    done = compare_pairs(source, output, language())
    sentence = mark("{pairs} pairs compared, {matches} match, {rejected} rows rejected.")
    answer(said(sentence, pairs=done.pairs, matches=done.matches, rejected=done.rejected))
