"""The verbs of the room: make a backup, here or in the background; end or repeat the long work of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from acordo import clock
from acordo.config import settings
from acordo.errors import Refused
from acordo.jobs import handlers, queue
from acordo.jobs.words import State
from acordo.journal import permits
from acordo.journal.gate import Act, perform, witness
from acordo.journal.tail import officer_acting
from acordo.journal.words import Purpose, Role
from acordo.upkeep import backups
from acordo.upkeep.models import Backup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from uuid import UUID

    from acordo.jobs.handlers import Running
    from acordo.journal.words import Actor
    from acordo.upkeep.restoring import Restored
    from acordo.upkeep.words import Made, Progress

KEEPERS = frozenset({Role.CHIEF, Role.OPERATOR})
BACK_UP = permits.declare("upkeep.back_up", KEEPERS, "make a backup")
ASK_BACK_UP = permits.declare("upkeep.ask_back_up", KEEPERS, "have a backup made in the background")
RESTORE = permits.declare("upkeep.restore", KEEPERS, "bring a backup back into an empty home")
UPGRADE = permits.declare("upkeep.upgrade", KEEPERS, "bring the database up to date")
CANCEL_WORK = permits.declare("upkeep.cancel_work", KEEPERS, "end the long work of any officer")
REPEAT_WORK = permits.declare("upkeep.repeat_work", KEEPERS, "begin again long work that failed")

KIND = "upkeep.backup"


class NobodyAsks(Refused):
    """Who asked for long work has left."""

    code = "upkeep.nobody_asks"
    sentence = "The officer who asked for this backup is no longer active. Another officer may ask for it."


def back_up(
    actor: Actor,
    place: Path | None = None,
    *,
    keep: int | None = None,
    progress: Progress = backups.quiet,
    id_: UUID | None = None,
) -> tuple[Made, list[Path]]:
    """Make a backup and prove it; beyond the ``keep`` latest, those in its folder are taken away.

    Raises:
        NotPermitted: the role makes no backups.
        UnfitPlace, NoRoomForBackup, LaterDatabase: none was made.
    """

    def write(made: Made) -> Made:
        note(made, id_)
        return made

    made = perform(actor, Act(BACK_UP, lambda: backups.make(place, progress), write, lambda _, made: _about(made)))
    return made, backups.keep(made.path.parent, keep) if keep else []


def note(made: Made, id_: UUID | None = None) -> None:
    """Keep what a backup is called and what it holds; inside an act."""
    head, _ = made.manifest.head
    Backup.objects.create(
        id=id_ or clock.new_id(),
        made_at=clock.now(),
        path=str(made.path)[:1000],
        size=made.size,
        digest=made.digest,
        head=head,
    )


def _about(made: Made) -> dict[str, Any]:
    return {"file": made.path.name, "digest": made.digest, "head": made.manifest.head[0], "rows": made.manifest.rows}


def ask_for_backup(actor: Actor) -> UUID:
    """Have a backup made by the next free worker; the number of that work."""

    def write(_: None) -> UUID:
        return queue.put(KIND, {}, owner=actor.officer, purpose=actor.purpose, language=actor.language)

    return perform(actor, Act(ASK_BACK_UP, lambda: None, write, lambda _, job: {"job": str(job)}))


def cancel_work(actor: Actor, id_: UUID) -> bool:
    """End long work, whoever asked for it; False where it had ended.

    Raises:
        NoSuchJob: there is none.
    """
    act = Act(CANCEL_WORK, lambda: None, lambda _: queue.ask_to_cancel(id_), lambda _, ended: _work(id_, done=ended))
    ended = perform(actor, act)
    job = queue.job(id_)
    if job.state is State.CANCELLED:  # it had not begun: no worker puts away what it was given
        handlers.handler(job.kind).dropped(job)
    return ended


def repeat_work(actor: Actor, id_: UUID) -> bool:
    """Begin long work again that failed; False where it had not failed."""
    act = Act(REPEAT_WORK, lambda: None, lambda _: queue.begin_again(id_), lambda _, begun: _work(id_, done=begun))
    return perform(actor, act)


def _work(id_: UUID, *, done: bool) -> dict[str, Any]:
    return {"job": str(id_), "done": done}


def note_restore(actor: Actor, restored: Restored) -> None:
    """Leave the line that says from which backup everything before it came."""
    head, _ = restored.manifest.head
    witness(actor, RESTORE, {"digest": restored.digest, "head": head, "made_at": restored.manifest.made_at})


def note_upgrade(actor: Actor, steps: list[str], made: Made | None) -> None:
    """Leave the line of an upgrade, and keep the backup that was made before it."""

    def write(_: None) -> None:
        if made:
            note(made)

    about = {"steps": steps, "backup": _about(made) if made else None}
    perform(actor, Act(UPGRADE, lambda: None, write, lambda _, __: about))


def declare_handler() -> None:
    """Say who makes a backup in the background."""
    handlers.declare(KIND, handlers.Handler(_made_for))


def _made_for(running: Running) -> Mapping[str, Any]:
    """A backup for whoever asked; one that was made before the worker was killed is not made again."""
    job = running.job
    held = Backup.objects.filter(pk=job.id).first()
    if held is None:
        actor = officer_acting(job.owner, Purpose(job.purpose), settings().service)
        if actor is None:
            raise NobodyAsks
        back_up(actor, progress=running.tell, id_=job.id)
        held = Backup.objects.get(pk=job.id)
    return {"file": held.path, "digest": held.digest, "size": held.size}
