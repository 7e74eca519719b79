"""Staff decide; what is stopped is hidden at once; the members hear of it."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from jobs import messages as jobs_messages
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.employers import queries
from portal.employers.messages import EMPLOYER_CHECKED
from portal.employers.models import Organisation, OrganisationDecision
from portal.employers.operations import checking, members
from portal.employers.states import Decision
from portal.notifications import neutral, texts, wiring
from portal.notifications.models import Message
from portal.notifications.rules import segments
from portal.web.locale import LANGUAGES
from tests.databases import look_again
from tests.employers import firms
from tests.employers.firms import HOME, decide, firm
from tests.factories import people
from tests.factories.messages import FakeWire
from tests.together import together


@pytest.fixture
def mine(client):
    salma = people.account(name="Salma", language="en")
    people.enter(client, salma)
    return firm(salma)


def visible(organisation) -> bool:
    wanted = select(Organisation.id).where(queries.visible_firms())
    return organisation.id in set(db.session.scalars(wanted))


def test_what_a_firm_posted_is_seen_while_it_is_verified_and_at_no_other_time(mine):
    assert not visible(mine.organisation)
    for decision, seen in (("verify", True), ("suspend", False), ("lift", True), ("ban", False)):
        one = decide(mine.organisation, decision, "Mots.")
        assert visible(one) == seen
    assert decide(mine.organisation, "lift").state == "verified"


def test_what_was_never_verified_is_pending_again_when_it_is_lifted(mine):
    decide(mine.organisation, "ban", "Mots.")
    assert decide(mine.organisation, "lift").state == "pending"


def test_asking_for_more_leaves_it_pending_and_tells_why(mine):
    one = decide(mine.organisation, "ask", "Envoyez votre registre.")
    assert (one.state, one.state_reason) == ("pending", "Envoyez votre registre.")


def test_a_name_that_staff_do_not_agree_to_is_forgotten(mine):
    decide(mine.organisation, "verify")
    with transaction():
        one = db.session.get(Organisation, mine.organisation_id)
        one.wanted = {"name": "Marjane"}
    one = decide(mine.organisation, "leave_change", "Ce nom est pris.")
    assert (one.wanted, one.state) == (None, "verified")
    assert one.name != "Marjane"


@pytest.mark.parametrize("decision", ["ask", "suspend", "ban"])
def test_a_no_needs_words(mine, decision):
    with pytest.raises(Refused, match="note_missing"):
        decide(mine.organisation, decision)


def test_what_can_not_be_decided_is_refused(mine):
    for decision in ("lift", "take_change", "leave_change"):
        with pytest.raises(Refused, match="decision_impossible"):
            decide(mine.organisation, decision, "Mots.")


def test_each_decision_is_kept_and_noted(mine):
    decide(mine.organisation, "verify", staff_id=7)
    decide(mine.organisation, "suspend", "Mots.", staff_id=8)
    rows = db.session.query(OrganisationDecision).order_by(OrganisationDecision.id).all()
    assert [(row.decision, row.note, row.by) for row in rows] == [
        ("verify", "", 7),
        ("suspend", "Mots.", 8),
    ]
    noted = db.session.query(Deed).filter(Deed.what.like("employers.decision.%")).all()
    assert [deed.what for deed in noted] == [
        "employers.decision.verify",
        "employers.decision.suspend",
    ]
    assert all(deed.fields == "" for deed in noted)


def test_of_two_who_decide_at_the_same_instant_one_is_asked_to_look_again(app, mine):
    outcome, firm_id, seen = [], mine.organisation_id, mine.organisation.version

    def rule(decision):
        ruling = checking.Ruling(Decision(decision), "Mots.", seen, staff_id=1)
        try:
            with transaction():
                checking.decide(db.session.get(Organisation, firm_id), ruling)
            outcome.append(decision)
        except Refused as no:
            outcome.append(no.code)

    together(app, lambda: rule("verify"), lambda: rule("ban"), lambda: rule("ask"))
    assert sorted(outcome).count("employer_changed") == 2
    look_again()
    assert db.session.query(OrganisationDecision).count() == 1


def test_a_decision_on_facts_that_changed_meanwhile_is_refused(client, mine):
    seen = mine.organisation.version
    firms.send(client, HOME + "edit", firms.typed(name="Marjane"))
    with pytest.raises(Refused, match="employer_changed"):
        decide(mine.organisation, "verify", seen=seen)


def test_members_who_are_stopped_see_why_and_nothing_else(client, mine):
    decide(mine.organisation, "verify")
    assert client.get("/fr/employer/opportunities/").status_code != 303
    decide(mine.organisation, "suspend", "Nous vous appelons.")
    answer = client.get("/fr/employer/opportunities/")
    assert (answer.status_code, answer.location) == (303, HOME)
    assert "Nous vous appelons." in client.get(HOME).text
    assert not queries.may_post(queries.membership_of(mine.account_id))


# Messages


def posted() -> list[Message]:
    db.session.rollback()
    return db.session.query(Message).order_by(Message.id).all()


def test_each_member_hears_of_a_decision_once(mine):
    karim = people.account(name="Karim", language="ar")
    made = firms.invited(mine.organisation)
    with transaction():
        members.accept(queries.invitation_secret(made), karim)
    firms.invited(mine.organisation)  # who has not joined hears nothing
    decide(mine.organisation, "verify")
    assert [(m.kind, m.language) for m in posted()] == [
        (EMPLOYER_CHECKED, "en"),
        (EMPLOYER_CHECKED, "ar"),
    ]


def test_a_newer_decision_takes_the_place_of_a_message_that_has_not_left(mine):
    decide(mine.organisation, "verify")
    decide(mine.organisation, "suspend", "Mots.")
    assert [m.state for m in posted()] == ["cancelled", "pending"]


def test_who_has_left_hears_nothing_more(app, mine, monkeypatch):
    karim = people.account(name="Karim")
    made = firms.invited(mine.organisation)
    with transaction():
        joined = members.accept(queries.invitation_secret(made), karim)
    decide(mine.organisation, "verify")
    with transaction():
        members.leave(db.session.get(type(joined), joined.id))
    states = {m.cause: m.state for m in posted()}
    assert states[f"membership:{joined.id}"] == "cancelled"
    assert states[f"membership:{mine.id}"] == "pending"


@pytest.fixture
def noon():
    """Noon in Morocco: the wires are not quiet."""
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=True):
        yield


def test_the_message_leads_to_the_answer_and_says_no_name(noon, app, client, mine, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    before = dict(wiring.wires())
    wire = FakeWire("sms-1", "sms")
    wiring.use("sms", wire)
    try:
        decide(mine.organisation, "ban", "Secret.")
        jobs_messages.deliver()
    finally:
        wiring.wires().update(before)
    (letter,) = wire.sent
    assert "Atelier" not in letter.text
    assert "Secret" not in letter.text
    assert client.get("/m/" + letter.link).location.endswith("/en/employer/organisation/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_is_one_neutral_sms(app, rows, language):
    facts = {"link": "x" * 12}
    with app.test_request_context():
        words = texts.sms(EMPLOYER_CHECKED, language, facts)
    assert neutral.forbidden_in(words) == []
    if language != "ar":
        assert segments(words) == 1
