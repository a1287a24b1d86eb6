"""The command line as a stranger meets it: real processes, a real home, invented lists."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.homes import SERVER, Home, make_home_in, new_database
from tests.names.documents import passport

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

same_on_any_database = pytest.mark.skipif(bool(SERVER), reason="the kind of database plays no part: tried on SQLite")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one invented list of forty persons."""
    home = make_home_in(tmp_path_factory.mktemp("listed"), init=("--service", "alder"))
    _update(home, _ftm(home.path.parent / "first.json", (f"Invented{i} Makonga" for i in range(40))))
    return home


def _ftm(path: Path, names: Iterable[str]) -> Path:
    lines = [
        {
            "id": f"p{i}",
            "schema": "Person",
            "caption": name,
            "properties": {"name": [name], "birthDate": ["1988-06-15"]},
        }
        for i, name in enumerate(names)
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return path


def _update(home: Home, path: Path, *more: str) -> str:
    return home.acordo("lists", "update", "ftm", "--file", str(path), "--source", "made", *more)


def test_a_home_is_made_without_asking_and_only_its_owner_can_read_its_secrets(home: Home) -> None:
    for name in ("token", "secret"):
        assert stat.S_IMODE((home.path / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    before = (home.path / "token").read_text()
    home.acordo("init")
    assert (home.path / "token").read_text() == before
    assert "holds" in home.acordo("journal", "verify")


@same_on_any_database
def test_without_a_home_every_command_says_what_to_do(tmp_path: Path, home: Home) -> None:
    elsewhere = Home(tmp_path / "none", home.environment | {"ACORDO_HOME": str(tmp_path / "none")})
    for words in (("lists", "ls"), ("screen", "Ana"), ("journal", "verify")):
        done = elsewhere.run(*words)
        assert done.returncode == 4
        assert "acordo init" in done.stderr
        assert "[cli.no_home]" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_stolen_looking_token_is_refused(listed: Home, tmp_path: Path) -> None:
    forged = tmp_path / "var"
    forged.mkdir()
    (forged / "token").write_text("not-a-token\n")
    (forged / "secret").write_text("x" * 50)
    url = listed.environment.get("ACORDO_DATABASE_URL", f"sqlite:///{listed.path / 'acordo.sqlite3'}")
    environment = listed.environment | {"ACORDO_HOME": str(forged), "ACORDO_DATABASE_URL": url}
    done = Home(forged, environment).run("lists", "ls")
    assert done.returncode == 3
    assert "[journal.unknown_token]" in done.stderr


def test_lists_ls_shows_age_counts_and_marking(listed: Home) -> None:
    (row,) = json.loads(listed.acordo("lists", "ls", "--json"))
    assert (row["source"], row["entries"], row["names"], row["age"]) == ("made", 40, 40, "fresh")
    assert row["marking"] == "UNCLASSIFIED//ORIGINATOR ONLY"


@same_on_any_database
def test_a_file_without_a_marking_is_for_this_service_only_and_says_so(home: Home) -> None:
    path = _ftm(home.path.parent / "some.json", ["Ana Invented"])
    done = home.run("lists", "update", "ftm", "--file", str(path), "--source", "some")
    assert done.returncode == 0
    assert "ORIGINATOR ONLY" in done.stderr
    assert "Invented" in home.acordo("screen", "Ana Invented")


def test_a_screening_for_a_program_carries_what_a_program_needs(listed: Home) -> None:
    answer = json.loads(listed.acordo("screen", "Makonga Invented7", "--born", "1988-06-15", "--json"))
    hit = answer["hits"][0]
    assert (hit["entry_id"], hit["matched_name"], hit["rank"]) == ("made/p7", "Invented7 Makonga", 1)
    assert 0 < hit["score"] <= 1
    assert {finding["verdict"] for finding in hit["findings"]} >= {"agrees"}
    assert answer["searched"] == 40


@same_on_any_database
def test_passport_lines_are_asked_from_an_option_or_from_the_input(listed: Home) -> None:
    lines = passport("INVENTED", "MAKONGA")
    given = json.loads(listed.acordo("screen", "--mrz", lines, "--json"))
    assert given["query"]["names"] == ["MAKONGA INVENTED"]
    assert given["query"]["born"] == "1971-05-02"
    read = listed.run("screen", "--mrz", "-", "--json", stdin=lines)
    assert json.loads(read.stdout)["query"] == given["query"]


def test_a_screening_without_hits_is_no_failure(listed: Home) -> None:
    done = listed.run("screen", "Nobody Whosoever")
    assert done.returncode == 0
    assert "no proof" in done.stdout


@same_on_any_database
def test_asking_where_no_list_is_loaded_says_so_rather_than_that_nobody_was_found(home: Home) -> None:
    assert "No list is loaded" in home.acordo("screen", "Ana Invented")


@same_on_any_database
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("screen", ""), "names.unreadable"),
        (("screen", "12345"), "names.unreadable"),
        (("screen", "--mrz", "P<UTO"), "mrz.layout"),
        (("screen", "x" * 1001), "names.unreadable"),
        (("screen", "Ana", "--born", "1988-13-01"), "facts.unreadable_date"),
        (("screen", "Ana", "--nationality", "Nowhere"), "screening.unreadable_value"),
        (("screen", "Ana", "--sex", "perhaps"), "screening.unreadable_value"),
        (("screen", "Ana", "--threshold", "7"), "cli.unfit_number"),
        (("screen", "Ana", "--limit", "0"), "cli.unfit_number"),
        (("screen", "Ana", "--purpose", "curiosity"), "cli.unknown_purpose"),
        (("lists", "update", "ftm", "--file", "x"), "cli.no_source_name"),
        (("lists", "update", "ftm", "--file", "x", "--source", "Bad Name"), "cli.unfit_source_name"),
        (("lists", "update", "un_sc", "--file", "/nowhere/x.xml"), "lists.unreadable"),
        (("entries", "show", "nonsense"), "facts.unreadable_entry_id"),
        (("entries", "show", "made/p1", "--as-of", "someday"), "cli.unreadable_day"),
    ],
)
def test_bad_input_gets_a_sentence_a_code_and_exit_two(listed: Home, words: tuple[str, ...], code: str) -> None:
    done = listed.run(*words)
    assert done.returncode == 2, done.stderr
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


@same_on_any_database
def test_compare_needs_no_home(tmp_path: Path, home: Home) -> None:
    elsewhere = Home(tmp_path / "none", home.environment | {"ACORDO_HOME": str(tmp_path / "none")})
    assert json.loads(elsewhere.acordo("compare", "Momade Issufo", "Muhammad Yusuf", "--json"))["match"] is True
    assert not (tmp_path / "none").exists()


@same_on_any_database
def test_the_index_alone_can_be_asked_and_says_that_it_is_no_act(listed: Home) -> None:
    listed.acordo("screen", "Makonga Invented7")
    done = listed.run("screen", "Makonga Invented7", "--no-register", "--json")
    assert "not an act" in done.stderr
    assert json.loads(done.stdout)["hits"][0]["entry_id"] == "made/p7"


@same_on_any_database
def test_the_three_languages_speak_at_the_command_line(listed: Home) -> None:
    spoken = {
        language: Home(listed.path, listed.environment | {"ACORDO_LANGUAGE": language}).acordo("screen", "Nobody Here")
        for language in ("pt", "en", "ru")
    }
    assert len(set(spoken.values())) == 3
    assert any("а" <= letter <= "я" for letter in spoken["ru"])


def test_an_update_shows_what_changed_and_a_value_as_of_a_day_can_be_read(home: Home, tmp_path: Path) -> None:
    names = ["Ana Invented", *(f"Invented{i} Makonga" for i in range(29))]
    _update(home, _ftm(tmp_path / "1.json", names))
    report = json.loads(_update(home, _ftm(tmp_path / "2.json", ["Ana Changed", *names[1:-1]]), "--json"))
    assert (report["amended"], report["delisted"], report["added"]) == (["p0"], ["p29"], [])
    changes = json.loads(home.acordo("lists", "changes", "made", "--json"))
    assert [value["value"]["text"] for value in changes["amended"]["p0"]["added"]] == ["Ana Changed"]
    shown = json.loads(home.acordo("entries", "show", "made/p0", "--json"))
    assert shown["title"] == "Ana Changed"
    steps = json.loads(home.acordo("entries", "history", "made/p0", "--json"))["history"]
    assert [step["edition"] for step in steps] == [2, 1]
    again = home.acordo("lists", "update", "ftm", "--file", str(tmp_path / "2.json"), "--source", "made")
    assert "nothing changed" in again


def test_what_was_not_understood_in_an_edition_can_be_seen_again(home: Home, tmp_path: Path) -> None:
    party = {"id": "p0", "schema": "Person", "properties": {"name": ["Ana Invented"], "birthDate": ["long ago"]}}
    (tmp_path / "1.json").write_text(json.dumps(party) + "\n")
    _update(home, tmp_path / "1.json")
    (edition,) = json.loads(home.acordo("lists", "editions", "made", "--json"))
    assert [(one["path"], one["example"]) for one in edition["alarms"]] == [("properties.birthDate", "long ago")]


def test_a_list_that_shrank_is_held_and_waits_for_an_officers_word(home: Home, tmp_path: Path) -> None:
    _update(home, _ftm(tmp_path / "1.json", (f"Invented{i} Makonga" for i in range(30))))
    told = _update(home, _ftm(tmp_path / "2.json", ["Invented0 Makonga"]))
    assert "held back; what is in force stays as it is" in told
    assert json.loads(home.acordo("lists", "ls", "--json"))[0]["entries"] == 30
    home.acordo("lists", "decide", "made", "2", "--accept", "--reason", "the sender confirmed it by telephone")
    assert json.loads(home.acordo("lists", "ls", "--json"))[0]["entries"] == 1


def test_many_at_once_neither_fork_the_chain_nor_lose_a_line(listed: Home) -> None:
    before = int(listed.acordo("journal", "verify").split()[3])
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda i: listed.run("screen", f"Makonga Invented{i}"), range(8)))
    assert [process.returncode for process in done] == [0] * 8
    assert int(listed.acordo("journal", "verify").split()[3]) == before + 8 + 1


def test_an_update_killed_at_any_moment_leaves_the_old_register_or_the_new(home: Home, tmp_path: Path) -> None:
    _update(home, _ftm(tmp_path / "1.json", (f"Invented{i} Makonga" for i in range(30))))
    big = _ftm(tmp_path / "2.json", (f"Another{i} Duarte" for i in range(20_000)))
    words = home.command("lists", "update", "ftm", "--file", str(big), "--source", "made")
    for seconds in (0.8, 1.4, 2.0, 3.5):
        process = subprocess.Popen(words, env=home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        (row,) = json.loads(home.acordo("lists", "ls", "--json"))
        assert (row["entries"], row["names"]) in {(30, 30), (20_000, 20_000)}
        if row["entries"] == 20_000:  # it was in force before the end, which only brings the index in step
            break
    _update(home, big)
    (row,) = json.loads(home.acordo("lists", "ls", "--json"))
    assert (row["entries"], row["names"]) == (20_000, 20_000)
    assert "holds" in home.acordo("journal", "verify")


@pytest.mark.database
@pytest.mark.skipif(not SERVER, reason="roles and owners are PostgreSQL's")
def test_on_postgresql_the_desk_works_as_a_role_that_does_not_own_the_journal(tmp_path: Path) -> None:
    import psycopg

    owner = new_database()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS acordo_desk")
        connection.execute("CREATE ROLE acordo_desk LOGIN")
    desk = owner.replace("postgres@", "acordo_desk@")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ACORDO_", "DJANGO_"))}
    urls = {"ACORDO_DATABASE_URL": desk, "ACORDO_DATABASE_OWNER_URL": owner}
    home = Home(tmp_path / "var", kept | urls | {"ACORDO_HOME": str(tmp_path / "var"), "ACORDO_LANGUAGE": "en"})
    assert "owns the journal" not in home.run("init", "--service", "alder").stderr
    working = Home(home.path, {key: value for key, value in home.environment.items() if "OWNER" not in key})
    _update(working, _ftm(tmp_path / "1.json", ["Ana Invented Makonga"]))
    assert "made/p0" in working.acordo("screen", "Ana Invented Makonga")
    assert "holds" in working.acordo("journal", "verify")
    for way in (
        "ALTER TABLE journal_actline DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_actline_no_delete ON journal_actline",
        "TRUNCATE journal_actline",
        "DELETE FROM journal_actline",
        "UPDATE journal_actline SET chained = ''",
        "DROP TABLE journal_actline",
    ):
        with psycopg.connect(desk) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(way)


@same_on_any_database
@pytest.mark.parametrize("folder", ["a#b", "a?b", "a%20b", "a b"])
def test_a_home_of_any_name_holds_its_own_database(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    made = make_home_in(tmp_path / folder, init=("--service", "alder"))
    assert (made.path / "acordo.sqlite3").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [folder]


def test_init_mends_a_token_that_the_database_does_not_know_and_an_empty_secret(home: Home) -> None:
    for spoiled in (b"", b"not-a-token\n", b"\xff\xfe\n"):
        (home.path / "token").write_bytes(spoiled)
        (home.path / "secret").write_bytes(b"")
        done = home.run("lists", "ls")
        assert (done.returncode, "[journal.unknown_token]" in done.stderr) == (3, True)
        home.acordo("init")
        assert len((home.path / "secret").read_text()) > 40
        home.acordo("lists", "ls")
    assert not list(home.path.glob(".*"))
    before = (home.path / "token").read_text()
    (home.path / "token").unlink()
    home.acordo("init")
    (home.path / "token").write_text(before)
    assert home.run("lists", "ls").returncode == 3


@same_on_any_database
@pytest.mark.parametrize(
    ("changed", "exit_code", "said"),
    [
        ({"ACORDO_HOME": "/dev/null"}, 7, "[cli.unfit_home]"),
        ({"ACORDO_HOME": "/proc/nope"}, 7, "[cli.unfit_home]"),
        ({"ACORDO_TIME_ZONE": "Africa"}, 2, "time_zone"),
        ({"ACORDO_SERVICE": ""}, 2, "service"),
        ({"ACORDO_DATABASE_OWNER_URL": "nonsense"}, 2, "database_owner_url"),
        ({"ACORDO_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, 7, "[cli.no_database]"),
    ],
)
def test_an_init_that_cannot_be_done_says_why(home: Home, changed: dict[str, str], exit_code: int, said: str) -> None:
    done = Home(home.path, home.environment | changed).run("init")
    assert done.returncode == exit_code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@same_on_any_database
def test_words_that_are_no_text_are_refused_and_a_plain_locale_is_no_obstacle(listed: Home) -> None:
    done = listed.run("screen", "Ana\udcff")
    assert (done.returncode, "[cli.unreadable_words]" in done.stderr) == (2, True)
    plain = Home(listed.path, listed.environment | {"LC_ALL": "C", "PYTHONUTF8": "0", "ACORDO_LANGUAGE": "ru"})
    assert plain.run("screen", "Nobody Here").returncode == 0
    assert listed.run("officers", "appoint", "x" * 65, "--name", "Ana", "--role", "analyst").returncode == 2


@same_on_any_database
def test_a_locked_database_is_told_in_a_sentence(home: Home) -> None:
    import sqlite3

    path = home.path / "acordo.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    done = home.run("lists", "ls")
    assert (done.returncode, "Traceback" in done.stderr) == (7, False)
    path.unlink()
    sqlite3.connect(path).close()
    path.chmod(0o400)
    assert "Traceback" not in home.run("lists", "ls").stderr


@pytest.mark.database
@pytest.mark.skipif(not SERVER, reason="roles are PostgreSQL's")
def test_an_init_as_a_role_without_rights_says_so(tmp_path: Path) -> None:
    import psycopg

    url = new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS acordo_nobody")
        connection.execute("CREATE ROLE acordo_nobody LOGIN")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ACORDO_", "DJANGO_"))}
    urls = {"ACORDO_DATABASE_URL": url.replace("postgres@", "acordo_nobody@"), "ACORDO_HOME": str(tmp_path / "var")}
    done = Home(tmp_path / "var", kept | urls | {"ACORDO_LANGUAGE": "en"}).run("init", "--service", "alder")
    assert (done.returncode, "[cli.no_database]" in done.stderr) == (7, True), done.stderr
