"""`portal trades`: the catalogue of trades; ESCO beside it; what a text would find."""

import sys
from pathlib import Path

import click

from portal import settings
from portal.reference import catalogue, esco
from portal.reference import trades as linker
from portal.web.locale import DEFAULT, LANGUAGES


@click.group()
def trades() -> None:
    """Look after the trades that people choose from."""


@trades.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(path_type=Path, exists=True),
)
def import_(paths: tuple[Path, ...]) -> None:
    """Add the occupations of ESCO to the portal's own trades.

    PATH is a CSV file that ESCO publishes, or a folder of them: occupations_fr….csv, one for each
    language (known by the two letters), and ISCOGroups_en….csv. An occupation's ISCO-08 unit group
    is read from the column iscoGroup, else from the column code, else from the file of another
    language: bring at least one that has it. What was known in the same language is replaced;
    the same files again change nothing. Kept in the data folder; the web server and the workers
    read it when they start.

    Download from https://esco.ec.europa.eu (CC BY 4.0).
    """
    files = esco.files_in(list(paths))
    if not files:
        raise click.ClickException("No file of ESCO there: occupations_fr.csv, ISCOGroups_en.csv …")
    folder = settings.load().data_dir
    known = esco.load(folder)
    for file in files:
        _read(file, known)
    if not known.placed:
        raise click.ClickException(
            "No occupation has a unit group: bring a file with the column iscoGroup or code too."
        )
    new = esco.save(known, folder)
    click.echo("\n".join(_summary(known, new=new)))


def _read(file: Path, into: esco.Esco) -> None:
    size, last = file.stat().st_size, 0
    with click.progressbar(length=size, label=f"{file.name:32}", file=sys.stderr) as bar:
        try:
            for place in esco.read(file, into):
                bar.update(place - last)
                last = place
        except esco.NotEsco as error:
            raise click.ClickException(str(error)) from error
        bar.update(size - last)


def _summary(known: esco.Esco, *, new: bool) -> list[str]:
    everyone = {one for names in known.names.values() for one in names}
    lines = [
        f"Occupations: {len(known.placed)}, in {len(set(known.groups_of.values()))} unit groups."
    ]
    for language, names in sorted(known.names.items()):
        placed = [len(names[one]) for one in names if one in known.groups_of]
        source = known.files[f"occupations_{language}"]
        lines.append(f"  {language}: {len(placed)} occupations, {sum(placed)} names, from {source}")
    if len(everyone) > len(known.placed):
        lines.append(f"Left out, their unit group is in no file: {len(everyone - known.placed)}.")
    kept = f"Kept in {esco.FILE} of the data folder. Restart the web server and the workers."
    return [*lines, kept if new else "Nothing new: all this was known.", esco.ATTRIBUTION]


@trades.command()
@click.argument("text")
@click.option("--language", default=DEFAULT, show_default=True, type=click.Choice(list(LANGUAGES)))
def find(text: str, language: str) -> None:
    """Print the five trades that TEXT may mean, the likeliest first.

    A line each: score (0 to 1, * if sure), ISCO-08 unit group, code, name.
    """
    linker.keep_in(settings.load().data_dir)
    found = linker.find(text, language)
    for one in found.trades:
        mark = "*" if one.sure else " "
        click.echo(f"{one.score:.2f}{mark}  {one.isco}  {one.code:28}  {one.label}")
    if not found.sure:
        click.echo("Not sure: none of these may be meant.")


@trades.command("list")
@click.option("--language", default=DEFAULT, show_default=True, type=click.Choice(list(LANGUAGES)))
def list_(language: str) -> None:
    """Print the portal's own trades: ISCO-08 unit group, code, name."""
    for one in sorted(catalogue.trades(), key=lambda trade: (trade.isco, trade.code)):
        click.echo(f"{one.isco}  {one.code:28}  {one.names[language][0]}")
