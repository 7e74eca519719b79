"""How Alembic reaches the database and the models."""

from alembic import context
from sqlalchemy import create_engine

import portal.app  # noqa: F401 - declares every table
from portal.core.db import Base, UtcDateTime
from portal.core.sealed import Sealed

URL = context.config.get_main_option("sqlalchemy.url")


def render_item(kind, thing, _context):
    """A migration names plain column types: it must not change when the portal's own types do."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Sealed):
        return "sa.LargeBinary()"
    return False


engine = create_engine(URL)
with engine.connect() as connection:
    # SQLite changes a table by copying it: foreign keys would follow the old one.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
