"""Keep a person's file: what her counsellors know, and nobody else."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.people.models import Person, PersonFile
from portal.people.queries import reads
from portal.people.states import WorkRoute


@dataclass(frozen=True)
class FileAnswers:
    """What a counsellor wrote down. Residence status is not among it, on purpose."""

    work_route: str = WorkRoute.COUNSELLOR
    weeks: int = 0
    sex: str | None = None
    birth_year: int | None = None
    help_wanted: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    counsellor_id: int | None = None
    hub: str = ""


def stamp(person: Person) -> str:
    """Stands for the file as it is now: a form brings it back."""
    return person.file.changed_at.isoformat() if person.file else ""


def was_read(person_id: int) -> bool:
    """Did who asks look at this file within the hour? One line is enough, however often the page
    is loaded."""
    return reads.looked_already(person_id)


def note_read(person_id: int) -> None:
    """Someone of the team looks at a file (asked only where was_read() says no)."""
    audit.record(reads.FILE_READ, f"person:{person_id}")


def note_phone_seen(person_id: int) -> None:
    """Someone of the team asked for the whole number."""
    audit.record(reads.PHONE_SEEN, f"person:{person_id}")


def change(person: Person, said: FileAnswers, *, seen: str, staff_id: int) -> None:
    """Keep what was written. `seen`: the stamp of the file that its writer had before her.

    Raises Refused("file_changed") when someone else wrote meanwhile.
    """
    file = _locked(person, seen)
    changed = [name for name in _columns(said) if getattr(file, name) != getattr(said, name)]
    for name in changed:
        setattr(file, name, getattr(said, name))
    if {"work_route", "weeks"} & set(changed):
        file.work_route_by, file.work_route_at = staff_id, now()
    if said.hub and said.hub != person.hub:
        person.hub, file.counsellor_id = said.hub, None  # whoever follows her is there
        changed.append("hub")
    if changed:
        _keep(person, file, changed)


def step_done(person: Person, *, seen: str) -> None:
    """The next step was taken. Raises Refused("file_changed")."""
    file = _locked(person, seen)
    if file.next_step or file.next_step_on:
        file.next_step, file.next_step_on = None, None
        _keep(person, file, ["next_step_done"])


def _columns(said: FileAnswers) -> list[str]:
    return [name for name in vars(said) if name != "hub"]


def _locked(person: Person, seen: str) -> PersonFile:
    # Of two counsellors who write at once, the second waits for the first.
    locked = select(Person).where(Person.id == person.id).with_for_update()
    db.session.scalars(locked.execution_options(populate_existing=True)).one()
    if person.file is not None:
        db.session.refresh(person.file)
    if stamp(person) != seen:
        raise Refused("file_changed")
    if person.file is None:
        person.file = PersonFile(work_route=WorkRoute.COUNSELLOR, weeks=0)
    return person.file


def _keep(person: Person, file: PersonFile, changed: list[str]) -> None:
    file.changed_at = now()
    db.session.flush()
    audit.record("people.file.changed", f"person:{person.id}", ",".join(changed))
