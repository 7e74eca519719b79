"""All of mine and nothing of others; deleted means deleted."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import Account, AccountSession
from portal.agreements.models import Agreement, Evaluation, Signature
from portal.applications.models import Application, Disclosure, Turn
from portal.core.clock import now
from portal.core.db import Base, db, transaction
from portal.notifications.models import Message
from portal.people.models import Person, PersonFile
from portal.privacy import queries
from portal.privacy.models import Tombstone
from portal.privacy.operations import erasing, exporting
from portal.privacy.operations.exporting import KEYS
from portal.startups.models import Startup
from tests.databases import look_again
from tests.factories import anything, people
from tests.people import token_in

TABLES = Base.metadata.tables
# Tables with a row for each person below, filled to the last column.
PARTS = (
    "person_trade",
    "person_skill",
    "person_language",
    "person_merge",
    "acted_for",
    "number_ask",
)
OF_ACCOUNT = ("account_device", "first_code", "key_change", "account_session")


def someone(mark):
    """An account with a row in every table that speaks of a person, each column marked."""
    owner = anything.add(TABLES["account"], mark, state="active", phone=people.phone(), member=1)
    file = PersonFile(**anything.filled(TABLES["person_file"], mark, person_id=None))
    facts = anything.filled(TABLES["person"], mark, account_id=owner.id, merged_into_id=None)
    with transaction():
        who = Person(**facts | {"state": "active"}, file=file)
        db.session.add(who)
    for name in OF_ACCOUNT:
        anything.add(TABLES[name], mark, account_id=owner.id)
    for name in PARTS:
        refs = {c.key: who.id for c in TABLES[name].columns if c.foreign_keys}
        anything.add(TABLES[name], mark, **refs)
    opening = people.opportunity()
    made = anything.add(
        TABLES["application"], mark, person_id=who.id, opportunity_id=opening.id, state="new"
    )
    for name in ("application_turn", "disclosure"):
        anything.add(TABLES[name], mark, application_id=made.id)
    paper = anything.add(TABLES["agreement"], mark, application_id=made.id, renews_id=None)
    for name in ("signature", "evaluation"):
        anything.add(TABLES[name], mark, agreement_id=paper.id, party="person")
    firm = people.organisation()
    anything.add(TABLES["membership"], mark, organisation_id=firm.id, account_id=owner.id)
    page = anything.add(TABLES["startup"], mark, state="shown")
    for name in ("startup_product", "startup_photo"):
        anything.add(TABLES[name], mark, startup_id=page.id)
    keeps = {"startup_id": page.id, "account_id": owner.id, "state": "active"}
    anything.add(TABLES["startup_member"], mark, **keeps)
    anything.add(TABLES["message"], mark, cause=f"person:{who.id}")
    anything.add(TABLES["deed"], mark, subject=f"person:{who.id}")
    return owner.id


def marked_columns(mark):
    """Every text that `someone(mark)` left in the database and that is no key."""
    left = set()
    for table in TABLES.values():
        for column in table.columns:
            if column.key not in KEYS and _holds(table, column, mark):
                left.add(f"{table.name}.{column.key}")
    return left


def _holds(table, column, mark):
    if isinstance(column.type, anything.LargeBinary | anything.Integer):
        return False
    return any(mark in str(value) for value in db.session.scalars(select(column)))


def test_everything_of_mine_is_in_the_copy_and_nothing_of_anyone_else(rows):
    mine, _other = someone("MIEN"), someone("AUTRE")
    look_again()
    found = exporting.gather(db.session.get_one(Account, mine))
    text = json.dumps(found, ensure_ascii=False)
    seen = {f"{t}.{c}" for t, rows_ in found.items() for row in rows_ for c in row}
    assert marked_columns("MIEN") - seen == set()
    assert len(marked_columns("MIEN")) > 40
    assert "AUTRE" not in text


def test_no_key_to_a_door_is_in_the_copy(rows):
    mine = someone("MIEN")
    look_again()
    found = exporting.gather(db.session.get_one(Account, mine))
    assert not KEYS & {column for rows_ in found.values() for row in rows_ for column in row}


@pytest.fixture
def signed_in(client):
    who = people.person(name="Aminata")
    people.enter(client, who.account)
    return who


def test_the_copy_is_one_file_with_a_page_and_data(client, signed_in):
    answer = client.get("/fr/me/data/all.zip")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert set(archive.namelist()) == {"data.json", "index.html", "manifest.json"}
    assert "Aminata" in archive.read("index.html").decode()
    data = json.loads(archive.read("data.json"))
    assert data["person"][0]["name"] == "Aminata"
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["rows"] == {table: len(rows_) for table, rows_ in data.items()}


def test_the_copy_and_the_end_ask_for_the_pin_again(client, signed_in):
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        for page in ("all.zip", "delete"):
            answer = client.get(f"/fr/me/data/{page}")
            assert answer.status_code == 303
            assert "/me/pin" in answer.location


def delete(client, **other):
    page = client.get("/fr/me/data/delete")
    form = {"form_token": token_in(page.text, "/fr/me/data/delete"), "sure": "y"} | other
    return client.post("/fr/me/data/delete", data=form)


def test_an_account_is_deleted_only_when_the_box_is_ticked(client, signed_in):
    answer = delete(client, sure="")
    assert answer.status_code == 422
    look_again()
    assert db.session.get_one(Account, signed_in.account_id).state == "active"


def test_deleted_means_signed_out_and_nameless(client, signed_in):
    opening = people.opportunity()
    made = people.application(signed_in, opening, sentence="Bonjour", disclosure=disclosure())
    assert delete(client).status_code == 303
    look_again()
    owner = db.session.get_one(Account, signed_in.account_id)
    assert (owner.state, owner.name, owner.phone, owner.phone_index) == ("erased", "", None, None)
    assert db.session.query(AccountSession).count() == 0
    fresh = db.session.get_one(Application, made.id)
    assert (fresh.state, fresh.sentence, fresh.disclosure) == ("withdrawn", "", None)
    assert queries.is_erased(f"account:{owner.id}")
    assert client.get("/fr/me/").status_code == 303


def disclosure():
    return Disclosure(ends_at=now() + timedelta(days=30), version="1", language="fr")


def test_what_was_marked_is_nowhere_after_the_end_but_on_papers_that_others_signed(rows):
    owner = someone("MIEN")
    paper = db.session.scalar(select(Agreement))
    with transaction():
        db.session.get_one(Agreement, paper.id).state = "signed"
    with transaction():
        erasing.erase_account(db.session.get_one(Account, owner))
    look_again()
    allowed = {"agreement", "signature", "evaluation", "deed", "message", "membership"}
    allowed |= {"application", "application_turn"}  # codes of what happened, no words of hers
    allowed |= {"startup", "startup_product", "startup_photo"}  # what everyone had read already
    marked = marked_columns("MIEN")
    assert {name for name in marked if name.split(".")[0] not in allowed} == set()
    assert marked & {"startup.phone", "startup.whatsapp", "startup.address"} == set()
    assert db.session.scalar(select(Startup.state)) == "hidden"
    kept = db.session.scalar(select(Application))
    assert kept.sentence == ""
    assert "MIEN" in db.session.scalar(select(Agreement)).person_name


def test_an_agreement_that_is_not_signed_yet_loses_her_name(rows):
    owner = someone("MIEN")
    with transaction():
        db.session.scalar(select(Agreement)).state = "to_sign"
    with transaction():
        erasing.erase_account(db.session.get_one(Account, owner))
    look_again()
    assert db.session.scalar(select(Agreement)).person_name is None
    assert db.session.scalar(select(Signature)).name is None
    assert db.session.query(Evaluation).count() == 1


def test_deleting_twice_is_deleting_once(rows):
    owner = someone("MIEN")
    for _ in range(2):
        with transaction():
            erasing.erase_account(db.session.get_one(Account, owner))
    look_again()
    assert db.session.query(Tombstone).count() == 1
    assert db.session.query(Turn).filter_by(state="withdrawn").count() == 1


def test_messages_that_wait_for_the_deleted_do_not_leave(rows):
    owner = someone("MIEN")
    with transaction():
        db.session.query(Message).update({"state": "pending"})
    with transaction():
        erasing.erase_account(db.session.get_one(Account, owner))
    look_again()
    assert {m.state for m in db.session.query(Message)} == {"cancelled"}


@pytest.mark.parametrize("lang", ["fr", "ar", "en", "es"])
def test_the_pages_say_what_is_kept(client, signed_in, lang):
    for page in ("", "how-long", "delete"):
        assert client.get(f"/{lang}/me/data/{page}").status_code == 200
