"""Every column has a class, every table has a rule, and the rules come true on their day."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from jobs import privacy as jobs_privacy
from portal.core.clock import now
from portal.core.db import Base, breathe, committed, db
from portal.core.sealed import Sealed
from portal.people.models import Person
from portal.privacy.labels import ACTIONS, TABLES
from portal.privacy.operations import keeping
from portal.privacy.rules import BY_TABLE, RULES, Action
from tests.databases import look_again
from tests.factories import anything, people, startups

TABLES_OF_PORTAL = sorted(Base.metadata.tables)
BY_AGE = [k for k in RULES if k.action in (Action.DELETE, Action.CLEAR)]


@pytest.mark.parametrize("name", TABLES_OF_PORTAL)
def test_every_column_has_one_class_and_every_table_a_rule(name):
    kept, table = BY_TABLE[name], Base.metadata.tables[name]
    named = [column for those in kept.columns.values() for column in those.split()]
    assert sorted(named) == sorted(table.columns.keys())
    sealed = {c.key for c in table.columns if isinstance(c.type, Sealed)}
    weak = {c for c in sealed if kept.class_of(c) == "S0"}
    assert weak == set(), "what is worth sealing is not harmless"


def test_the_words_of_the_table_are_all_there():
    assert set(TABLES) == set(TABLES_OF_PORTAL)
    assert set(ACTIONS) == set(Action)


def test_what_goes_with_a_row_names_that_row():
    for kept in RULES:
        if kept.action == Action.WITH:
            assert kept.by in BY_TABLE
        if kept.action in (Action.DELETE, Action.CLEAR, Action.ERASE):
            assert kept.days
            assert kept.since


def old_row(kept, days):
    """Model and id of a row that came to its end `days` ago."""
    table = Base.metadata.tables[kept.table]
    given = {c.key: None for c in table.columns if c.foreign_keys and c.nullable}
    given |= {
        c.key: parent(next(iter(c.foreign_keys)).column.table.name)
        for c in table.columns
        if c.foreign_keys and not c.nullable
    }
    if kept.table in ("membership", "startup_member"):
        given["state"] = "left"
    if kept.table == "startup_photo":
        given["startup_id"] = forgotten_startup()
    row = anything.add(table, "alt", **given)
    anything.moments(row, kept.since, now() - timedelta(days=days) + timedelta(minutes=1))
    return type(row), row.id


def forgotten_startup():
    """Hidden, and nobody has touched it for years."""
    made = startups.startup(state="hidden")
    anything.moments(made, ("changed_at", "state_at", "published_at"), now() - timedelta(days=2000))
    return made.id


def parent(table):
    made = {
        "account": people.account,
        "person": people.person,
        "organisation": people.organisation,
        "opportunity": people.opportunity,
        "application": people.application,
        "startup": startups.startup,
    }
    return made[table]().id


def is_gone(kept, row):
    look_again()
    fresh = db.session.get(*row)
    if kept.action == Action.CLEAR:
        return all(getattr(fresh, name) == blank for name, blank in kept.clear.items())
    return fresh is None


@pytest.mark.parametrize("kept", BY_AGE, ids=lambda kept: kept.table)
def test_a_row_is_there_on_the_last_day_and_gone_on_the_next(rows, kept):
    row = old_row(kept, kept.days)
    while committed(keeping.step):
        pass
    assert not is_gone(kept, row)
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        assert keeping.due()[kept.table] == 1
        while committed(keeping.step):
            pass
        assert is_gone(kept, row)
        assert keeping.due()[kept.table] == 0
        assert committed(keeping.step) == 0


def test_the_job_goes_on_where_it_was_killed(rows, monkeypatch, app):
    monkeypatch.setattr(keeping, "BATCH", 2)
    monkeypatch.setattr(jobs_privacy, "breathe", lambda: 1 / 0)
    kept = BY_TABLE["door_visit"]
    for _ in range(5):
        old_row(kept, kept.days + 1)
    monkeypatch.setattr("jobs.app", lambda: app)
    with pytest.raises(ZeroDivisionError):
        jobs_privacy.keep_rules()
    look_again()
    assert keeping.due()["door_visit"] == 3
    monkeypatch.setattr(jobs_privacy, "breathe", breathe)
    jobs_privacy.keep_rules()
    look_again()
    assert keeping.due()["door_visit"] == 0


def test_an_account_that_nobody_uses_is_asked_first_and_made_nameless_a_month_later(
    rows, monkeypatch, app
):
    monkeypatch.setattr("jobs.app", lambda: app)
    who = people.person()
    asleep = lambda: db.session.scalar(  # noqa: E731
        select(func.count()).where(Base.metadata.tables["message"].c.kind == "account_asleep")
    )
    name = lambda: db.session.get_one(Person, who.id, populate_existing=True).name  # noqa: E731
    for days, asked, kept in ((729, 0, True), (731, 1, True), (759, 1, True), (761, 1, False)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            jobs_privacy.keep_rules()
        look_again()
        assert (asleep(), bool(name())) == (asked, kept), days


def test_someone_who_comes_back_is_not_forgotten(rows, monkeypatch, app):
    monkeypatch.setattr("jobs.app", lambda: app)
    who = people.person()
    anything.moments(who.account, ("seen_at",), now() + timedelta(days=740))
    with time_machine.travel(now() + timedelta(days=761), tick=False):
        jobs_privacy.keep_rules()
    look_again()
    assert db.session.get_one(Person, who.id).name
