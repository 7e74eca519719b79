"""The team decides; what it stops is gone at once; the members hear of it, the public does not."""

import pytest
from sqlalchemy import select

from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.core.queue import Job
from portal.notifications.models import Message
from portal.startups import labels, messages
from portal.startups.models import Startup, StartupDecision, StartupPhoto, StartupReport
from portal.startups.operations import checking
from portal.startups.queries import pages
from portal.startups.rules import checking as rules
from portal.startups.states import Decision, StartupState
from portal.startups.texts import desk as texts
from tests.databases import look_again
from tests.factories.startups import member, photo, startup
from tests.startups.desk import again, change, decide, reported
from tests.together import together


def waiting(**other) -> Startup:
    """A page that the team has not looked at."""
    return startup(**{"state": "to_check", "published_at": None, **other})


def states_of(one) -> list[str]:
    look_again()
    mine = select(StartupPhoto.state).where(StartupPhoto.startup_id == one.id)
    return list(db.session.scalars(mine.order_by(StartupPhoto.id)))


def test_a_first_look_shows_the_page_and_takes_its_photos_but_those_left_out(rows, jobs):
    photos = [photo(state="to_check"), photo(state="to_check"), photo(state="to_check")]
    one = waiting(photos=photos, look_again=True)
    assert pages.shown(one.slug) is None
    one = decide(one, "leave_photo", "On voit un enfant.", photo=photos[1].token)
    one = decide(one, "show")
    assert (one.state, one.look_again, one.state_note) == ("shown", False, "")
    assert one.published_at is not None
    assert states_of(one) == ["taken", "left", "taken"]
    assert pages.shown(one.slug) is not None
    assert (Job.DRAW_STARTUP_IMAGES.value,) in jobs


def test_a_page_sent_back_stays_unseen_and_says_why(rows):
    one = decide(waiting(), "send_back", "Ajoutez un prix.")
    assert (one.state, one.state_note, one.published_at) == ("sent_back", "Ajoutez un prix.", None)
    assert pages.shown(one.slug) is None


def test_a_new_name_and_new_links_hold_once_they_are_taken(rows):
    links = [{"kind": "website", "address": "https://nour.ma/"}]
    one = startup(wanted={"name": "Coopérative Nour", "links": links})
    one = decide(one, "take_change")
    assert (one.name, one.name_folded, one.links) == ("Coopérative Nour", "nour", links)
    assert (one.wanted, one.state) == (None, "shown")


def test_a_change_that_is_not_agreed_is_forgotten_and_says_why(rows):
    one = decide(startup(wanted={"name": "Marjane"}), "leave_change", "Ce nom est pris.")
    assert (one.name, one.wanted) == ("Atelier Baobab", None)
    assert one.state_note == "Ce nom est pris."


def test_a_photo_is_taken_left_out_and_taken_after_all(rows):
    new = photo(state="to_check")
    one = startup(photos=[new])
    one = decide(one, "leave_photo", "Trop sombre.", photo=new.token)
    assert again(new).state_note == "Trop sombre."
    assert states_of(one) == ["left"]
    decide(one, "take_photo", photo=new.token)
    assert states_of(one) == ["taken"]
    assert again(new).state_note == ""


def test_a_photo_of_another_page_is_not_decided_of_here(rows):
    other = photo(state="to_check")
    startup(photos=[other])
    for token in (other.token, "", "A" * 22):
        with pytest.raises(Refused, match="photo_gone"):
            decide(startup(), "take_photo", photo=token)
    assert again(other).state == "to_check"


def test_what_was_looked_at_again_waits_no_more_and_its_reports_are_read(rows):
    one = startup(look_again=True)
    mine, other = reported(one), reported(startup())
    one = decide(one, "seen", staff_id=7)
    assert one.look_again is False
    assert again(mine).seen_by == 7
    assert again(other).seen_by is None


def test_a_stopped_page_is_gone_at_once_and_comes_back_hidden(rows):
    one = startup()
    one = decide(one, "stop", "Cette entreprise n'existe pas.")
    assert pages.shown(one.slug) is None
    one = decide(one, "lift")
    assert one.state == "hidden"  # its members show it again, if they like
    assert pages.shown(one.slug) is None


def test_what_was_never_shown_is_a_draft_again_when_it_is_lifted(rows):
    one = decide(waiting(), "stop", "Mots.")
    assert decide(one, "lift").state == "draft"


@pytest.mark.parametrize("decision", ["send_back", "stop", "leave_change", "leave_photo"])
def test_a_no_needs_words(rows, decision):
    new = photo(state="to_check")
    one = waiting() if decision == "send_back" else startup(wanted={"name": "X"}, photos=[new])
    with pytest.raises(Refused, match="note_missing") as no:
        decide(one, decision, photo=new.token)
    assert no.value.field == "note"


def test_each_state_has_its_decisions_and_no_other(rows):
    new = photo(state="to_check")
    one = startup(wanted={"name": "X"}, look_again=True, photos=[new])
    for state in StartupState:
        one = change(one, state=state)
        possible = rules.decisions(one, reported=False)
        for decision in set(Decision) - set(rules.OF_A_PHOTO) - set(possible):
            with pytest.raises(Refused, match="decision_impossible"):
                decide(one, decision, "Mots.")
    assert set(texts.DECISIONS) == {
        str(d) for d in set(Decision) - set(rules.OF_A_PHOTO)
    }  # each can be asked for in words


@pytest.mark.parametrize("state", ["draft", "sent_back", "stopped"])
def test_photos_of_a_page_that_is_not_looked_at_are_not_decided_of(rows, state):
    new = photo(state="to_check")
    one = startup(photos=[new], state=state)
    with pytest.raises(Refused, match="decision_impossible"):
        decide(one, "take_photo", photo=new.token)


def test_a_page_that_changed_meanwhile_is_read_again_first(rows):
    one = waiting()
    with pytest.raises(Refused, match="startup_changed"):
        decide(one, "show", seen=one.version - 1)
    assert again(one).state == "to_check"


def test_of_several_who_decide_at_the_same_instant_one_does(app, rows):
    one, outcome = waiting(), []
    seen, number = one.version, one.id

    def rules_that(decision):
        ruling = checking.Ruling(Decision(decision), "Mots.", seen, staff_id=1)
        try:
            with transaction():
                checking.decide(db.session.get(Startup, number), ruling)
            outcome.append(decision)
        except Refused as no:
            outcome.append(no.code)

    said = ("show", "stop", "send_back")
    together(app, *(lambda word=word: rules_that(word) for word in said))
    assert outcome.count("startup_changed") == 2
    look_again()
    assert db.session.query(StartupDecision).count() == 1


def test_each_decision_is_kept_and_noted_without_its_words(rows):
    one = waiting()
    decide(one, "send_back", "Secret.", staff_id=7)
    decide(one, "stop", "Secret.", staff_id=8)
    kept = db.session.query(StartupDecision).order_by(StartupDecision.id).all()
    assert [(row.decision, row.note, row.by) for row in kept] == [
        ("send_back", "Secret.", 7),
        ("stop", "Secret.", 8),
    ]
    noted = db.session.query(Deed).filter(Deed.what.like("startups.decision.%")).all()
    assert [deed.what.rpartition(".")[2] for deed in noted] == ["send_back", "stop"]
    assert all("Secret" not in deed.fields for deed in noted)
    assert {deed.what for deed in noted} <= set(labels.DEEDS)


def test_each_member_hears_of_a_decision_and_a_newer_one_takes_its_place(rows):
    one = waiting()
    member(one), member(one)
    left = member(one, state="left")
    decide(one, "send_back", "Mots.")
    decide(one, "stop", "Mots.")
    look_again()
    posted = db.session.query(Message).order_by(Message.id).all()
    assert {row.kind for row in posted} == {messages.CHECKED}
    assert sorted(row.state for row in posted) == ["cancelled"] * 2 + ["pending"] * 2
    assert messages.cause(messages.CHECKED, left.id) not in {row.cause for row in posted}
    assert all("Mots" not in str(row.facts) for row in posted)


def test_who_only_looks_again_tells_nobody(rows, jobs):
    one = startup(look_again=True)
    member(one)
    decide(one, "seen")
    assert db.session.query(Message).count() == 0
    assert {name for name, *_ in jobs} <= {Job.DRAW_STARTUP_IMAGES.value}


def test_a_page_is_stopped_with_its_reports_read(rows):
    one = startup()
    mine = reported(one)
    decide(one, "stop", "Mots.", staff_id=3)
    assert again(mine).seen_by == 3
    assert db.session.query(StartupReport).count() == 1
