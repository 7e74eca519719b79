"""Bring the database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from portal.settings import ROOT

MIGRATIONS = ROOT / "migrations"


def newest() -> str:
    """The name of the last revision. Two branches conflict in this file, not in production."""
    return (MIGRATIONS / "HEAD").read_text().strip()


def config(database_url: str) -> Config:
    """Alembic's settings for the database at `database_url`."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("path_separator", "os")
    made.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return made


def upgrade(database_url: str) -> None:
    """Run what is missing, up to the newest revision. Does nothing where nothing is."""
    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(database_url), newest())
