"""The life of an opening: what may follow what, and what a change leads to."""

from contextlib import suppress
from itertools import product

import pytest
import time_machine

from portal.core.errors import Refused
from portal.opportunities.operations import life, posting
from portal.opportunities.operations.posting import Facts
from portal.opportunities.rules import life as rules
from portal.opportunities.rules import pay
from portal.opportunities.states import Kind, PayPeriod
from portal.opportunities.states import OpportunityState as S
from tests.factories.people import opportunity, organisation
from tests.opportunities.openings import DAYS, MONDAY, do, fresh

CHANGES = [set(), {"hours"}, {"title"}, {"city", "about"}]


@pytest.fixture
def clock(rows):
    with time_machine.travel(MONDAY, tick=False) as stopped:
        yield stopped


ALLOWED = {
    (S.DRAFT, S.TO_CHECK),
    (S.TO_CHECK, S.OPEN),
    (S.TO_CHECK, S.SENT_BACK),
    (S.SENT_BACK, S.TO_CHECK),
    (S.OPEN, S.PAUSED),
    (S.OPEN, S.FILLED),
    (S.OPEN, S.EXPIRED),
    (S.OPEN, S.TO_CHECK),
    (S.OPEN, S.SENT_BACK),
    (S.PAUSED, S.OPEN),
    (S.PAUSED, S.FILLED),
    (S.PAUSED, S.EXPIRED),
    (S.PAUSED, S.TO_CHECK),
    (S.PAUSED, S.SENT_BACK),
    (S.FILLED, S.OPEN),
    (S.EXPIRED, S.OPEN),
    (S.EXPIRED, S.FILLED),
    (S.EXPIRED, S.TO_CHECK),
    *((state, S.WITHDRAWN) for state in S if state != S.WITHDRAWN),
}


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_which_state_may_follow_which(before, after):
    assert rules.may_follow(before, after) is ((before, after) in ALLOWED)


@pytest.mark.parametrize("state", S)
def test_nothing_reaches_the_public_without_a_moderator(state):
    """Every way to OPEN begins at TO_CHECK or at a state that only an approved one reaches."""
    approved = {S.OPEN, S.PAUSED, S.FILLED, S.EXPIRED}
    if S.OPEN in rules.FOLLOWS[state]:
        assert state in approved | {S.TO_CHECK}
    if state not in approved | {S.TO_CHECK}:
        assert not rules.FOLLOWS[state] & approved


@pytest.mark.parametrize(
    ("state", "changed", "flagged", "worse"),
    list(product(sorted(rules.EDITABLE), CHANGES, [False, True], [False, True])),
)
def test_what_a_change_leads_to(state, changed, flagged, worse):
    after, look_again = rules.after_change(state, changed, flagged, worse)
    before_it_was_open = state in {S.DRAFT, S.TO_CHECK, S.SENT_BACK}
    checked_anew = bool(changed) and (flagged or worse) and not before_it_was_open
    assert after == (S.TO_CHECK if checked_anew else state)
    assert after == state or rules.may_follow(state, after)
    words_changed = bool(changed & {"title", "about"})
    assert look_again is (words_changed and not before_it_was_open and not checked_anew)


@pytest.mark.parametrize(
    ("before", "after", "is_it"),
    [
        ((True, 3000, "month"), (True, 3000, "month"), False),
        ((True, 3000, "month"), (True, 3500, "month"), False),
        ((True, 3000, "month"), (True, 2900, "month"), True),
        ((True, 3000, "month"), (False, None, "month"), True),
        ((True, 3000, "month"), (True, 3000, "total"), True),
        ((False, None, "month"), (True, 500, "month"), False),
        ((False, None, "month"), (False, None, "month"), False),
    ],
)
def test_less_pay_is_worse(before, after, is_it):
    assert pay.worse(before, after) is is_it


@pytest.mark.parametrize("kind", Kind)
def test_who_may_be_unpaid(kind):
    learning = {Kind.OBSERVATION, Kind.INTERNSHIP, Kind.PFE, Kind.TRAINING}
    assert pay.may_be_unpaid(kind) is (kind in learning)


@pytest.mark.parametrize(
    ("amount", "period", "weeks", "a_month"),
    [
        (3000, PayPeriod.MONTH, None, 3000),
        (100, PayPeriod.DAY, None, 2600),
        (1000, PayPeriod.WEEK, None, 4348),
        (17, PayPeriod.HOUR, None, 3252),
        (6000, PayPeriod.TOTAL, 13, 2007),
        (6000, PayPeriod.TOTAL, 2, 6000),
        (6000, PayPeriod.TOTAL, None, 6000),
    ],
)
def test_pay_in_a_month(amount, period, weeks, a_month):
    assert round(pay.a_month(amount, period, weeks)) == a_month


# Changes while it is online


def facts(opening, **other) -> Facts:
    same = {name: getattr(opening, name) for name in Facts.__dataclass_fields__}
    lists = {name: tuple(value) for name, value in same.items() if isinstance(value, list)}
    return Facts(**same | lists | other)


@pytest.mark.parametrize(
    ("change", "state", "look"),
    [
        ({"places": 5, "hours": "de 8 h à 12 h", "city": "Rabat"}, "open", False),
        ({"about": "Trois mois à l'atelier."}, "open", True),
        ({"title": "Couturier, couturière"}, "open", True),
        ({"pay_from": 2500}, "open", True),
        ({"pay_from": 900}, "to_check", False),
        ({"paid": False, "pay_from": None}, "to_check", False),
        ({"kind": "daily"}, "to_check", False),
        ({"about": "Appelez le 06 61 23 45 67."}, "to_check", False),
        ({"hours": "WhatsApp uniquement"}, "to_check", False),
        ({"address": "wa.me/212661234567"}, "to_check", False),
        ({"pay_from": 20000}, "to_check", False),
    ],
)
def test_a_change_of_what_is_online(clock, change, state, look):
    opening = opportunity()
    do(posting.change, opening, facts(opening, **change))
    row = fresh(opening)
    assert (row.state, row.look_again, row.version) == (state, look, 2)


def test_a_mark_that_a_moderator_has_read_does_not_stop_another_change(clock):
    opening = opportunity(about="Appelez le 0661234567.", flags=["phone"])
    do(posting.change, opening, facts(opening, hours="de 8 h à 12 h"))
    assert fresh(opening).state == "open"
    assert fresh(opening).flags == ["phone"]


@pytest.mark.parametrize("state", ["filled", "withdrawn"])
def test_what_is_over_is_not_changed(clock, state):
    opening = opportunity(state=state)
    with pytest.raises(Refused) as no:
        do(posting.change, opening, facts(opening, title="Autre"))
    assert no.value.code == "opening_not_editable"


def test_the_address_of_an_opening_that_was_online_never_changes(clock):
    opening = opportunity()
    do(posting.change, opening, facts(opening, title="Tout autre chose"))
    assert fresh(opening).slug == opening.slug
    draft = opportunity(state="draft", published_at=None)
    do(posting.change, draft, facts(draft, title="Brodeuse à Salé"))
    assert fresh(draft).slug.startswith("brodeuse-a-sale-")


@pytest.mark.parametrize(
    ("deed", "allowed"),
    [
        (life.pause, {"open"}),
        (life.fill, {"open", "paused", "expired"}),
        (life.withdraw, set(S) - {"withdrawn"}),
        (lambda o: life.confirm(o, DAYS), {"open", "expired"}),
        (lambda o: life.go_on(o, DAYS), {"paused", "filled", "expired"}),
        (posting.send, {"draft", "sent_back"}),
    ],
)
@pytest.mark.parametrize("state", S)
def test_who_can_do_what_from_where(clock, state, deed, allowed):
    opening = opportunity(state=state)
    if state in allowed:
        do(deed, opening)
        return
    with suppress(Refused):  # what is so already is left as it is
        do(deed, opening)
    assert fresh(opening).state == state


@pytest.mark.parametrize("state", ["suspended", "banned"])
@pytest.mark.parametrize("deed", [life.confirm, life.go_on])
def test_a_stopped_employer_opens_nothing_again(clock, state, deed):
    opening = opportunity(organisation(state=state), state="expired")
    with pytest.raises(Refused) as no:
        do(deed, opening, DAYS)
    assert no.value.code == "firm_stopped"
