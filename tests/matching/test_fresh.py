"""What changed is matched by itself, at once: people, openings, firms."""

import pytest

from jobs import matching
from portal.applications.operations import applying
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.matching.models import OpeningMatch, PersonMatch, Suggestion
from portal.matching.operations import answering, wanting
from portal.matching.queries import candidates, due, facts, offers
from portal.opportunities.operations import life
from portal.people.models import Person
from portal.people.operations import files, merging, profile
from tests.databases import look_again
from tests.factories import people
from tests.matching.village import change, standing, suggestion_of, tailor, unasked, workshop
from tests.people import make_staff


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch):
    """The job runs in this process, against the database of the tests, without its pauses. What
    can't be matched is an error here."""
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)
    monkeypatch.setattr(matching.log, "exception", never)


def never(*_, **__):
    raise


def matched():
    """Everything that is due, and nothing is left."""
    look_again()
    assert due.changes_exist()
    matching.match_changes()
    look_again()
    assert not due.changes_exist()


def memory(who):
    look_again()
    return db.session.get(PersonMatch, who.id)


def test_a_new_profile_is_matched_with_what_is_open():
    opening, who = workshop(), tailor()
    matched()
    assert standing() == {(who.id, opening.id): "proposed"}
    found = suggestion_of(who, opening)
    assert found.score > 0.5
    assert set(found.parts) >= {"trade", "skills"}
    assert memory(who).excluded_by == ""


def test_a_new_opening_is_matched_with_who_is_there():
    who = tailor()
    matched()
    assert standing() == {}
    opening = workshop()
    matched()
    assert standing() == {(who.id, opening.id): "proposed"}


def test_who_was_not_asked_is_left_alone():
    workshop()
    unasked()
    matched()
    assert standing() == {}
    assert db.session.query(PersonMatch).count() == 0


def test_the_rule_that_left_nothing_is_remembered():
    workshop(city="Agadir", city_code="agadir")
    far, paused = tailor(), tailor(state="paused")
    matched()
    assert (memory(far).excluded_by, memory(paused).excluded_by) == ("reach", "consent")
    assert db.session.query(OpeningMatch).one().excluded_by == "reach"


def test_what_her_wishes_name_is_looked_up_once(monkeypatch):
    workshop()
    who = tailor(wishes="couturière")
    matched()
    assert "couturière" in memory(who).wishes_read
    assert memory(who).wish_trades
    monkeypatch.setattr("portal.reference.trades.find", None)
    change(who, changed_at=now())
    matched()


def deeds():
    """What people do, and what is due then: person or opening."""
    return {
        "a paused profile": lambda w, o, s: profile.pause(w),
        "a trade of the catalogue": lambda w, o, s: profile.choose_trade(
            w, w.trades[0].token, "cook"
        ),
        "the route in the file": lambda w, o, s: files.change(
            w, files.FileAnswers(work_route="now"), seen=files.stamp(w), staff_id=s
        ),
        "a yes taken back": lambda w, o, s: answering.consent(w, given=False, language="fr"),
        "an opening that pauses": lambda w, o, s: life.pause(o),
        "an opening that is filled": lambda w, o, s: life.fill(o),
        "another wanted number": lambda w, o, s: wanting.want(o, 5),
    }


@pytest.mark.parametrize("name", deeds())
def test_each_change_that_matters_is_seen(name):
    staff = make_staff("counsellor")
    opening, who = workshop(), tailor()
    matched()
    with transaction():
        held = db.session.get_one(Person, who.id), db.session.get_one(type(opening), opening.id)
        deeds()[name](*held, staff.id)
    matched()


def test_a_firm_that_is_stopped_is_seen_at_each_of_its_openings():
    firm = people.organisation()
    openings, who = [workshop(firm), workshop(firm)], tailor()
    matched()
    change(firm, state="suspended", state_at=now())
    matched()
    assert set(standing().values()) == {"withdrawn"}
    assert {suggestion_of(who, one).reason for one in openings} == {"closed"}


@pytest.mark.parametrize(
    ("state", "reason"),
    [("filled", "filled"), ("paused", "closed"), ("expired", "closed"), ("withdrawn", "closed")],
)
def test_an_opening_that_ends_takes_its_suggestions_along(state, reason):
    opening, who, other = workshop(), tailor(), tailor()
    matched()
    with transaction():
        answering.no(db.session.merge(suggestion_of(other, opening)), "far")
    change(opening, state=state, changed_at=now())
    matched()
    gone = suggestion_of(who, opening)
    assert (gone.state, gone.reason, bool(gone.ended_at)) == ("withdrawn", reason, True)
    assert suggestion_of(other, opening).state == "no"


def test_an_opening_that_goes_on_offers_itself_in_the_same_row():
    opening, who = workshop(), tailor()
    matched()
    before = suggestion_of(who, opening).id
    change(opening, state="paused", changed_at=now())
    matched()
    change(opening, state="open", changed_at=now())
    matched()
    assert (suggestion_of(who, opening).id, suggestion_of(who, opening).state) == (
        before,
        "proposed",
    )


def test_who_pauses_or_takes_her_yes_back_has_an_empty_list():
    opening, pauses, leaves = workshop(), tailor(), tailor()
    matched()
    with transaction():
        profile.pause(db.session.get_one(Person, pauses.id))
        answering.consent(db.session.get_one(Person, leaves.id), given=False, language="fr")
    matched()
    assert {suggestion_of(one, opening).reason for one in (pauses, leaves)} == {"person"}
    assert memory(leaves).excluded_by == "consent"


def test_enough_candidates_and_the_others_are_not_asked_any_more():
    opening, who, other = workshop(), tailor(), tailor()
    matched()
    with transaction():
        answering.yes(db.session.merge(suggestion_of(who, opening)))
        wanting.want(db.session.merge(opening), 1)
    matched()
    assert suggestion_of(who, opening).state == "yes"
    assert suggestion_of(other, opening).reason == "enough"


def test_what_no_longer_fits_goes_away():
    opening, who = workshop(), tailor()
    matched()
    change(who, city="Agadir", city_code="agadir", changed_at=now())
    matched()
    assert suggestion_of(who, opening).reason == "no_longer_fits"


def test_nobody_is_suggested_to_her_own_firm():
    firm = people.organisation()
    owner = people.account()
    people.member(firm, account=owner)
    own, other, who = workshop(firm), workshop(), tailor(account=owner)
    matched()
    assert standing() == {(who.id, other.id): "proposed"}
    assert own.id in facts.seekers([who.id])[0].taken


def test_a_merge_and_its_undoing_are_changes_of_both():
    staff = make_staff("counsellor")
    kept, dropped = tailor(), tailor()
    matched()
    with transaction():
        both = [db.session.get_one(Person, one.id) for one in (kept, dropped)]
        merged = merging.merge(*both, staff_id=staff.id)
    matched()
    with transaction():
        merging.undo(db.session.merge(merged))
    look_again()
    assert {one.id for one in due.people(9)} == {kept.id, dropped.id}


def test_whom_the_rules_leave_is_among_those_found_quickly():
    who = tailor(wishes="", travel="move", city="Oujda", city_code="oujda")
    learner = tailor(trades=[], wants=[], travel="around", city="Kénitra", city_code="kenitra")
    with transaction():
        db.session.add(PersonMatch(person_id=learner.id, wish_trades=["tailor"]))
    named = tailor(trades=[], city="Rabat", city_code="rabat")
    with transaction():
        named = db.session.get_one(Person, named.id)
        named.skills[0].skill = "sewing-machine"
    tailor(trades=[], skills=[])
    opening = workshop(skills=["sewing-machine"])
    vacancy = offers.vacancies([opening.id])[0]
    assert candidates.near(vacancy) == {who.id, learner.id, named.id}


def test_an_application_takes_an_opening_out_of_what_is_suggested():
    opening, who = workshop(), tailor()
    with transaction():
        applying.apply(db.session.merge(who), db.session.merge(opening))
    matched()
    assert standing() == {}
    assert memory(who).excluded_by == "taken"
    assert db.session.query(Suggestion).count() == 0
