"""A file is sent and checked whole, done by a worker, read by its sender alone, and forgotten; nothing else remains."""

from __future__ import annotations

import csv
import io
import json
import resource
import shutil
import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from acordo import clock
from acordo.config import settings
from acordo.errors import AcordoError
from acordo.facts import Property
from acordo.jobs import queue, worker
from acordo.journal import acts as journal
from acordo.journal.flush import NotOnDisk
from acordo.journal.models import ActLine, ActPayload, Officer
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Purpose, Role
from acordo.markings import CLEAR, Level
from acordo.register import acts as register
from acordo.register.acts import SourceTerms
from acordo.screening import batch, batches, failures, folders, submitting, working, xlsx_rows
from acordo.screening.models import Batch
from acordo.screening.words import BatchState, HitForm, Order
from tests import cast
from tests.homes import SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from acordo.facts import Json
    from acordo.journal.words import Actor
    from acordo.screening.words import BatchView

pytestmark = pytest.mark.django_db
LISTED = ["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte", "Édson Vilanculos Nhaca"]


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    """The folders of uploads and of batches, empty at the end as at the beginning."""
    settings().incoming_folder.mkdir(exist_ok=True)
    yield
    for folder in (settings().incoming_folder, settings().batches_folder):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def officer() -> Actor:
    """An officer with an account, and three listed persons."""
    facts: dict[str, list[tuple[Property, Json]]] = {
        f"R{i}": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(name))] for i, name in enumerate(LISTED)
    }
    terms = SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", CLEAR)
    edition = cast.edition(facts, marking=CLEAR)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)
    return _appointed("halima")


def _appointed(username: str) -> Actor:
    id_ = journal.appoint(cast.actor(), journal.Appointment("An Officer", username, Role.SCREENER, language="en"), None)
    row = Officer.objects.select_related("person").get(pk=id_)
    return journal.as_actor(row, Purpose.BORDER, cast.ALDER)


def _sent(content: bytes | str, name: str = "list.csv", **choices: object) -> Order:
    path = settings().incoming_folder / "an-upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    form = name.rpartition(".")[2]
    return Order(path, name, form, **choices)  # type: ignore[arg-type]


def _work() -> None:
    worker.work(threading.Event(), "a worker", once=True)


def _done(actor: Actor, order: Order) -> BatchView:
    view = submitting.submit(actor, order)
    _work()
    return batches.batch(actor, view.id)


def _workbook(rows: list[list[object]]) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def _parquet(columns: Mapping[str, list[object]]) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), held)
    return held.getvalue()


def _nothing_remains() -> bool:
    return not Batch.objects.exists() and not queue.jobs() and not list(settings().batches_folder.glob("*"))


def test_a_file_that_was_sent_is_done_and_its_hits_are_read(officer: Actor) -> None:
    lines = [f"{i},{LISTED[i % 3] if i % 2 else 'Nobody Here'},XX {i}" for i in range(40)]
    lines[7] = "7,,"
    sent = submitting.submit(officer, _sent("id,name,flight\n" + "\n".join(lines), rows=40))
    assert (sent.state, sent.total, sent.filename) == (BatchState.QUEUED, 40, "list.csv")
    assert not list(settings().incoming_folder.iterdir())
    _work()
    view = batches.batch(officer, sent.id)
    assert (view.state, view.done, view.with_hits, view.hits, view.rejected) == (BatchState.DONE, 40, 19, 19, 1)
    page = batches.hits(officer, view.id, 3, 5)
    assert [(hit.query_id, hit.names[0], hit.rank) for hit in page] == [
        (str(i), LISTED[i % 3], 1) for i in (9, 11, 13, 15, 17)
    ]
    assert page[0].carried == {"flight": "XX 9"}
    assert [one.id for one in batches.batches(officer)] == [view.id]


def test_any_page_of_many_hits_is_what_a_reading_of_all_would_give(officer: Actor) -> None:
    names = "\n".join(LISTED[i % 3] if i % 5 else "; ".join(LISTED) for i in range(450))
    view = _done(officer, _sent(f"name\n{names}\n"))
    whole = batches.hits(officer, view.id, 0, 10_000)
    assert len(whole) == view.hits > 600
    for start, count in ((0, 1), (99, 3), (100, 100), (611, 50), (view.hits - 1, 5), (view.hits, 5), (10_000, 5)):
        assert batches.hits(officer, view.id, start, count) == whole[start : start + count]


def test_each_form_of_the_hits_says_the_same(officer: Actor) -> None:
    view = _done(officer, _sent(f'id,name,note\n=1+1,{LISTED[0]},"=cmd|x, ""y""\n<&>"\n8,{LISTED[2]},\n'))
    files = {form: batches.hits_file(officer, view.id, form) for form in HitForm}
    with files[HitForm.CSV].open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["query_id", "=1+1", "8"]
    assert rows[1][-1] == '=cmd|x, "y"\n<&>'
    lines = [json.loads(line) for line in files[HitForm.JSONL].read_text(encoding="utf-8").splitlines()]
    assert [(line["query_id"], line["hits"][0]["matched_name"]) for line in lines] == [(r[0], r[6]) for r in rows[1:]]
    held = pq.read_table(files[HitForm.PARQUET])
    assert held.column_names == rows[0]
    assert held["note"].to_pylist() == [row[-1] for row in rows[1:]]
    with closing(openpyxl.load_workbook(files[HitForm.XLSX], read_only=True)) as book:
        cells = [list(row) for row in book.worksheets[0].iter_rows()]
    assert [[cell.value or "" for cell in row] for row in cells] == rows
    assert {cell.data_type for row in cells for cell in row if cell.value} <= {"s", "inlineStr"}
    assert batches.hits_file(officer, view.id, HitForm.CSV).stat().st_ino == files[HitForm.CSV].stat().st_ino


def test_hits_that_may_not_be_seen_any_more_are_in_no_page_and_in_no_file(officer: Actor) -> None:
    view = _done(officer, _sent("name\n" + "\n".join(LISTED)))
    low = replace(officer, clearance=Level.UNCLASSIFIED)
    assert batches.hits_file(low, view.id, HitForm.CSV).read_text().count("\n") == 4
    facts = {"R0": [(Property.PRIMARY_NAME, cast.name(LISTED[0]))]}
    narrowed = cast.edition(facts, marking=cast.ALDER_SECRET).statements
    others = {f"R{i}": [(Property.PRIMARY_NAME, cast.name(LISTED[i]))] for i in (1, 2)}
    edition = cast.edition(others, digest="narrowed")
    edition = replace(edition, statements=(*edition.statements, *narrowed))
    terms = SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", CLEAR)
    register.update(cast.actor(), terms, "narrowed", lambda: edition)
    assert [hit.matched_name for hit in batches.hits(low, view.id, 0, 10)] == LISTED[1:]
    for form in HitForm:
        with pytest.raises(failures.HitsWithheld):
            batches.hits_file(low, view.id, form)
    assert LISTED[0] in batches.hits_file(officer, view.id, HitForm.CSV).read_text()


def test_a_batch_is_one_officers_alone(officer: Actor) -> None:
    view, other = _done(officer, _sent(f"name\n{LISTED[0]}\n")), _appointed("joaquim")
    assert batches.batches(other) == ()
    asks = (
        lambda: batches.batch(other, view.id),
        lambda: batches.hits(other, view.id, 0, 1),
        lambda: batches.hits_file(other, view.id, HitForm.CSV),
        lambda: submitting.cancel(other, view.id),
        lambda: submitting.forget(other, view.id),
    )
    for ask in asks:
        with pytest.raises(failures.NoSuchBatch):
            ask()
    with pytest.raises(NotPermitted):
        submitting.submit(cast.actor(Role.OPERATOR), _sent("name\nx\n"))


def test_columns_are_mapped_and_a_name_is_put_together_from_its_parts(officer: Actor) -> None:
    text = f"Apelido;Nome;Nascido;Voo\nTarimo;Zubeir Makonga;15/06/1988;A\nDuarte;{LISTED[1][:-7]};31/02/1990;B\n"
    mapping = {"family_name": "Apelido", "given_name": "Nome", "born_day_first": "Nascido"}
    view = _done(officer, _sent(text, mapping=mapping))
    (hit,) = batches.hits(officer, view.id, 0, 9)
    assert (hit.names, hit.entry_id, hit.carried) == ((LISTED[0],), "listing/R0", {"Voo": "A"})
    rejected = batches.rejected_file(officer, view.id).read_text(encoding="utf-8")
    assert "facts.unreadable_date" in rejected


def test_a_workbook_is_read_as_its_maker_sees_it_but_for_formulas(officer: Actor) -> None:
    day = clock.now().replace(tzinfo=None, year=1988, month=6, day=15)
    rows: list[list[object]] = [
        ["ID", "Name", "Born", "Note"],
        [1234567890, LISTED[0], day, 1.5],
        [],
        [2.0, LISTED[1], 1990, True],
        [3, "=CONCATENATE(1,2)", None, None],
        [4, LISTED[2], None, "=1+1"],
        [5, LISTED[2], None, None, "beyond"],
    ]
    mapping = {"id": "ID", "name": "Name", "born": "Born"}
    view = _done(officer, _sent(_workbook(rows), "list.xlsx", rows=5, mapping=mapping))
    assert (view.total, view.with_hits, view.rejected) == (5, 2, 3)
    hits = batches.hits(officer, view.id, 0, 9)
    assert [(hit.query_id, hit.carried["Note"]) for hit in hits] == [("1234567890", "1.5"), ("2", "true")]
    rejected = batches.rejected_file(officer, view.id).read_text(encoding="utf-8")
    assert rejected.count("screening.formula") == 2
    assert "B5" in rejected
    assert "D6" in rejected


def test_parquet_is_counted_and_asked(officer: Actor) -> None:
    view = _done(officer, _sent(_parquet({"id": [1, 2], "name": [LISTED[0], None]}), "list.parquet", rows=2))
    assert (view.hits, view.rejected) == (1, 1)


def _zip(**held: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in held.items():
            file.writestr(name.replace("__", "/").replace("_x", ".x"), content)
    return packed.getvalue()


def _wide_sheet() -> bytes:
    cells = "".join(f"<c r='{xlsx_name(i)}1' t='inlineStr'><is><t>h</t></is></c>" for i in range(1, 20_000))
    return _book(f"<worksheet xmlns='m'><sheetData><row>{cells}</row></sheetData></worksheet>".encode())


def xlsx_name(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _book(sheet: bytes) -> bytes:
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = b"<workbook xmlns='m' xmlns:r='" + relation + b"'><sheets><sheet r:id='a'/></sheets></workbook>"
    rels = b"<Relationships><Relationship Id='a' Target='sheet.xml'/></Relationships>"
    return _zip(**{"xl__workbook_xml": book, "xl___rels__workbook.xml.rels": rels, "xl__sheet_xml": sheet})


MOST = 10_000_000
BAD: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "a.csv", "screening.nothing_arrived"),
    "only a header": (b"id,name\n", "a.csv", "screening.no_rows"),
    "only a header, in Parquet": (_parquet({"name": []}), "a.parquet", "screening.no_rows"),
    "only a header, in Excel": (_workbook([["name"]]), "a.xlsx", "screening.no_rows"),
    "no row at all, in Excel": (_workbook([]), "a.xlsx", "screening.unreadable_table"),
    "NULs": (b"\0" * 5000, "a.csv", "screening.not_utf8"),
    "UTF-16": ("name\nJosé\n".encode("utf-16"), "a.csv", "screening.not_utf8"),
    "UTF-16 without a mark": ("name\nJosé\n".encode("utf-16-le"), "a.csv", "screening.not_utf8"),
    "Windows-1252": ("name\nJosé\nAna\nInês\n".encode("cp1252"), "a.csv", "screening.not_utf8"),
    "Windows-1252 in the header": ("name,nação\nAna,PT\n".encode("cp1252"), "a.csv", "screening.not_utf8"),
    "a ZIP archive": (_zip(list_csv=b"name\nx\n"), "a.csv", "screening.other_form"),
    "a ZIP archive as Excel": (_zip(list_csv=b"name\nx\n"), "a.xlsx", "screening.other_form"),
    "a torn workbook": (_workbook([["name"], ["x"]])[:-40], "a.xlsx", "screening.other_form"),
    "a workbook as CSV": (_workbook([["name"], ["x"]]), "a.csv", "screening.mislabelled"),
    "a PDF": (b"%PDF-1.7 ...", "a.csv", "screening.other_form"),
    "an encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "screening.locked"),
    "torn Parquet": (b"PAR1 but not really", "a.parquet", "screening.unreadable_table"),
    "a million columns": (b",".join(b"c%d" % i for i in range(1_000_000)) + b"\nx\n", "a.csv", "screening.too_wide"),
    "many columns, in Parquet": (_parquet({f"c{i}": [1] for i in range(2000)}), "a.parquet", "screening.too_wide"),
    "many columns, in Excel": (_wide_sheet(), "a.xlsx", "screening.too_wide"),
    "a sheet that is no XML": (_book(b"<worksheet><sheetData><row>"), "a.xlsx", "screening.unreadable_table"),
    "a bomb": (_book(b" " * (MOST + 1)), "a.xlsx", "screening.too_large"),
    "no column of names": (b"title,id\nx,1\n", "a.csv", "screening.no_name_column"),
    "two columns of one heading": (b"name,name\nx,y\n", "a.csv", "screening.unreadable_table"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_list_of_names_is_refused_whole_with_its_own_sentence(
    kind: str, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_rows, "MOST_UNPACKED", MOST)
    content, name, code = BAD[kind]
    lines = ActLine.objects.count()
    order = _sent(content, name)
    with pytest.raises(AcordoError) as refused:
        submitting.submit(officer, order)
    assert refused.value.code == code
    assert str(settings().home) not in str(refused.value)
    assert name in str(refused.value)
    assert _nothing_remains()
    assert order.file.read_bytes() == content
    assert ActLine.objects.count() == lines


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"rows": 3}, "screening.other_count"),
        ({"rows": 0}, "screening.other_count"),
        ({"threshold": 1.5}, "screening.unfit_choice"),
        ({"limit": 0}, "screening.unfit_choice"),
        ({"mapping": {"nom": "name"}}, "screening.unknown_column"),
        ({"mapping": {"name": "Nome"}}, "screening.no_name_column"),
        ({"mapping": {"born": "id"}}, "screening.no_name_column"),
        ({"mapping": {"name": "name", "family_name": "id"}}, "screening.twice_mapped"),
        ({"mapping": {"name": "name", "document": "name"}}, "screening.twice_mapped"),
    ],
)
def test_an_order_without_a_meaning_is_refused_and_nothing_remains(
    choices: dict[str, Any], code: str, officer: Actor
) -> None:
    with pytest.raises(AcordoError) as refused:
        submitting.submit(officer, _sent("id,name\n1,x\n2,y\n", **choices))
    assert refused.value.code == code
    assert _nothing_remains()


def test_only_an_upload_can_be_ordered(officer: Actor, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nx\n")
    (settings().incoming_folder / "link").symlink_to(tmp_path / "list.csv")
    for path in (tmp_path / "list.csv", settings().incoming_folder / "link"):
        with pytest.raises(failures.NotIncoming):
            submitting.submit(officer, Order(path, "list.csv", "csv"))


def test_what_fails_at_the_last_moment_leaves_the_file_where_it_lay(officer: Actor) -> None:
    settings().batches_folder.write_text("no folder")  # so that the file cannot be moved
    order = _sent("name\nx\n")
    try:
        with pytest.raises(FileExistsError):
            submitting.submit(officer, order)
        assert order.file.is_file()
        assert not Batch.objects.exists()
        assert not queue.jobs()
    finally:
        settings().batches_folder.unlink()


@pytest.mark.skipif(bool(SERVER), reason="PostgreSQL flushes by itself, before it says that it committed")
def test_an_order_whose_act_was_done_keeps_its_file_though_the_disk_did_not_confirm_it(
    officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _sent(f"name\n{LISTED[0]}\n")
    monkeypatch.chdir(tmp_path)
    log = Path(str(connection.settings_dict["NAME"]) + "-wal").name  # the tests' database has none on the disk
    Path(log).symlink_to(log)  # so that it cannot be opened
    with pytest.raises(NotOnDisk):
        submitting.submit(officer, order)
    Path(log).unlink()
    _work()
    (view,) = batches.batches(officer)
    assert (view.state, view.hits) == (BatchState.DONE, 1)


def test_a_cancelled_batch_keeps_nothing(officer: Actor) -> None:
    view = submitting.submit(officer, _sent("name\nx\n"))
    assert submitting.cancel(officer, view.id).state is BatchState.CANCELLED
    _work()
    assert batches.batch(officer, view.id).state is BatchState.CANCELLED
    assert not list(settings().batches_folder.iterdir())
    with pytest.raises(failures.HasEnded):
        submitting.cancel(officer, view.id)
    with pytest.raises(failures.NotEnded):
        batches.hits(officer, view.id, 0, 1)


def test_a_batch_of_an_officer_who_left_is_not_asked(officer: Actor) -> None:
    view = submitting.submit(officer, _sent(f"name\n{LISTED[0]}\n"))
    from acordo.journal.guard import Gate, opened

    with opened(Gate.WRITING):
        Officer.objects.filter(pk=officer.officer).update(is_active=False)
    _work()
    after = batches.batch(officer, view.id)
    assert after.state is BatchState.FAILED
    assert after.failure is not None
    assert after.failure.code == "screening.officer_gone"


def test_a_forgotten_batch_leaves_counts_and_no_name(officer: Actor) -> None:
    view = _done(officer, _sent(f"name\n{LISTED[0]}\n", "Names of Friday.csv"))
    submitting.forget(officer, view.id)
    after = batches.batch(officer, view.id)
    assert (after.state, after.filename, after.hits) == (BatchState.FORGOTTEN, "", 1)
    assert not list(settings().batches_folder.iterdir())
    with pytest.raises(failures.NotEnded):
        batches.hits_file(officer, view.id, HitForm.CSV)


def test_a_batch_is_forgotten_by_itself_after_its_last_day(officer: Actor) -> None:
    view = _done(officer, _sent(f"name\n{LISTED[0]}\n"))
    waiting = submitting.submit(officer, _sent(f"name\n{LISTED[1]}\n"))
    last = clock.now() + timedelta(days=settings().keep_days)
    with clock.held_at(last):
        working.put_in_order()
        assert batches.batch(officer, view.id).state is BatchState.DONE
    with clock.held_at(last + timedelta(days=1)):
        lines = ActLine.objects.count()
        working.put_in_order()
        working.put_in_order()
        assert ActLine.objects.count() == lines + 1
    assert batches.batch(officer, view.id).state is BatchState.FORGOTTEN
    assert batches.batch(officer, waiting.id).state is BatchState.QUEUED
    assert [path.name for path in settings().batches_folder.iterdir()] == [str(waiting.id)]


def test_what_nobody_owns_is_put_away_after_a_day(officer: Actor) -> None:
    view = submitting.submit(officer, _sent("name\nx\n"))
    (settings().incoming_folder / "left").write_text("x")
    (settings().batches_folder / str(clock.new_id())).mkdir()
    working.put_in_order()
    assert len(list(settings().batches_folder.iterdir())) == 2
    with clock.held_at(clock.now() + timedelta(days=2)):
        working.put_in_order()
    assert [path.name for path in settings().batches_folder.iterdir()] == [str(view.id)]
    assert not list(settings().incoming_folder.iterdir())


def test_a_file_that_long_work_waits_for_stays_and_a_folder_among_the_uploads_stops_nobody(officer: Actor) -> None:
    brought, folder = settings().incoming_folder / "brought", settings().incoming_folder / "folder"
    brought.write_text("x")
    folder.mkdir()
    (folder / "in it").write_text("x")
    job = queue.put("a kind", {"file": "brought"}, owner=officer.officer, purpose="upkeep", language="en")
    with clock.held_at(clock.now() + timedelta(days=2)):
        working.put_in_order()
        assert list(settings().incoming_folder.iterdir()) == [brought]
        queue.ask_to_cancel(job)
        working.put_in_order()
    assert not list(settings().incoming_folder.iterdir())


def test_what_was_lost_since_the_file_was_begun_is_lost_for_the_rest_of_it(
    officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    view = submitting.submit(officer, _sent("name\n" + f"{LISTED[0]}\n" * 3))
    from acordo.journal.guard import Gate, opened

    told = queue.Lease.tell

    def tell(lease: queue.Lease, done: int, total: int | None) -> None:
        told(lease, done, total)
        with opened(Gate.WRITING):
            Officer.objects.filter(pk=officer.officer).update(is_active=done < 1)

    monkeypatch.setattr(queue.Lease, "tell", tell)
    _work()
    after = batches.batch(officer, view.id)
    assert (after.state, after.done) == (BatchState.FAILED, 1)
    assert after.failure is not None
    assert after.failure.code == "screening.officer_gone"


def test_files_that_are_not_there_any_more_are_told_as_that(officer: Actor) -> None:
    view = _done(officer, _sent(f"name\n{LISTED[0]}\n \n"))
    assert view.rejected == 1
    folders.places(view.id).rejected.unlink()
    with pytest.raises(failures.FilesGone):
        batches.rejected_file(officer, view.id)
    folders.question(view.id, "csv").unlink()
    with pytest.raises(failures.FilesGone):
        batches.hits_file(officer, view.id, HitForm.CSV)
    folders.clear(view.id)
    for read in (lambda: batches.hits(officer, view.id, 0, 1), lambda: batches.hits_file(officer, view.id, "jsonl")):
        with pytest.raises(failures.FilesGone):
            read()


def test_a_disk_that_is_full_is_told_and_leaves_no_half_file(officer: Actor) -> None:
    view = _done(officer, _sent("name\n" + f"{LISTED[0]}\n" * 30))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))  # stands for a disk that is full
    try:
        for form in (HitForm.CSV, HitForm.XLSX, HitForm.PARQUET):
            with pytest.raises(failures.Stopped):
                batches.hits_file(officer, view.id, form)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name for path in folders.folder(view.id).iterdir()} == {"input.csv", "hits.jsonl"}
    assert batches.hits_file(officer, view.id, HitForm.CSV).is_file()


def test_each_step_leaves_its_line_and_no_name_enters_the_chain(officer: Actor) -> None:
    first = ActLine.objects.count()
    view = _done(officer, _sent(f"name\n{LISTED[0]}\n", "friday-names.csv"))
    batches.hits(officer, view.id, 0, 10)
    submitting.forget(officer, view.id)
    chained = [bytes(line.chained) for line in ActLine.objects.order_by("number")][first:]
    kinds = [json.loads(line)["act"] for line in chained]
    assert kinds == [f"screening.batch_{step}" for step in ("submit", "start", "end", "read", "forget")]
    assert not any(b"friday" in line or b"Zubeir" in line for line in chained)
    told = b"".join(bytes(row.payload or b"") for row in ActPayload.objects.filter(number__gt=first))
    assert b"Zubeir" not in told


def test_the_mode_of_what_is_kept_lets_nobody_else_read(officer: Actor) -> None:
    view = _done(officer, _sent(f"name\n{LISTED[0]}\n"))
    folder = settings().batches_folder / str(view.id)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "input.csv").stat().st_mode & 0o777 == 0o600
