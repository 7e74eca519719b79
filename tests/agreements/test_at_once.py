"""Numbers without gaps, and many hands at the same instant."""

import pytest
import time_machine

from portal.accounts.models import Account
from portal.agreements import messages, queries
from portal.agreements.models import Agreement, AgreementYear
from portal.agreements.operations import drafting, signing
from portal.agreements.operations.drafting import Writer
from portal.agreements.rules import turns
from portal.agreements.states import AgreementState, Party
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import committed, db
from portal.core.errors import Refused
from tests.agreements.table import EVERYONE, PROGRAMME, SCHOOL, Table, posted, words
from tests.agreements.test_writing import draft_for
from tests.factories import people
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")


def test_numbers_follow_one_another_within_a_year_and_begin_anew():
    year = turns.today(now()).year
    tables = [Table(sent=False) for _ in range(3)]
    assert [t.number for t in tables] == [f"{year}-000{n}" for n in (1, 2, 3)]
    with time_machine.travel(now().replace(year=year + 1)):
        assert Table(sent=False).number == f"{year + 1}-0001"


def test_a_draft_that_fails_leaves_no_gap():
    Table(sent=False)
    with pytest.raises(Refused):
        Table(sent=False, kind="school")
    assert Table(sent=False).number.endswith("-0002")


def test_numbers_have_no_gap_when_many_are_written_at_once(app):
    ids = [people.application(state="accepted").id for _ in range(8)]
    together(app, *(lambda i=i: draft_for(i) for i in ids))
    numbers = sorted(db.session.scalars(db.select(Agreement.number)))
    assert [n[-4:] for n in numbers] == [f"{place:04d}" for place in range(1, 9)]
    assert db.session.scalar(db.select(AgreementYear.last)) == 8


def test_two_drafts_of_one_application_at_once_are_one(app):
    mine = people.application(state="accepted").id

    def deed():
        application = db.session.get_one(Application, mine, with_for_update=True)
        with_words = (application, words(), None)
        drafting.draft(*with_words, programme=PROGRAMME, by=Writer(account_id=1))

    refused = []

    def attempt():
        try:
            committed(deed)
        except Refused as no:
            refused.append(no.code)

    together(app, *[attempt] * 4)
    assert refused == ["agreement_exists"] * 3


def test_all_parties_at_the_same_instant_end_in_exactly_one_signed(app):
    table = Table(school=SCHOOL)
    codes = {party: table.code_for(party) for party in (*EVERYONE, Party.SCHOOL)}
    ids, accounts = table.id, {p: table.signer(p) for p in codes}

    def sign(party):
        def deed():
            signer = accounts[party]
            fresh = signing.Signer(
                account=db.session.merge(signer.account, load=True) if signer.account else None,
                staff=db.session.merge(signer.staff, load=True) if signer.staff else None,
            )
            seat = queries.signature(queries.by_id(ids, lock=True), party)
            read = signing.Read("Nom" if fresh.staff else "", 1, "fr")
            return signing.sign(seat, fresh, read, codes[party])

        assert committed(deed) is None

    together(app, *(lambda p=p: sign(p) for p in codes))
    assert table.now.state == AgreementState.SIGNED
    assert all(table.states.values())
    deeds = db.session.execute(db.text("SELECT what FROM deed")).scalars().all()
    assert deeds.count("agreements.agreement.complete") == 1
    assert len(posted(messages.SIGNED)) == 3


def test_one_code_typed_twenty_times_at_once_signs_once(app):
    table = Table()
    code, account_id = table.send_code(Party.PERSON), table.person.account_id
    outcomes = []

    def attempt():
        def deed():
            seat = queries.signature(queries.by_id(table.id, lock=True), Party.PERSON)
            signer = signing.Signer(account=db.session.get_one(Account, account_id))
            return signing.sign(seat, signer, signing.Read("", 1, "fr"), code)

        try:
            outcomes.append(committed(deed))
        except Refused as no:
            outcomes.append(no.code)

    together(app, *[attempt] * 20)
    assert outcomes.count(None) == 1
    assert outcomes.count("already_signed") == 19


def test_wrong_codes_at_once_are_each_counted(app):
    table = Table()
    code, account_id = table.send_code(Party.PERSON), table.person.account_id
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    def attempt():
        def deed():
            seat = queries.signature(queries.by_id(table.id, lock=True), Party.PERSON)
            signer = signing.Signer(account=db.session.get_one(Account, account_id))
            signing.sign(seat, signer, signing.Read("", 1, "fr"), wrong)

        committed(deed)

    together(app, *[attempt] * 12)
    assert table.seat(Party.PERSON).tries == 5
