"""The verb of the room: ``screen`` one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo import clock
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.journal.words import Role
from acordo.matching import POLICY_VERSION, THRESHOLD
from acordo.register import queries as register
from acordo.screening.asking import Asked, asked_by
from acordo.screening.models import Screening
from acordo.screening.words import HitView, ScreeningView, written_hit, written_query, written_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from acordo.journal.words import Actor
    from acordo.matching import Query

ASKERS = frozenset({Role.SCREENER, Role.ANALYST, Role.APPROVER, Role.RELEASING, Role.LIAISON, Role.CHIEF})
SCREEN = permits.declare("screening.screen", ASKERS, "screen one name")
LIMIT = 10


def screen(
    actor: Actor,
    query: Query,
    *,
    threshold: float = THRESHOLD,
    limit: int = LIMIT,
    among: Collection[str] | None = None,
    compiling: Callable[[], None] = lambda: None,
) -> ScreeningView:
    """Ask for a name, and keep the question with its answer.

    ``among`` names the sources that are asked; None is all that the officer sees. ``compiling`` is called first where
    the index must be built, which takes a while.

    Raises:
        NotPermitted: the officer's role does not screen.
        UnreadableName: a name has no letters, or is longer than any name.
    """

    def work() -> tuple[Asked, tuple[HitView, ...]]:
        asked = asked_by(actor, compiling)
        if among is not None:
            asked = asked.among(among)
        (hits,) = asked.hits([query], threshold, limit)
        titles = register.titles(actor, [hit.entry_id for hit in hits], asked.at) if hits else {}
        return asked, tuple(asked.shown(hits, titles))

    def write(prepared: tuple[Asked, tuple[HitView, ...]]) -> ScreeningView:
        asked, hits = prepared
        row = Screening.objects.create(
            officer=actor.officer,
            at=clock.now(),
            purpose=actor.purpose,
            query=written_query(query),
            hits=[written_hit(hit) for hit in hits],
            searched=asked.searched,
            sources=[written_source(source) for source in asked.sources_asked],
            policy=POLICY_VERSION,
            register_number=asked.index.state.register_number,
        )
        return ScreeningView(
            id=row.pk,
            at=row.at,
            officer=row.officer,
            purpose=row.purpose,
            query=query,
            hits=hits,
            searched=row.searched,
            sources=asked.sources_asked,
            policy=row.policy,
            register_number=row.register_number,
        )

    def about(_: object, kept: ScreeningView) -> dict[str, object]:
        return {
            "screening": str(kept.id),
            "names": list(query.names),
            "hits": [hit.entry_id for hit in kept.hits],
            "policy": kept.policy,
            "register_number": kept.register_number,
        }

    return perform(actor, Act(SCREEN, work, write, about))
