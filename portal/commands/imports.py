"""`portal import`: bring a list in."""

import sys
from pathlib import Path

import click
from flask_babel import force_locale

from portal.core import tables
from portal.core.db import breathe, committed, db, transaction
from portal.core.errors import Refused
from portal.events import queries
from portal.events.labels import IMPORT_FIELDS, IMPORT_PROBLEMS, REFUSALS
from portal.events.models import Event, ImportList
from portal.events.operations import importing, list_columns
from portal.web.locale import DEFAULT, LANGUAGES


@click.group("import")
def import_() -> None:
    """Bring lists of people or of companies in."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--event", "slug", required=True, help="The last part of the event's address.")
@click.option("--dry-run", is_flag=True, help="Check every row, register nobody.")
@click.option("--session", type=int, help="Number of the session for rows that name none.")
@click.option("--language", default=DEFAULT, show_default=True, type=click.Choice(list(LANGUAGES)))
@click.option("--send-codes", is_flag=True, help="Send each person their code.")
def registrations(
    file: Path, slug: str, dry_run: bool, session: int | None, language: str, send_codes: bool
) -> None:
    """Register the people of FILE (CSV or XLSX) who agreed to it.

    Rows with a problem are listed and left out; the exit status is then 1. Columns are known by
    their name: name, phone, session (its number, day or title), looking for, trade, city, language.
    """
    from portal.app import create_app

    with create_app().app_context(), force_locale("en"):
        try:
            brought = _import(file, slug, session, language, dry_run, send_codes)
        except Refused as no:
            raise click.ClickException(str(REFUSALS[no.code])) from no
        _say(brought, dry_run=dry_run)
        sys.exit(1 if brought.problems else 0)


def _import(
    file: Path, slug: str, number: int | None, language: str, dry_run: bool, send_codes: bool
) -> ImportList:
    event = queries.event_by_slug(slug)
    if event is None:
        raise click.ClickException(f"No event has the address “{slug}”.")
    session_id = _session_id(event, number)
    rows, ignored = list_columns.people(tables.read(_content(file)))
    with transaction():
        brought = importing.begin(
            event, rows, ignored=ignored, session_id=session_id, language=language
        )
        token = brought.token
        mine = importing.claim(token)
    _work(mine, "Checking   ")
    with transaction():
        checked = _fresh(token)
        if dry_run:
            importing.throw_away(token)
            return checked
        importing.confirm(token, send_messages=send_codes)
        mine = importing.claim(token)
    _work(mine, "Registering")
    return _fresh(token)


def _work(mine: importing.Claim | None, label: str) -> None:
    if mine is None:
        raise click.ClickException("Another worker has this list. See how far it is at the desk.")
    readings = importing.read(mine)
    with click.progressbar(length=len(readings), label=label, file=sys.stderr) as bar:
        while count := committed(lambda: importing.step(mine, readings)):
            bar.update(count)
            breathe()


def _content(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(tables.MOST_BYTES + 1)


def _session_id(event: Event, number: int | None) -> int | None:
    if number is None:
        return event.sessions[0].id if len(event.sessions) == 1 else None
    if not 1 <= number <= len(event.sessions):
        raise click.ClickException(f"The event has {len(event.sessions)} sessions: 1, 2, …")
    return event.sessions[number - 1].id


def _fresh(token: str) -> ImportList:
    found = db.session.query(ImportList).filter_by(token=token).populate_existing()
    return found.one()


def _say(brought: ImportList, *, dry_run: bool) -> None:
    """Every problem on a line of its own, then the sum of it."""
    if brought.ignored:
        click.echo(f"Columns not used: {', '.join(brought.ignored)}")
    for row, column, code in sorted(brought.problems, key=lambda problem: problem[0]):
        where = f"Row {row}, {IMPORT_FIELDS[column]}" if column else f"Row {row}"
        click.echo(f"{where}: {IMPORT_PROBLEMS[code]}")
    bad = len({row for row, *_ in brought.problems})
    done = f"Good rows: {brought.total - bad}" if dry_run else f"Registered: {brought.added}"
    end = " Nobody was registered: this was a dry run." if dry_run else ""
    click.echo(f"{done}. Rows with a problem: {bad}.{end}")
