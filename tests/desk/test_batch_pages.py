"""A file of names in the browser: sent, its columns confirmed, followed, its hits read and taken away, and deleted."""

from __future__ import annotations

import io
import re
import shutil
import threading
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from acordo.config import settings
from acordo.facts import Property
from acordo.jobs import worker
from acordo.journal import acts as journal
from acordo.journal.door import PURPOSE_KEY
from acordo.journal.guard import Gate, opened
from acordo.journal.models import Officer
from acordo.journal.words import Purpose, Role
from acordo.screening import batch_examples
from acordo.screening.batch_views import HITS_A_PAGE
from acordo.screening.models import Batch
from tests import cast
from tests.desk.conftest import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.register.acts import Outcome

pytestmark = pytest.mark.django_db
PASSENGERS = """Nº;Nome;Apelido;Data de Nascimento;Nacionalidade;Passaporte;Voo
7;Nelson Fake;Muthemba;15/06/1988;Moçambique;AB0001;TM 1
8;Quitéria;Zandamela;01/02/1990;MZ;;TM 1
9;123;;;;;TM 2
"""
HITS = {"csv", "xlsx", "parquet", "jsonl"}


@pytest.fixture(autouse=True)
def incoming() -> Iterator[Path]:
    """The folder of incoming files, and no batch, at the end as at the beginning."""
    yield settings().incoming_folder
    for folder in (settings().incoming_folder, settings().batches_folder):
        shutil.rmtree(folder, ignore_errors=True)


def _text(page: str) -> str:
    """The words of a page, as a reader has them."""
    return re.sub(r" (?=[.,):;?])", "", " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split()))


def _send(desk: Client, content: str | bytes, name: str = "passageiros.csv") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return desk.post("/batches", {"file": SimpleUploadedFile(name, raw)})


def _columns(desk: Client, content: str | bytes = PASSENGERS, name: str = "passageiros.csv") -> str:
    """The address of the page that asks what the columns of a file mean."""
    response = _send(desk, content, name)
    assert response.status_code == 302, _text(response.content.decode())
    address: str = response["Location"]
    return address


def _guessed(page: str) -> dict[str, str]:
    """What the form is filled in with."""
    found = {}
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        found[name] = chosen[1] if chosen else ""
    return found


def _confirm(desk: Client, address: str, **other: str) -> Any:
    return desk.post(address, _guessed(desk.get(address).content.decode()) | other)


def _ordered(desk: Client, content: str | bytes = PASSENGERS) -> str:
    """The address of a batch whose columns were confirmed as guessed."""
    response = _confirm(desk, _columns(desk, content))
    assert response.status_code == 302, _text(response.content.decode())
    address: str = response["Location"]
    return address


def _work() -> None:
    worker.work(threading.Event(), "a worker", once=True)


def _done(desk: Client, content: str | bytes = PASSENGERS) -> str:
    address = _ordered(desk, content)
    _work()
    return address


def _page(desk: Client, address: str, status: int = 200) -> str:
    response = desk.get(address)
    assert response.status_code == status
    page: str = response.content.decode()
    return page


def _another(username: str = "outra") -> Client:
    """Another officer, signed in elsewhere."""
    appointment = journal.Appointment("Outra Exemplo", username, Role.SCREENER, language="en")
    account = Officer.objects.get(pk=journal.appoint(cast.actor(), appointment, None))
    client = Client()
    client.force_login(account, backend="acordo.journal.signing_in.Backend")
    session = client.session
    session[PURPOSE_KEY] = Purpose.BORDER.value
    session.save()
    return client


def test_a_file_goes_from_the_first_page_to_its_hits(desk: Client, listing: Outcome) -> None:
    said = _text(_page(desk, "/batches"))
    assert "You have sent no file yet." in said
    address = _columns(desk)
    said = _text(_page(desk, address))
    assert "passageiros.csv: 3 rows" in said
    assert "Data de Nascimento 15/06/1988 01/02/1990" in said
    response = _confirm(desk, address)
    assert response.status_code == 302
    assert "Waiting 3 rows" in _text(_page(desk, response["Location"]))
    _work()
    said = _text(_page(desk, response["Location"]))
    assert "Rows with hits: 1 of 3." in said
    assert "Nelson Fake Muthemba row 1 Nº: 7 Voo: TM 1 NELSON FAKE MUTHEMBA The invented list, L-1" in said
    assert "Born on the same day: 15 June 1988." in said
    assert "Same nationality: Mozambique (MZ)." in said
    assert "A hit is a question, not an answer." in said
    assert "1 row could not be asked." in said
    assert "passageiros.csv sent just now done 3 1 1" in _text(_page(desk, "/batches"))


def test_the_columns_are_guessed_and_each_is_shown_with_its_first_value(desk: Client) -> None:
    page = _page(desk, _columns(desk))
    guessed = _guessed(page)
    assert guessed["given_name"] == "1"
    assert guessed["family_name"] == "2"
    assert guessed["name"] == guessed["sex"] == ""
    assert guessed["born"] == "3"
    assert guessed["born_order"] == "born_day_first"
    assert guessed["document"] == "5"
    assert ">Apelido (Muthemba)</option>" in page
    assert "<details open>" in page


def test_an_officer_may_say_otherwise(desk: Client, listing: Outcome) -> None:
    address = _columns(desk, "a,b\nNelson Fake Muthemba,1988\n")
    assert _guessed(_page(desk, address))["name"] == ""
    response = desk.post(address, {"name": "0", "born": "1", "born_order": "born"})
    assert Batch.objects.get().mapping == {"name": "a", "born": "b"}
    _work()
    assert "NELSON FAKE MUTHEMBA" in _text(_page(desk, response["Location"]))


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({}, "name", "Choose the column that holds the name"),
        ({"name": "1", "given_name": "2"}, "name", "Choose the whole name or its parts, not both"),
        ({"name": "1", "document": "1"}, "document", "The column “Nome” is chosen already for “Name”"),
        ({"name": "77"}, "name", "77"),
    ],
)
def test_a_choice_without_meaning_is_told_at_its_field_and_the_others_survive(
    desk: Client, given: dict[str, str], field: str, said: str
) -> None:
    response = desk.post(_columns(desk), {"nationality": "4", "born_order": "born_month_first", **given})
    page = response.content.decode()
    assert response.status_code == 400
    assert said in _text(page)
    assert f'href="#id_{field}"' in page
    assert re.search(rf'<select[^>]*name="{field}"[^>]*aria-invalid="true"', page)
    kept = _guessed(page)
    assert kept["nationality"] == "4"
    assert kept["born_order"] == "born_month_first"
    assert {column: kept[column] for column in given if given[column] != "77"} == {
        column: at for column, at in given.items() if at != "77"
    }
    assert not Batch.objects.exists()


def _zip(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return held.getvalue()


def _workbook(*rows: tuple[str, ...]) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"name\n", "has a header and no rows"),
        ("name\n" + "José Inventado\n" * 9, "UTF-8"),
        ("name\nJosé\n".encode("utf-16"), "UTF-16"),
        (_zip(names=b"name\nNelson\n"), "Unpack it"),
        (_workbook(("name",)), "has a header and no rows"),
        (",".join(f"c{i}" for i in range(1_000_000)).encode() + b"\n", "columns"),
        (b"%PDF-1.7\n", "PDF"),
        (b"name,name\na,b\n", "two columns have the same heading"),
        (b"name\n" + b"\0" * 5000, "NUL"),
    ],
    ids=["empty", "no row", "latin 1", "utf 16", "zip", "empty workbook", "wide", "pdf", "twice", "zeros"],
)
def test_what_is_no_list_of_names_is_told_with_what_to_do_and_not_kept(
    desk: Client, listing: Outcome, incoming: Path, content: bytes | str, said: str
) -> None:
    response = _send(desk, content.encode("latin-1") if isinstance(content, str) else content, "lista.csv")
    page = response.content.decode()
    assert response.status_code == 400
    assert said in _text(page)
    assert "“lista.csv”" in _text(page)
    assert str(incoming) not in page
    assert 'href="#id_file"' in page
    assert list(incoming.iterdir()) == []


def test_without_a_file_one_is_asked_for(desk: Client, listing: Outcome) -> None:
    response = desk.post("/batches", {})
    assert response.status_code == 400
    assert "Choose a file" in _text(response.content.decode())


def test_two_gigabytes_are_refused_before_they_are_read(desk: Client, listing: Outcome, incoming: Path) -> None:
    response = desk.generic(
        "POST", "/batches", b"--x\r\n", "multipart/form-data; boundary=x", headers={"content-length": str(2 << 30)}
    )
    assert response.status_code == 413
    assert "<h1>" in response.content.decode()
    assert not incoming.exists()


def test_formulas_of_a_workbook_are_not_asked_and_said_so(desk: Client, listing: Outcome) -> None:
    book = _workbook(("name",), ("Nelson Fake Muthemba",), ('=CONCATENATE("Nelson"," Fake")',))
    said = _text(_page(desk, _done(desk, book)))
    assert "Rows with hits: 1 of 2." in said
    assert "1 row could not be asked." in said


def test_there_is_no_example_in_another_form(desk: Client) -> None:
    assert desk.get("/batches/example.exe").status_code == 404


@pytest.mark.parametrize("form", sorted(batch_examples.FORMS))
@pytest.mark.parametrize("language", ["pt", "en", "ru"])
def test_the_example_can_be_sent_as_it_is(desk: Client, listing: Outcome, form: str, language: str) -> None:
    desk.post("/language", {"language": language})
    response = desk.get(f"/batches/example.{form}")
    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    address = _columns(desk, response.content, f"example.{form}")
    guessed = _guessed(_page(desk, address))
    assert [guessed[name] for name in ("id", "name", "born", "nationality", "sex", "document", "kind")] == list(
        "0123456"
    )
    _confirm(desk, address)
    _work()
    assert Batch.objects.get().rejected == 0


def test_a_file_that_waits_is_its_sessions_alone(desk: Client, listing: Outcome, incoming: Path) -> None:
    address = _columns(desk)
    (waiting,) = incoming.iterdir()
    assert re.fullmatch(r"[0-9a-f]{32}", waiting.name)
    assert waiting.stat().st_mode & 0o777 == 0o600
    other = _another()
    for response in (other.get(address), other.post(address, {"name": "1"}), desk.get("/batches/new/..%2f..")):
        assert response.status_code == 404
    assert "does not wait here any more" in _text(other.get(address).content.decode())
    waiting.unlink()
    assert desk.get(address).status_code == 404


def test_another_file_takes_the_place_of_one_that_was_wrong(desk: Client, listing: Outcome, incoming: Path) -> None:
    address = _columns(desk)
    response = desk.post(address, {"away": "1"})
    assert response["Location"] == "/batches"
    assert list(incoming.iterdir()) == []
    assert desk.get(address).status_code == 404


def test_a_session_does_not_heap_up_files(desk: Client, listing: Outcome, incoming: Path) -> None:
    first, *_, last = [_columns(desk) for _ in range(8)]
    assert len(list(incoming.iterdir())) == 5
    assert desk.get(first).status_code == 404
    assert desk.get(last).status_code == 200


def test_only_who_screens_may_send(desk: Client, officer: Officer, listing: Outcome, incoming: Path) -> None:
    officer.role = Role.OPERATOR
    with opened(Gate.WRITING):
        officer.save()
    page = _page(desk, "/batches")
    assert "The role “Operator” does not screen names." in _text(page)
    assert 'type="file"' not in page
    assert _send(desk, PASSENGERS).status_code == 403
    assert not incoming.exists() or list(incoming.iterdir()) == []


def test_without_the_forms_token_nothing_is_taken(desk: Client, officer: Officer, listing: Outcome) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    response = _send(strict, PASSENGERS)
    assert response.status_code == 403
    assert "The form is no longer valid" in response.content.decode()


def test_a_batch_is_its_officers_alone(desk: Client, listing: Outcome) -> None:
    address = _done(desk)
    other = _another()
    for path in ("", "/state/x", "/delete", "/hits.csv", "/not-asked.csv"):
        assert other.get(address + path).status_code == 404, path
    for path in ("/cancel", "/delete"):
        assert other.post(address + path).status_code == 404, path
    assert "You have sent no file yet." in _text(_page(other, "/batches"))


def test_while_nobody_works_the_page_says_so(desk: Client, listing: Outcome) -> None:
    said = _text(_page(desk, _ordered(desk)))
    assert "Nobody works on it at this moment." in said
    assert "Show how far it is now" in said


def test_the_part_that_renews_itself_ends_with_the_work(desk: Client, listing: Outcome) -> None:
    address = _ordered(desk)
    page = _page(desk, address)
    (renewal,) = re.findall(r'hx-get="([^"]+)"', page)
    part = _page(desk, renewal)
    assert f'hx-get="{renewal}"' in part
    assert "<html" not in part
    assert "hx-swap-oob" not in part, "nothing changed, so nothing is told aloud again"
    _work()
    part = _page(desk, renewal)
    assert "hx-get" not in part
    assert '<p id="told" hx-swap-oob="innerHTML">Done. Rows with hits: 1 of 3.' in part
    assert "<title>Done: passageiros.csv" in part


def test_the_part_of_one_who_was_signed_out_asks_for_the_whole_page(desk: Client, listing: Outcome) -> None:
    (renewal,) = re.findall(r'hx-get="([^"]+)"', _page(desk, _ordered(desk)))
    response = Client().get(renewal)
    assert response["HX-Refresh"] == "true"
    assert response.content == b""


def test_only_a_page_that_renews_itself_may_run_the_desks_script(desk: Client, listing: Outcome) -> None:
    address = _ordered(desk)
    live = desk.get(address)
    assert "script-src 'self'" in live["Content-Security-Policy"]
    assert "unsafe" not in live["Content-Security-Policy"]
    assert live.content.decode().count("<script") == 1
    assert '"allowEval":false' in live.content.decode()
    _work()
    done = desk.get(address)
    assert "script-src" not in done["Content-Security-Policy"]
    assert "<script" not in done.content.decode()


def test_work_that_is_cancelled_is_told(desk: Client, listing: Outcome) -> None:
    address = _ordered(desk)
    for _ in range(2):
        assert desk.post(f"{address}/cancel")["Location"] == address
    assert "It was cancelled. 0 of 3 rows had been asked; no hits are kept." in _text(_page(desk, address))
    assert desk.get(f"{address}/hits.csv").status_code == 409


def test_work_that_failed_says_why(desk: Client, officer: Officer, listing: Outcome) -> None:
    address = _ordered(desk)
    with opened(Gate.WRITING):
        Officer.objects.filter(pk=officer.pk).update(is_active=False)
    _work()
    with opened(Gate.WRITING):
        Officer.objects.filter(pk=officer.pk).update(is_active=True)
    assert "It could not be done. The officer who sent this file is no longer active." in _text(_page(desk, address))


def test_the_hits_are_taken_away_in_four_forms_and_the_other_rows_with_reasons(desk: Client, listing: Outcome) -> None:
    address = _done(desk)
    page = _page(desk, address)
    assert set(re.findall(rf'href="{address}/hits\.(\w+)"', page)) == HITS
    for form in HITS:
        response: Any = desk.get(f"{address}/hits.{form}")
        assert f'filename="passageiros-hits.{form}"' in response["Content-Disposition"]
        assert len(b"".join(response)) > 100
    assert desk.get(f"{address}/hits.exe").status_code == 404
    response = desk.get(f"{address}/not-asked.csv")
    assert b"9" in b"".join(response)


def test_a_file_is_deleted_when_its_officer_has_said_so_twice(desk: Client, listing: Outcome) -> None:
    address = _done(desk)
    assert "passageiros.csv and its hits are deleted at once" in _text(_page(desk, f"{address}/delete"))
    assert desk.post(f"{address}/delete")["Location"] == "/batches"
    said = _text(_page(desk, address))
    assert "The file and its hits were deleted." in said
    assert "passageiros" not in said
    assert "A deleted file" in _text(_page(desk, "/batches"))


def test_markup_in_a_file_is_shown_and_never_obeyed(desk: Client, listing: Outcome) -> None:
    bad = "name,<b>note</b>\nNelson Fake Muthemba,<img src=x onerror=1>\n"
    response = _send(desk, bad, "<i>x</i>.csv")
    for page in (_page(desk, response["Location"]), _page(desk, _done(desk, bad))):
        for mark in ("<b>note", "<img", "<i>x"):
            assert mark not in page


def test_pages_of_files_weigh_less_than_100_kb(desk: Client) -> None:
    many = [[(Property.PRIMARY_NAME, {"text": f"Nelson Fake Muthemba {word}"})] for word in "abcdefghij"]
    read({f"L-{number}": stated for number, stated in enumerate(many)})
    static = "/static/desk/"
    style, script = (sum(map(len, desk.get(static + name))) for name in ("desk.css", "htmx-2.0.11.min.js"))
    rows = "\n".join("Nelson Fake Muthemba,1988-06-15,MZ,AB0001," + "x" * 200 for _ in range(50))
    address = _ordered(desk, f"name,born,nationality,document,remark\n{rows}\n")
    assert len(desk.get(address).content) + style + script < 100_000
    _work()
    for page in ("", "?page=2", "?page=99"):
        assert len(desk.get(address + page).content) + style < 100_000
    assert f"page 2 of {500 // HITS_A_PAGE}" in _text(_page(desk, f"{address}?page=2"))
    wide = ",".join(f"heading number {i}" for i in range(190))
    assert len(desk.get(_columns(desk, f"{wide}\n{wide}\n")).content) + style < 400_000


def test_without_a_list_nothing_can_be_sent_and_the_page_teaches(desk: Client) -> None:
    page = _page(desk, "/batches")
    assert "No list is loaded yet" in page
    assert 'type="file"' not in page
