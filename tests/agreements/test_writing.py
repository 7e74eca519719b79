"""Agreements are written, changed, refused, continued, numbered."""

import pytest

from portal.agreements import messages, queries
from portal.agreements.models import Agreement
from portal.agreements.operations import drafting
from portal.agreements.operations.drafting import Writer
from portal.agreements.rules import turns, wording
from portal.agreements.rules.sentences import GOALS, KINDS, PROMISES, WORDS
from portal.agreements.states import AgreementKind, AgreementState, Goal, Party
from portal.applications.models import Application
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.notifications import kinds
from tests.agreements.table import EVERYONE, PROGRAMME, SCHOOL, Table, posted, told, words
from tests.factories import people

pytestmark = pytest.mark.usefixtures("rows")
STATES = [str(state) for state in AgreementState]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_the_table_of_states_says_all_that_may_follow(state, to):
    allowed = {
        ("draft", "to_sign"),
        ("draft", "cancelled"),
        ("to_sign", "signed"),
        ("to_sign", "rejected"),
        ("to_sign", "cancelled"),
        ("signed", "ended"),
    }
    assert turns.may_become(state, to) == ((state, to) in allowed)


def draft_for(application_id, **other):
    def deed():
        application = db.session.get_one(Application, application_id)
        by = Writer(account_id=1)
        return drafting.draft(application, words(), None, programme=PROGRAMME, by=by, **other).id

    return committed(deed)


def test_the_fixed_words_are_there_in_four_languages():
    for table in (WORDS, KINDS, GOALS):
        assert set(table) == {"fr", "ar", "en", "es"}
        assert all(set(of) == set(table["fr"]) for of in table.values())
        assert all(text for of in table.values() for text in of.values())
    assert set(KINDS["fr"]) == set(AgreementKind)
    assert set(GOALS["fr"]) == set(Goal)
    assert len(PROMISES) == 6


def test_what_is_signed_reads_back_as_it_was_written():
    table = Table(skills="Ourlets : à la main\n# pas un titre", school=SCHOOL)
    terms = queries.terms(table.now)
    wanted = [(p.kind, p.label, p.text) for p in wording.parts(terms, "fr")]
    assert [(p.kind, p.label, p.text) for p in wording.read(table.now.text)] == wanted
    assert table.now.text == wording.canonical(terms)


def test_the_parties_are_called_as_they_were_when_it_was_sent():
    table = Table()
    with transaction():
        opening = db.session.get_one(Application, table.application.id).opportunity
        opening.organisation.name, opening.title = "Autre nom", "Autre titre"
    assert "Atelier Nour" in table.now.text
    assert table.now.title == "Couturière"


def test_those_who_must_sign_are_told_and_who_sends_it_is_not():
    table = Table(sent=False, school=SCHOOL)
    people.member(table.firm)
    account = table.account(Party.EMPLOYER)
    with transaction():
        mine = queries.by_id(table.id, lock=True)
        drafting.send(mine, by=Writer(account_id=account.id))
    assert told(messages.TO_SIGN) == {"person", "employer", "school"}
    assert account.phone not in {message.address for message in posted()}


def test_a_change_after_a_signature_is_a_new_version_that_nobody_has_signed():
    table = Table(school=SCHOOL)
    table.sign(Party.PERSON, Party.PROGRAMME)
    code, before = table.send_code(Party.EMPLOYER), table.now.text
    table.change(school=SCHOOL, allowance=2000)
    assert table.now.version == 2
    assert table.now.state == AgreementState.TO_SIGN
    assert table.now.text != before
    assert set(table.states.values()) == {False}
    assert told(messages.CHANGED) == {"person"}  # who had signed, and has a phone
    with pytest.raises(Refused, match="agreement_changed"):
        table.sign_with(Party.EMPLOYER, code, version=1)
    assert table.sign_with(Party.EMPLOYER, code, version=2).code == "code_gone"
    table.sign(*EVERYONE, Party.SCHOOL)
    assert table.now.state == AgreementState.SIGNED


def test_a_change_of_nothing_voids_nothing():
    table = Table(school=SCHOOL)
    table.sign(Party.PERSON)
    table.change(school=SCHOOL)
    assert table.now.version == 1
    assert table.states["person"]


def test_another_school_gets_another_link():
    table = Table(school=SCHOOL)
    before = table.seat(Party.SCHOOL).token
    table.sign(Party.SCHOOL)
    table.change(school=drafting.School("Autre école", "M. Alami", "autre@example.ma"))
    assert table.seat(Party.SCHOOL).token != before
    assert not table.states["school"]
    assert queries.signature_of_school(before) is None
    table.change(school=None)
    assert Party.SCHOOL not in table.states


@pytest.mark.parametrize("state", ["signed", "rejected", "cancelled", "ended"])
def test_what_is_decided_is_not_changed(state):
    table = Table()
    with transaction():
        db.session.get_one(Agreement, table.id).state = state
    with pytest.raises(Refused, match="agreement_fixed"):
        table.change(allowance=1)


@pytest.mark.parametrize("party", EVERYONE)
def test_a_party_may_refuse_and_the_others_are_told(party):
    table = Table(school=SCHOOL)
    table.sign(Party.SCHOOL)
    code = table.send_code(Party.PERSON)
    table.refuse(party, "Les heures ne vont pas.")
    assert table.now.state == AgreementState.REJECTED
    assert table.seat(party).refused_why == "Les heures ne vont pas."
    assert told(messages.STOPPED) == {"person", "employer", "school"} - {party}
    assert {m.state for m in posted(messages.TO_SIGN)} == {"cancelled"}
    with pytest.raises(Refused, match="agreement_moved_on"):
        table.sign_with(Party.PERSON, code)


def test_who_has_signed_does_not_refuse_any_more():
    table = Table()
    table.sign(Party.PERSON)
    with pytest.raises(Refused, match="already_signed"):
        table.refuse(Party.PERSON, "non")


def test_a_cancelled_agreement_sends_nothing_that_waited():
    table = Table()
    with transaction():
        drafting.cancel(queries.by_id(table.id, lock=True))
    assert table.now.state == AgreementState.CANCELLED
    waiting = posted(messages.TO_SIGN)
    assert kinds.gone(waiting) == {m.id: "agreement_moved_on" for m in waiting}
    assert kinds.gone(posted(messages.STOPPED)) == {}


def test_messages_about_what_was_done_meanwhile_do_not_leave():
    table = Table()
    first = posted(messages.TO_SIGN)
    assert kinds.gone(first) == {}
    table.sign(Party.PERSON)
    signed = {m.id for m in first if m.facts["party"] == "person"}
    assert set(kinds.gone(first)) == signed
    table.change(allowance=5)
    assert set(kinds.gone(first)) == {m.id for m in first}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"ends_on": words().starts_on.replace(year=2026)}, "agreement_ends_early"),
        ({"ends_on": words().ends_on.replace(year=2031)}, "agreement_long"),
        ({"kind": "school"}, "school_missing"),
    ],
)
def test_what_does_not_fit_is_refused(other, code):
    with pytest.raises(Refused, match=code):
        Table(**other)


def test_one_application_has_one_agreement_under_way():
    table = Table()
    with pytest.raises(Refused, match="agreement_exists"):
        draft_for(table.application.id)
    with transaction():
        drafting.cancel(queries.by_id(table.id, lock=True))
    assert draft_for(table.application.id)


def test_a_signed_agreement_can_be_continued_and_says_so():
    table = Table()
    with pytest.raises(Refused, match="agreement_not_signed"):
        draft_for(table.application.id, renews=table.now)
    table.sign(*EVERYONE)
    second = draft_for(table.application.id, renews=table.now)
    found = db.session.get_one(Agreement, second)
    assert found.renews_id == table.id
    assert f"= Suite de : {table.number}" in wording.canonical(queries.terms(found))
    with pytest.raises(Refused, match="agreement_exists"):
        draft_for(table.application.id, renews=table.now)
