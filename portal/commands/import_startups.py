"""`portal import startups`: bring a list of companies in."""

import sys
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale

from portal.core import tables
from portal.core.db import breathe, committed, transaction
from portal.core.errors import Refused
from portal.reference import trades
from portal.startups.labels import REFUSALS
from portal.startups.operations import importing, list_columns, list_rows
from portal.startups.queries import lists
from portal.startups.rules.lists import MOST_ROWS, Alike
from portal.startups.states import LegalForm
from portal.startups.texts.desk import LIST_FIELDS, LIST_PROBLEMS


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Check every row, add no company.")
@click.option(
    "--form",
    type=click.Choice([str(one) for one in LegalForm]),
    help="Legal form of rows that name none.",
)
@click.option("--programme", default="", help="Programme of rows that name none, like W4I.")
@click.option(
    "--alike",
    default=str(Alike.LEAVE),
    show_default=True,
    type=click.Choice([str(one) for one in Alike]),
    help="Rows that look like a company we have: leave them out, fill in what is empty there, or"
    " add them as others.",
)
def startups(file: Path, dry_run: bool, form: str | None, programme: str, alike: str) -> None:
    """Add the companies of FILE (CSV or XLSX, 500 rows at most) as draft pages.

    Nobody keeps these pages yet: invite the founders at the desk. Rows with a problem are listed
    and left out; the exit status is then 1. The same file twice adds nothing twice. Columns are
    known by their name: name, legal form, sector or trade, city, phone, WhatsApp, programme,
    supported by, hub, address, name of the founder.
    """
    from portal.app import create_app

    with create_app().app_context(), force_locale("en"):
        try:
            with file.open("rb") as source:
                content = source.read(tables.MOST_BYTES + 1)
            said, ignored = list_columns.companies(tables.read(content))
            rows = list_rows.read(said[: MOST_ROWS + 1], form=form or "", programme=programme)
            became = _look(rows) if dry_run else _take(rows, ignored, Alike(alike))
        except Refused as no:
            raise click.ClickException(str(REFUSALS[no.code])) from no
        _say(rows, ignored, became)
        sys.exit(1 if any(row["problems"] for row in rows) else 0)


def _look(rows: list[dict[str, Any]]) -> str:
    if len(rows) > MOST_ROWS:
        raise Refused("companies_many", "file")
    good = [row for row in rows if not row["problems"]]
    known = len(lists.looks_like(good))
    return f"Good rows: {len(good)}, of which {known} look like a company we have. " + (
        "Nothing was added: this was a dry run."
    )


def _take(rows: list[dict[str, Any]], ignored: list[str], alike: Alike) -> str:
    with transaction():
        token = importing.begin(rows, ignored, 0).token
    trades.known()  # slow the first time: before the transactions
    good = sum(not row["problems"] for row in rows)
    with click.progressbar(length=good, label="Adding", file=sys.stderr) as bar:
        while count := committed(lambda: importing.step(token, alike, 0)):
            bar.update(count)
            breathe()
    brought = lists.brought(token)
    became = lists.became(brought) if brought else {}
    names = {"added": "Added", "filled": "Completed", "left": "Left out, we have them"}
    return ". ".join(f"{word}: {became.get(name, 0)}" for name, word in names.items()) + "."


def _say(rows: list[dict[str, Any]], ignored: list[str], became: str) -> None:
    """Every problem on a line of its own, then the sum of it."""
    if ignored:
        click.echo(f"Columns not used: {', '.join(ignored)}")
    for row in rows:
        for column, code in row["problems"]:
            click.echo(f"Row {row['row']}, {LIST_FIELDS[column]}: {LIST_PROBLEMS[code]}")
    bad = sum(bool(row["problems"]) for row in rows)
    click.echo(f"{became} Rows with a problem: {bad}.")
