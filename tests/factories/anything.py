"""A row of any table, each of its columns filled, so that a new column is never forgotten."""

import re
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Table
from sqlalchemy.types import Boolean, Date, Integer, LargeBinary

from portal.core.clock import now
from portal.core.db import Base, UtcDateTime, db, transaction
from portal.core.sealed import Sealed

_numbers = count(1)


def model_of(table: Table) -> type[Base]:
    return next(m.class_ for m in Base.registry.mappers if m.local_table is table)


def allowed(table: Table) -> dict[str, Any]:
    """column -> a word or a number that its constraint allows."""
    found: dict[str, Any] = {}
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            ranged = re.match(r"(\w+) BETWEEN (-?\d+) AND", str(constraint.sqltext))
            if ranged:
                found[ranged[1]] = int(ranged[2])
            told = re.match(r"(\w+) IN \('([^']+)'", str(constraint.sqltext))
            if told:
                found[told[1]] = told[2]
    return found


def filled(table: Table, mark: str, **given: Any) -> dict[str, Any]:
    """Values for every column: text holds `mark` and the column's name; no foreign keys."""
    words = allowed(table)
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.key in given:
            values[column.key] = given[column.key]
        elif column.key in words:
            values[column.key] = words[column.key]
        elif not column.foreign_keys and not (column.primary_key and column.autoincrement is True):
            if column.primary_key and isinstance(column.type, Integer):
                continue
            values[column.key] = _value(column, mark)
    return values


def add(table: Table, mark: str, **given: Any) -> Any:
    """Write such a row and return it."""
    row = model_of(table)(**filled(table, mark, **given))
    with transaction():
        db.session.add(row)
    return row


def _value(column: Column[Any], mark: str) -> Any:
    kind, text = column.type, f"{mark}-{column.key}"
    if isinstance(kind, UtcDateTime):
        return now()
    for types, value in (
        (Boolean, False),
        (Date, date(2027, 2, 12)),
        (Integer, next(_numbers) % 90 + 1),
        (JSON, [text]),
    ):
        if isinstance(kind, types):
            return value
    if isinstance(kind, Sealed):
        return text
    if isinstance(kind, LargeBinary):
        return f"{text}-{next(_numbers)}".encode()
    return f"{text}-{next(_numbers)}"


def moments(row: Any, names: tuple[str, ...], at: datetime) -> None:
    """Move these moments of a row."""
    with transaction():
        fresh = db.session.get_one(type(row), row.id)
        for name in names:
            setattr(fresh, name, at)
