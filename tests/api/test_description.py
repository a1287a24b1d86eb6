"""The API is what its description says: every operation, every failure, whatever is sent."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from acordo.desk.api import description
from tests.documentation import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.live import Served

SECONDS = 40
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            yield f"{method.upper()} {path}", told


def test_it_is_openapi_3_1_and_names_the_way_to_show_a_token() -> None:
    told = description()
    assert told["openapi"].startswith("3.1")
    assert told["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"


def test_every_failure_of_every_operation_is_a_problem() -> None:
    for name, told in _operations():
        failures = {status: answer for status, answer in told["responses"].items() if int(status) >= 400}
        assert {"400", "406", "411", "413", "500", "503"} <= failures.keys(), name
        assert {"401", "403"} <= failures.keys() or not told.get("security"), name
        assert all(answer["content"] == PROBLEM for answer in failures.values()), name


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own() -> None:
    names = [told["operationId"] for _, told in _operations()]
    assert len(set(names)) == len(names)
    assert all(told["description"] for _, told in _operations())


def test_schemathesis_finds_nothing(served: Served) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.api.formats"}
    choices = {
        "--url": served.address,
        "--header": f"Authorization: Bearer {served.token}",
        "--checks": "all",
        "--max-time": str(SECONDS),
        "--max-examples": "8",
        "--seed": "1",
        "--generation-database": "none",
        "--generation-allow-x00": "false",
    }
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{served.address}/api/v1/openapi.json"),
            *(word for choice in choices.items() for word in choice),
            "--continue-on-failure",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=served.home.path.parent,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "passed" in run.stdout
