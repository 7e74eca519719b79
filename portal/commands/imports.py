"""`portal import`: bring a list in."""

import click


@click.group("import")
def import_() -> None:
    """Bring lists of people in."""
