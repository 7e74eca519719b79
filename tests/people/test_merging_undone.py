"""Whatever two records hold: merged and undone, every row is as it was."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.people.models import PersonFile, PersonLanguage, PersonSkill, PersonTrade
from tests.databases import empty, look_again
from tests.factories.people import account, application, opportunity, person
from tests.people.merging import fresh, merge, snapshot, undo

WORDS = st.sampled_from(["cuisine", "Cuisine", "couture", "ménage", "peinture"])
LANGUAGE_SETS = st.lists(st.sampled_from(["fr", "ary", "wo", "en"]), unique=True, max_size=4)
RECORDS = st.fixed_dictionaries(
    {
        "city": st.sampled_from(["", "Rabat", "Salé"]),
        "travel": st.sampled_from(["", "near", "move"]),
        "wishes": st.sampled_from(["", "Le matin", "le matin", "À Salé"]),
        "wants": st.lists(st.sampled_from(["internship", "daily"]), unique=True),
        "steps": st.lists(
            st.sampled_from(["trades", "skills", "languages", "place", "wishes"]), unique=True
        ),
        "complete_at": st.sampled_from([None, now()]),
        "free_from": st.sampled_from([None, date(2027, 1, 1)]),
        "family_name": st.sampled_from([None, "Sow"]),
        "cv_token": st.sampled_from([None, "x"]),
        "state": st.sampled_from(["active", "paused"]),
        "trades": st.lists(WORDS, max_size=3),
        "skills": st.lists(WORDS, max_size=3),
        "languages": LANGUAGE_SETS,
        "keys": st.sampled_from([None, "active", "contested"]),
        "file": st.sampled_from([None, "empty", "now", "weeks"]),
        "next_step": st.sampled_from([None, "Appeler"]),
        "openings": st.sets(st.integers(0, 3)),
    }
)


def made(facts, openings):
    facts = dict(facts)
    keys, applied = facts.pop("keys"), facts.pop("openings")
    route, step = facts.pop("file"), facts.pop("next_step")
    facts["trades"] = [PersonTrade(words=w, learned="training") for w in facts["trades"]]
    facts["skills"] = [PersonSkill(words=w, learned="training") for w in facts["skills"]]
    facts["languages"] = [
        PersonLanguage(language=code, spoken="good", written="none") for code in facts["languages"]
    ]
    facts["file"] = None
    if route:
        at = now() if route != "empty" else None
        wanted = route if route != "empty" else "counsellor"
        facts["file"] = PersonFile(work_route=wanted, work_route_at=at, next_step=step)
    facts["cv_token"] = facts["cv_token"] and f"{facts['cv_token']}{keys}"
    owner = account(state=keys or "active")
    who = person(account=owner, **facts)
    if keys is None:
        with transaction():
            fresh(who).account_id = None
    for number in applied:
        application(who, openings[number])
    return who


@given(one=RECORDS, other=RECORDS)
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_two_records_hold_undoing_restores_it_exactly(rows, one, other):
    look_again()
    empty(db.engine)
    if one["cv_token"] and one["keys"] == other["keys"]:
        other = other | {"cv_token": None}
    openings = [opportunity() for _ in range(4)]
    kept, dropped = made(one, openings), made(other, openings)
    before = snapshot()
    merged = merge(kept, dropped)
    after = snapshot()
    owned = {row.person_id for row in db.session.query(PersonTrade)}
    assert owned <= {kept.id, dropped.id}
    assert len(after["person_trade"]) == len(before["person_trade"])
    undo(merged)
    assert snapshot() == before
