"""People of whom every column holds a mark of its own, and a reader who looks for the marks.

The tables are read from the models: a column that is added tomorrow is marked tomorrow. Instants,
yes-or-no and words of a fixed list (states) can't hold a mark.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table

from portal.core.clock import now
from portal.core.db import Base, UtcDateTime, db, transaction

FIRST_ID = 5000  # far from what the database counts by itself
# What belongs to somebody who looks for work. Everything that points at these is hers as well.
ROOTS = {"account", "person", "registration"}
# … except what speaks of an employer, and the papers that both sides read and sign.
NOT_HERS = {"membership", "agreement", "signature", "evaluation"}
PHONES = {"account.phone": "67", "registration.phone": "68"}

NO_MARK = (Boolean, Date, UtcDateTime)

_TABLES = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
_MARK = re.compile(r"zq(\d\d)(\d\d)x(\d{4})qz")
_NUMBER = re.compile(r"(?<![\w.-])1(\d\d)(\d\d)(\d{4})(?![\w.-])")
_SHARE = re.compile(r"0[.,]1(\d\d)(\d\d)(\d{4})7")
_PHONE = re.compile(r"(67|68)(\d{4})777")
_SPACES = re.compile(r"[\s\u00a0\u202f\u200e\u200f\u2066-\u2069.-]+")


def hers() -> list[Table]:
    """The tables that hold something of a person, parents first."""
    found: dict[str, Table] = {}
    for table in Base.metadata.sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        points = parents & set(found) or {"account_id", "person_id"} & set(table.columns.keys())
        if table.name not in NOT_HERS and (table.name in ROOTS or points):
            found[table.name] = table
    return list(found.values())


def plant(count: int, known: dict[str, object], given) -> None:
    """`count` people. `known`: where a foreign key leads that is no person's ("opportunity": 3).

    `given(table, number)`: values that a test needs, or None where this person has no such row.
    """
    for table in hers():
        rows = []
        for number in range(count):
            chosen = given(table.name, number)
            if chosen is not None:
                values = {c.name: _value(table, c, number, known) for c in table.columns}
                rows.append(values | chosen)
        with transaction():
            db.session.execute(table.insert(), rows)


def mark(name: str, number: int) -> str:
    """The mark of "person.name" of one person."""
    table, column = name.split(".")
    place = list(Base.metadata.tables[table].columns.keys()).index(column)
    return f"zq{_TABLES[table]:02}{place:02}x{number:04}qz"


def found_in(text: str) -> Iterator[tuple[str, int]]:
    """("person.name", number of the person) for each mark in a text."""
    for pattern in (_MARK, _NUMBER, _SHARE):
        for match in pattern.finditer(text):
            name = _name(*(int(part) for part in match.groups()[:2]))
            if name:
                yield name, int(match[3])
    for match in _PHONE.finditer(_SPACES.sub("", re.sub(r"<[^>]+>", "", text))):
        owner = next(name for name, begin in PHONES.items() if begin == match[1])
        yield owner, int(match[2])


def _name(table: int, column: int) -> str:
    for name, place in _TABLES.items():
        columns = Base.metadata.tables[name].columns.keys()
        if place == table and column < len(columns):
            return f"{name}.{columns[column]}"
    return ""


def _value(table: Table, column: Column, number: int, known: dict[str, object]) -> object:
    name = f"{table.name}.{column.name}"
    if column.foreign_keys or column.primary_key or column.name in {"account_id", "person_id"}:
        return _key(column, number, known)
    words = _words(table, column)
    if words or isinstance(column.type, NO_MARK):
        return words[0] if words else _plain(column)
    if name in PHONES:
        return f"+212{PHONES[name]}{number:04}777"
    text = mark(name, number)
    if isinstance(column.type, Float):
        return float(f"0.1{text[2:6]}{number:04}7")
    if _is_small(table, column):
        return 1
    if isinstance(column.type, Integer):
        return int(f"1{text[2:6]}{number:04}")
    if isinstance(column.type, LargeBinary):
        return text.encode()
    return [text] if isinstance(column.type, JSON) else text


def _is_small(table: Table, column: Column) -> bool:
    """A number that the database keeps between two others holds no mark."""
    rules = (str(getattr(rule, "sqltext", "")) for rule in table.constraints)
    return any(text.startswith(f"{column.name} BETWEEN") for text in rules)


def _plain(column: Column) -> object:
    """What holds no mark: yes or no, a day, an instant."""
    if isinstance(column.type, Boolean):
        return False
    if column.nullable:
        return None
    if isinstance(column.type, Date):
        return now().date()
    return now() + timedelta(days=20 if "ends" in column.name else 0)


def _key(column: Column, number: int, known: dict[str, object]) -> object:
    for key in column.foreign_keys:
        parent = key.column.table.name
        if parent == column.table.name:
            return None  # merged into another: nobody is
        if parent in known:
            return known[parent]
    if column.table.name == "person_apart" and column.name == "other_id":
        return FIRST_ID
    return FIRST_ID + number


def _words(table: Table, column: Column) -> list[str]:
    """The words that a column may hold, where the database says so."""
    for rule in table.constraints:
        text = str(getattr(rule, "sqltext", ""))
        if text.startswith(f"{column.name} IN ("):
            words = re.findall(r"'(\w+)'", text)
            usual = str(column.default.arg) if column.default is not None else ""
            return [usual] if usual in words else words
    return []


LINK = re.compile(r'(?:href|src|action|hx-get)="([^"]+)"')
LEAVES = re.compile(r"/(leave|sign-out)|^/static/")


def crawl(browser, starts, leaks, most=3_000):
    """Every page and fragment that can be reached by GET, each once. How many there were."""
    waiting, met = list(starts), set(starts)
    while waiting and len(met) < most:
        address = waiting.pop()
        place = shape(address)
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(address, headers=headers)
            leaks.answer(place, answer)
            assert answer.status_code < 500, address
        found = [answer.location] if answer.location else []
        if answer.mimetype == "text/html":
            found += LINK.findall(answer.get_data(as_text=True))
        for link in map(unescape, found):
            there = link_of(link, address)
            if there and there not in met:
                met.add(there)
                waiting.append(there)
    return met


def link_of(link, page):
    """Where a link leads on our own host, in French; "" for what is not to be followed."""
    parts = urlsplit(link)
    path = parts.path or urlsplit(page).path
    if parts.netloc not in {"", "localhost"} or LEAVES.search(path):
        return ""
    if not path.startswith("/fr/"):
        return ""
    return f"{path}?{parts.query}" if parts.query else path


def shape(address):
    """An address without what names one row."""
    return re.sub(r"zq\w+qz|[\w-]{20,}", "…", urlsplit(address).path)
