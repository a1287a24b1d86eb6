"""Lists are brought up to date by themselves: when they are due, in whose name, and what is told of it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from itertools import cycle
from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import clock, lists
from acordo.config import settings
from acordo.facts import Json, Property, SourceName
from acordo.jobs import worker
from acordo.jobs.words import State
from acordo.journal import acts as journal
from acordo.journal.guard import Gate, opened
from acordo.journal.models import ActPayload, Officer
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Actor, Purpose, Role
from acordo.lists import Schedule, shelf
from acordo.lists.asking import CutOff
from acordo.markings import CLEAR
from acordo.register import acts, models, news, queries, schedule, update_jobs, watching
from acordo.register.updating import Order, Steps, plan, update_by_fetching
from acordo.upkeep import work_checks
from acordo.upkeep.findings import Health
from tests import cast
from tests.lists.publisher_simulator import PublisherSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from django.test import Client

    from acordo.register.words import WatchView

pytestmark = pytest.mark.django_db
PIER = SourceName("pier")
DAY = timedelta(days=1)
NAMES = ("Ana Inventada", "Rui Inventado")


def _content(*names: str) -> bytes:
    entities = (
        {"id": f"q-{n}", "schema": "Person", "caption": name, "properties": {"name": [name]}}
        for n, name in enumerate(names)
    )
    return "\n".join(json.dumps(entity) for entity in entities).encode()


@pytest.fixture
def publisher() -> Iterator[PublisherSimulator]:
    with PublisherSimulator(_content(*NAMES)).running() as running:
        running.keep_the_rules()
        yield running


@pytest.fixture(autouse=True)
def _pier(publisher: PublisherSimulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A list that the publisher on this machine serves."""
    limits = lists.Limits(max_bytes=1_000_000, max_seconds=5)
    like = lists.publisher("ftm")
    served = replace(
        like, source=PIER, marking=CLEAR, address=publisher.address, schedule=Schedule.DAILY, limits=limits
    )
    others = tuple(one for one in lists.known() if one.name != "ftm")
    monkeypatch.setattr(shelf, "known", lambda: (*others, served))
    monkeypatch.setattr(lists, "known", lambda: (*others, served))
    yield
    lists.purge_parts(settings().quarantine_folder)


def _officer(username: str, name: str, role: Role = Role.ANALYST) -> Actor:
    appointment = journal.Appointment(name, username, role, language="en")
    officer = Officer.objects.select_related("person").get(pk=journal.appoint(cast.actor(), appointment, None))
    return journal.as_actor(officer, Purpose.UPKEEP, cast.ALDER)


@pytest.fixture
def keeper() -> Actor:
    return _officer("nelia", "Nélia Exemplo")


@pytest.fixture
def loaded(keeper: Actor) -> Actor:
    """The keeper of a list that was loaded by hand."""
    _by_hand(keeper)
    return keeper


def _by_hand(actor: Actor) -> acts.Outcome:
    return update_by_fetching(actor, plan(Order("ftm"), actor.service), Steps())


def _pass() -> tuple[int, tuple[update_jobs.UpdateView, ...]]:
    """One look of a worker at what is due, and the work done; how many were asked for, and the updates so far."""
    asked = schedule.put_due()
    worker.work(Event(), "test", once=True)
    return asked, update_jobs.updates(PIER)


def _watch(actor: Actor) -> WatchView:
    return schedule.watches(actor)[PIER]


def _in(delay: timedelta) -> AbstractContextManager[None]:
    return clock.held_at(clock.now() + delay)


def test_nothing_is_fetched_by_itself_until_it_is_switched_on(loaded: Actor, publisher: PublisherSimulator) -> None:
    with _in(30 * DAY):
        assert _pass() == (0, ())
    assert len(publisher.requests) == 1
    watch = _watch(loaded)
    assert (watch.on, watch.due_at, watch.failures, watch.every) == (False, None, 0, Schedule.DAILY)
    assert watch.succeeded_at


def test_what_is_due_is_done_once_in_the_name_of_who_switched_it_on(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    assert schedule.switch_on(loaded) == (PIER,)
    publisher.change_to(_content(*NAMES, "Zita Inventada"), '"2"')
    asked, (done,) = _pass()
    assert (asked, done.state, done.edition, done.scheduled) == (1, State.DONE, 2, True)
    said = [
        json.loads(bytes(one or b""))
        for one in ActPayload.objects.order_by("-number").values_list("payload", flat=True)[:2]
    ]
    assert [one["program"] for one in said] == [update_jobs.PROGRAM] * 2
    watch = _watch(loaded)
    assert (watch.by, watch.stopped, watch.failures) == ("Nélia Exemplo", False, 0)
    assert watch.due_at
    assert DAY * 0.8 <= watch.due_at - clock.now() + timedelta(minutes=1) <= DAY
    assert _pass()[0] == 0
    with _in(DAY):
        assert _pass()[0] == 1


def test_a_look_that_finds_nothing_new_counts_and_asks_for_no_body(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    schedule.switch_on(loaded)
    with _in(2 * DAY):
        _, (done,) = _pass()
        assert (done.state, done.unchanged) == (State.DONE, True)
        view = queries.source(loaded, PIER)
        assert (view.edition, view.checked_at) == (1, clock.now())
    assert publisher.requests[-1]["If-None-Match"] == '"1"'


def test_a_file_that_moves_its_tag_and_says_the_same_is_remembered_by_the_new_one(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    publisher.change_to(publisher.content, '"2"')
    assert _by_hand(loaded).unchanged
    assert _by_hand(loaded).unchanged
    assert publisher.requests[-1]["If-None-Match"] == '"2"'


def test_after_another_edition_came_by_file_the_whole_is_asked_for(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    terms = plan(Order("ftm"), loaded.service).terms
    edition = cast.edition({"q-9": [_named("Outra Inventada")]}, source=PIER)
    acts.update(loaded, replace(terms, hold=lambda _, __: None), "0" * 64, lambda: edition)
    assert _by_hand(loaded).edition == 3
    assert "If-None-Match" not in publisher.requests[-1]


def _named(name: str) -> tuple[Property, Json]:
    return Property.PRIMARY_NAME, cast.name(name)


def test_another_marking_or_a_wish_to_read_again_asks_for_the_whole(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    for order in (Order("ftm", again=True), Order("ftm", marking="TLP:GREEN")):
        update_by_fetching(loaded, plan(order, loaded.service), Steps())
        assert "If-None-Match" not in publisher.requests[-1]


def test_an_edition_that_was_held_back_waits_under_its_number_while_the_publisher_says_the_same(
    loaded: Actor, publisher: PublisherSimulator
) -> None:
    schedule.switch_on(loaded)
    before = queries.source(loaded, PIER).checked_at
    publisher.change_to(_content(NAMES[0]), '"2"')
    _, (held,) = _pass()
    assert (held.held, held.edition) == (True, 2)
    publisher.change_to(_content(NAMES[0]), '"3"')
    with _in(DAY):
        assert _pass()[1][0].held
    with _in(2 * DAY):
        assert _pass()[1][0].held
    assert publisher.requests[-1]["If-None-Match"] == '"3"'
    source = queries.source(loaded, PIER)
    assert source.held
    assert (source.held.number, source.edition, source.checked_at) == (2, 1, before)
    assert _watch(loaded).failures == 0
    assert [view.name for view in news.news(cast.actor(Role.SCREENER)).waiting] == [PIER]
    acts.decide(loaded, PIER, 2, accept=False, reason="the publisher mended it")
    assert _by_hand(loaded).held_because
    assert "If-None-Match" not in publisher.requests[-1]


def test_a_list_that_cannot_be_fetched_is_tried_again_later_and_told_plainly(
    loaded: Actor, publisher: PublisherSimulator, client: Client
) -> None:
    schedule.switch_on(loaded)
    publisher.refuse(404)
    moment = clock.now()
    for number in range(1, 4):
        with clock.held_at(moment):
            asked, (failed, *_) = _pass()
            assert (asked, failed.state) == (1, State.FAILED)
            assert _pass()[0] == 0
            watch = _watch(loaded)
            assert watch.failures == number
            assert watch.due_at
            assert watch.due_at - moment <= timedelta(minutes=10) * 2 ** (number - 1)
            moment = watch.due_at
    assert len(publisher.requests) == 4
    with clock.held_at(moment - timedelta(seconds=1)):
        told = news.news(cast.actor(Role.SCREENER))
        assert [view.source for view in told.ailing] == [PIER]
        assert news.news(loaded).failed == ()
        page = _seen(client, loaded, "/")
        assert "could not be brought up to date 3 times running" in page
        assert "answered 404" in page
        assert "The last 3 looks at" in _seen(client, loaded, "/sources")
        states = {one.health for one in work_checks.schedules(loaded)}
        assert states == {Health.WRONG}
    publisher.keep_the_rules()
    with clock.held_at(moment):
        assert _pass()[0] == 1
    assert (_watch(loaded).failures, _watch(loaded).failure, news.news(loaded).ailing) == (0, None, ())


def _seen(client: Client, actor: Actor, address: str) -> str:
    client.force_login(Officer.objects.get(pk=actor.officer), backend="acordo.journal.signing_in.Backend")
    session = client.session
    session["purpose"] = Purpose.UPKEEP.value
    session.save()
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_one_failure_is_told_to_who_keeps_lists_alone(loaded: Actor, publisher: PublisherSimulator) -> None:
    schedule.switch_on(loaded)
    publisher.announce(9_000_000)
    _pass()
    assert _watch(loaded).failure
    assert news.news(cast.actor(Role.SCREENER)).ailing == ()
    assert [one.source for one in news.news(loaded).failed] == [PIER]
    assert [one.health for one in work_checks.schedules(loaded)] == [Health.LOOK]


def test_a_server_that_asks_for_patience_is_given_it(
    loaded: Actor, publisher: PublisherSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "chance", lambda: 0.0)
    schedule.switch_on(loaded)
    for stated, least, most in (("7200", 7200, 7200), ("999999999", 86400, 86400), ("1", 60, 60)):
        publisher.ask_for_patience(503, stated)
        models.Watch.objects.update(due_at=clock.now())
        with clock.held_at(clock.now()):
            _pass()
            due = _watch(loaded).due_at
            assert due
            assert least <= (due - clock.now()).total_seconds() <= most


def test_where_the_officer_has_left_it_stops_and_says_so_until_another_takes_it_over(
    loaded: Actor, publisher: PublisherSimulator, client: Client
) -> None:
    schedule.switch_on(loaded)
    _leave(loaded)
    other = _officer("tome", "Tomé Exemplo", Role.CHIEF)
    assert _pass() == (0, ())
    watch = _watch(other)
    assert (watch.on, watch.stopped, watch.by, watch.due_at) == (True, True, "Nélia Exemplo", None)
    assert [view.source for view in news.news(other).ailing] == [PIER]
    assert "is no longer brought up to date by itself" in _seen(client, other, "/")
    assert "Nélia Exemplo" in _seen(client, other, f"/sources/{PIER}")
    assert [one.health for one in work_checks.schedules(other)] == [Health.WRONG]
    schedule.switch_on(other, PIER)
    assert (_watch(other).by, _watch(other).stopped, _pass()[0]) == ("Tomé Exemplo", False, 1)


def _leave(actor: Actor) -> None:
    with opened(Gate.WRITING):
        Officer.objects.filter(pk=actor.officer).update(is_active=False)


def test_an_officer_who_keeps_lists_no_more_stops_it_too(loaded: Actor) -> None:
    schedule.switch_on(loaded)
    with opened(Gate.WRITING):
        Officer.objects.filter(pk=loaded.officer).update(role=Role.SCREENER)
    assert _pass() == (0, ())
    assert _watch(cast.actor()).stopped


def test_it_is_switched_by_those_who_keep_lists_and_by_an_act(loaded: Actor) -> None:
    with pytest.raises(NotPermitted):
        schedule.switch_on(cast.actor(Role.SCREENER))
    with pytest.raises(queries.NoSuchSource):
        schedule.switch_on(loaded, SourceName("nowhere"))
    schedule.switch_on(loaded)
    schedule.switch_off(loaded, PIER)
    assert (_watch(loaded).on, _pass()) == (False, (0, ()))
    told = [bytes(one) for one in ActPayload.objects.order_by("number").values_list("payload", flat=True) if one]
    assert [b'"on":true' in one.replace(b" ", b"") for one in told[-2:]] == [True, False]


def test_what_nobody_serves_is_not_switched_on(keeper: Actor) -> None:
    with pytest.raises(schedule.NothingToSchedule):
        schedule.switch_on(keeper)
    edition = cast.edition({"L-1": [_named("Ana Inventada")]})
    terms = acts.SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", CLEAR)
    acts.update(keeper, terms, edition.document.digest, lambda: edition)
    with pytest.raises(schedule.NotScheduled):
        schedule.switch_on(keeper, cast.LISTING)


def test_two_workers_that_look_at_once_ask_once_and_never_beside_an_update(loaded: Actor) -> None:
    schedule.switch_on(loaded)
    row = models.Schedule.objects.select_related("source__watch").get()
    assert schedule._put(row)
    row.source.watch.due_at = clock.now()
    assert not schedule._put(row)
    models.Watch.objects.update(due_at=clock.now())
    assert schedule.put_due() == 0
    assert len(update_jobs.updates(PIER)) == 1


def test_a_clock_that_was_put_right_does_not_hold_a_list_back(loaded: Actor) -> None:
    schedule.switch_on(loaded)
    with clock.held_at(clock.now() + 400 * DAY):
        assert _pass()[0] == 1
    assert _pass()[0] == 1
    assert _pass()[0] == 0


def test_a_look_that_nobody_began_is_told(loaded: Actor) -> None:
    schedule.switch_on(loaded)
    assert not _watch(loaded).overdue
    with _in(timedelta(hours=2)):
        assert _watch(loaded).overdue
        assert [one.health for one in work_checks.schedules(loaded)] == [Health.WRONG]


def test_a_cancelled_update_is_no_failure(loaded: Actor) -> None:
    schedule.switch_on(loaded)
    schedule.put_due()
    (asked,) = update_jobs.updates(PIER)
    update_jobs.cancel(loaded, asked.id)
    worker.work(Event(), "test", once=True)
    assert _watch(loaded).failures == 0


def test_the_edition_in_force_stays_until_the_new_one_is_whole(loaded: Actor, publisher: PublisherSimulator) -> None:
    schedule.switch_on(loaded)
    names = (*NAMES, *(f"Pessoa Inventada {n:04}" for n in range(3000)))
    content = _content(*names)
    publisher.change_to(content, '"2"')
    cuts = cycle([len(content) // 5 + 1])
    moment, tries = clock.now(), 0
    while queries.source(loaded, PIER).edition == 1:
        publisher.cuts = [next(cuts)]
        with clock.held_at(moment):
            _pass()
            due = _watch(loaded).due_at
        assert due
        moment, tries = due, tries + 1
        assert queries.source(loaded, PIER).entries in {2, len(names)}
    assert tries == 5
    view = queries.source(loaded, PIER)
    editions = queries.editions(loaded, PIER)
    assert (view.edition, view.entries, view.held) == (2, len(names), None)
    assert editions[-1].digest == hashlib.sha256(content).hexdigest()
    assert list(settings().quarantine_folder.iterdir()) == []


def test_what_an_edition_touched_is_told_on_the_first_page(
    loaded: Actor, publisher: PublisherSimulator, client: Client
) -> None:
    publisher.change_to(_content("Ana Mudada", NAMES[1], "Zita Inventada"), '"2"')
    _by_hand(loaded)
    (latest, first) = news.news(loaded).came
    touched = latest.edition.touched
    assert (touched.added, touched.amended, touched.delisted) == (("q-2",), ("q-0",), ())
    assert first.edition.touched.added == ()
    page = _seen(client, loaded, "/")
    assert "Added: q-2" in page
    assert "Amended: q-0" in page


def test_the_page_of_a_list_switches_it(loaded: Actor, client: Client) -> None:
    assert "not by itself" in _seen(client, loaded, "/sources")
    assert client.post(f"/sources/{PIER}/schedule", {"on": "yes"}).status_code == 302
    assert "every day, in the name of Nélia Exemplo" in _seen(client, loaded, f"/sources/{PIER}")
    assert "next look:" in _seen(client, loaded, "/sources")
    assert client.post(f"/sources/{PIER}/schedule", {"on": "no"}).status_code == 302
    assert not _watch(loaded).on
    assert client.get(f"/sources/{PIER}/schedule").status_code == 405


def test_a_purge_takes_parts_away_by_an_act(loaded: Actor, publisher: PublisherSimulator) -> None:
    publisher.change_to(_content(*NAMES, "Zita Inventada"), '"2"')
    publisher.cuts = [50]
    with pytest.raises(CutOff):
        _by_hand(loaded)
    assert schedule.purge_parts(loaded) == 1
    assert list(settings().quarantine_folder.iterdir()) == []
    with pytest.raises(NotPermitted):
        schedule.purge_parts(cast.actor(Role.SCREENER))


chances = st.floats(0, 1, exclude_max=True)
periods = st.sampled_from([period for one in Schedule if (period := one.period)])


@given(failures=st.integers(1, 10_000), period=periods, chance=chances, wait=st.integers(0, 10_000_000))
def test_a_pause_lies_between_a_minute_and_its_ceiling_and_never_beyond_the_period(
    failures: int, period: timedelta, chance: float, wait: int
) -> None:
    ceiling = min(timedelta(minutes=10) * 2 ** min(failures - 1, 20), period)
    drawn = watching.after_failures(failures, period, chance)
    assert timedelta(minutes=1) <= drawn <= ceiling
    patient = watching.after_failures(failures, period, chance, wait=wait)
    assert min(timedelta(seconds=wait), period) <= patient <= period
    assert patient >= drawn


@given(period=periods, chance=chances)
def test_the_next_look_comes_before_the_list_is_older_than_its_period(period: timedelta, chance: float) -> None:
    assert period * 0.8 <= watching.after_success(period, chance) < period * 0.95 + timedelta(seconds=1)


def test_the_whole_of_a_pause_is_drawn_from() -> None:
    low, high = (watching.after_failures(3, DAY, c) for c in (0.0, 0.999999))
    assert low == timedelta(minutes=1)
    assert timedelta(minutes=39) < high <= timedelta(minutes=40)
