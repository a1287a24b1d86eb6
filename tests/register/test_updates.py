"""A list is brought up to date by a worker; what differs is told in pages; what is new stays until it is seen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from acordo import clock
from acordo.config import settings
from acordo.facts import Property, SourceName
from acordo.jobs import worker
from acordo.jobs.words import State
from acordo.journal import acts as journal
from acordo.journal import flush
from acordo.journal.models import Officer
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Actor, Purpose, Role
from acordo.markings import Level
from acordo.register import acts, differences, news, queries, refusals, update_jobs
from acordo.register.differences import Group, What
from acordo.register.update_jobs import UpdateUnderWay
from acordo.register.updating import NothingToFetch, Order
from tests import cast

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
QUAY = SourceName("quay")
ORDER = Order("ftm", QUAY, "TLP:CLEAR")


@pytest.fixture
def keeper() -> Actor:
    """An officer with an account, as whom a worker can act."""
    appointment = journal.Appointment("Nélia Exemplo", "nelia", Role.ANALYST, language="en")
    officer = Officer.objects.select_related("person").get(pk=journal.appoint(cast.actor(), appointment, None))
    return journal.as_actor(officer, Purpose.UPKEEP, cast.ALDER)


def _brought(*names: str, born: str = "1970") -> Path:
    folder = settings().incoming_folder
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / clock.new_id().hex
    entities = (
        {"id": f"q-{n}", "schema": "Person", "caption": name, "properties": {"name": [name], "birthDate": [born]}}
        for n, name in enumerate(names)
    )
    file.write_text("\n".join(json.dumps(entity) for entity in entities), encoding="utf-8")
    return file


def _update(actor: Actor, file: Path) -> update_jobs.UpdateView:
    id_ = update_jobs.ask(actor, ORDER, file, "quay.json")
    worker.work(Event(), "test", once=True)
    return update_jobs.update(actor, id_)


def test_a_file_that_is_brought_becomes_an_edition_and_is_taken_away(keeper: Actor) -> None:
    file = _brought("Ana Inventada", "Rui Inventado")
    done = _update(keeper, file)
    assert (done.state, done.edition, done.percent) == (State.DONE, 1, 100)
    assert not file.exists()
    assert queries.source(keeper, QUAY).entries == 2
    assert _update(keeper, _brought("Ana Inventada", "Rui Inventado")).unchanged


def test_a_file_that_is_no_list_changes_nothing_and_says_which(keeper: Actor) -> None:
    file = _brought("Ana Inventada")
    file.write_text("<html>", encoding="utf-8")
    failed = _update(keeper, file)
    assert failed.state is State.FAILED
    assert failed.failure
    assert failed.failure.arguments["path"] == "quay.json"
    assert not file.exists()
    assert news.news(keeper).failed == (failed,)


def test_one_update_of_a_source_at_a_time_and_only_by_those_who_keep_lists(keeper: Actor) -> None:
    first = update_jobs.ask(keeper, ORDER, _brought("Ana Inventada"), "a")
    with pytest.raises(UpdateUnderWay):
        update_jobs.ask(keeper, ORDER, _brought("Ana Inventada"), "b")
    with pytest.raises(NothingToFetch):
        update_jobs.ask(keeper, ORDER)
    with pytest.raises(NotPermitted):
        update_jobs.ask(cast.actor(Role.SCREENER), ORDER, _brought("Ana Inventada"), "c")
    assert update_jobs.cancel(keeper, first)
    assert update_jobs.update(keeper, first).state is State.CANCELLED


def test_a_file_is_taken_away_with_the_update_that_was_cancelled_before_it_began(keeper: Actor) -> None:
    file = _brought("Ana Inventada")
    assert update_jobs.cancel(keeper, update_jobs.ask(keeper, ORDER, file, "quay.json"))
    assert not file.exists()


def test_a_brought_file_stays_for_the_update_that_was_asked_for_though_the_disk_did_not_confirm_it(
    keeper: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(Officer.objects.get(pk=keeper.officer), backend="acordo.journal.signing_in.Backend")
    session = client.session
    session["purpose"] = Purpose.UPKEEP.value
    session.save()

    def refuse() -> None:
        raise OSError(5, "Input/output error")

    with _brought("Ana Inventada").open("rb") as file, monkeypatch.context() as patched:
        patched.setitem(flush._flushes, str(connection.settings_dict["NAME"]), flush.Shared(refuse))
        sent = {"list": "ftm", "source": QUAY, "marking": "TLP:CLEAR", "file": file}
        told = client.post("/new-list", sent)
    assert told.status_code == 503
    assert b"It was done" in told.content
    worker.work(Event(), "test", once=True)
    (done,) = update_jobs.updates(QUAY)
    assert (done.state, done.edition) == (State.DONE, 1)


def test_what_is_held_is_told_before_it_is_decided(keeper: Actor) -> None:
    _update(keeper, _brought("Ana Inventada", "Rui Inventado"))
    held = _update(keeper, _brought("Ana Inventada"))
    assert held.held
    found = differences.held(keeper, QUAY, 2)
    assert found.counts == {Group.ADDED: 0, Group.AMENDED: 0, Group.DELISTED: 1, Group.MOVED: 0}
    assert [change.title for change in found.entries] == ["Rui Inventado"]
    assert [view.name for view in news.news(keeper).waiting] == [QUAY]
    acts.decide(keeper, QUAY, 2, accept=True, reason="the publisher confirmed it")
    assert queries.source(keeper, QUAY).entries == 1
    with pytest.raises(refusals.NoHeldEdition):
        differences.held(keeper, QUAY, 2)


def test_two_editions_of_an_entry_stand_side_by_side(keeper: Actor) -> None:
    _update(keeper, _brought("Ana Inventada", "Rui Inventado"))
    _update(keeper, _brought("Ana Inventada", "Rui Inventado", born="1971"))
    found = differences.of_entry(keeper, "quay/q-0")
    assert [(line.what, line.property) for line in found.lines] == [(What.CHANGED, Property.BORN)]
    line = found.lines[0]
    assert line.before
    assert line.after
    assert (line.before.text, line.after.text) == ("1970", "1971")
    assert differences.of_entry(keeper, "quay/q-0", 0, 1).same == 0
    pages = [differences.differences(keeper, QUAY, start=start, count=1) for start in (0, 1)]
    assert [change.title for page in pages for change in page.entries] == ["Ana Inventada", "Rui Inventado"]


def test_news_stay_until_they_are_seen_and_what_came_later_stays_even_then(keeper: Actor) -> None:
    _update(keeper, _brought("Ana Inventada"))
    first = news.news(keeper)
    assert [one.edition.number for one in first.came] == [1]
    assert news.news(keeper).came == first.came
    _update(keeper, _brought("Ana Inventada", "Rui Inventado"))
    news.say_seen(keeper, first.until)
    assert [one.edition.number for one in news.news(keeper).came] == [2]
    news.say_seen(keeper, clock.now() + timedelta(days=1))
    news.say_seen(keeper, first.until)
    assert news.news(keeper).came == ()
    assert news.news(cast.actor(service=cast.CEDAR)).ever is False


def test_a_source_of_which_an_officer_may_see_nothing_is_not_told_as_failed_either(keeper: Actor) -> None:
    secret = cast.edition({"1": [(Property.PRIMARY_NAME, cast.name("Ana Inventada"))]}, source=QUAY, marking=cast.TOP)
    terms = acts.SourceTerms(QUAY, "ftm", "Quay", "Quay", "", cast.TOP)
    acts.update(keeper, terms, secret.document.digest, lambda: secret)
    broken = _brought("Rui Inventado")
    broken.write_text("no list", encoding="utf-8")
    assert _update(keeper, broken).state is State.FAILED
    assert queries.sources(keeper) == ()
    assert news.news(keeper).failed == ()
    assert [one.source for one in news.news(replace(keeper, clearance=Level.TOP_SECRET)).failed] == [QUAY]
