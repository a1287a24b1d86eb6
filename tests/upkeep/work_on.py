"""Screens names and brings a list up to date, again and again, until it is ended."""

from __future__ import annotations

import signal
import sys
from datetime import date
from typing import NoReturn


def main() -> None:
    """Work on in the home of the environment; a line for each round."""
    from acordo.cli.registering import actor

    acting = actor("inquiry")
    from acordo.facts import Property
    from acordo.markings import CLEAR
    from acordo.matching import Query
    from acordo.register import acts as register
    from acordo.register.acts import SourceTerms
    from acordo.screening import acts as screening
    from tests import cast

    terms = SourceTerms(
        cast.LISTING, "listing", "The invented list", "A publisher", "public", CLEAR, lambda _, __: None
    )
    for turn in range(1_000_000):
        screening.screen(acting, Query(names=(f"Nobody Invented{turn}",)))
        stated = {f"L-{turn}": [(Property.PRIMARY_NAME, cast.name(f"Turning Exemplo {turn}"))]}
        edition = cast.edition(stated, issued=date(2026, 1, 1), digest=f"{turn:064x}")
        register.update(acting, terms, edition.document.digest, lambda edition=edition: edition)  # type: ignore[misc]
        sys.stdout.write(f"{turn}\n")
        sys.stdout.flush()


def _end(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    main()
