"""Check 31: the life of a number, in twelve cases; never another person's data."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries
from portal.accounts.operations import changing, tidying
from portal.accounts.states import PhoneState
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.notifications.models import Message, State
from tests.accounts.walking import (
    PHONE,
    PIN,
    ask,
    browser,
    come_in,
    first_time,
    fresh,
    letters,
    on,
    pass_code,
    set_to,
    someone,
)

OTHER = "+212655555555"
OTHER_TYPED = "06 55 55 55 55"


def owner_moves(mine, to=OTHER):
    committed(lambda: changing.change_number(db.session.get_one(type(mine), mine.id), to))


def tidied(**later):
    with time_machine.travel(now() + timedelta(**later)):
        committed(tidying.doubt_numbers)


def bounced(phone):
    """The operator says that the number is not in service."""
    with transaction():
        for letter in db.session.query(Message):
            letter.state, letter.error_code = State.FAILED, "number_unknown"


class Case:
    """What happened to the number, and what each one who tries then gets."""

    def __init__(self, name, happens, tries):
        self.name, self.happens, self.tries = name, happens, tries


def _nothing(_mine):
    pass


def _share_three(_mine):
    someone(name="Binta", member=2, pin="914063")
    someone(name="Coumba", member=3, pin="630852")


def _owner_erased(mine):
    set_to(mine, state="erased")


def _recycled(mine):
    tidied(days=181)


# (number, PIN) -> whose space it opens; None for nobody's.
CASES = [
    Case("a number with one owner", _nothing, [(PHONE, PIN, "Aminata"), (PHONE, "914063", None)]),
    Case("another number", _nothing, [(OTHER, PIN, None)]),
    Case("changed: the new number", owner_moves, [(OTHER, PIN, "Aminata")]),
    Case("changed: the old number", owner_moves, [(PHONE, PIN, None)]),
    Case("shared by three: the first", _share_three, [(PHONE, PIN, "Aminata")]),
    Case("shared by three: the second", _share_three, [(PHONE, "914063", "Binta")]),
    Case("shared by three: the third", _share_three, [(PHONE, "630852", "Coumba")]),
    Case("shared by three: a fourth", _share_three, [(PHONE, "508237", None)]),
    Case("dormant: its owner", _recycled, [(PHONE, PIN, "Aminata")]),
    Case("dormant: its new holder", _recycled, [(PHONE, "508237", None)]),
    Case("erased", _owner_erased, [(PHONE, PIN, None)]),
    Case("two with the same PIN", lambda _m: someone(member=2, name="Binta"), [(PHONE, PIN, None)]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_life_of_a_number(client, app, case):
    mine = someone()
    case.happens(mine)
    for phone, pin, name in case.tries:
        visitor = browser(app)
        answer = come_in(visitor, pin, phone="0" + phone[4:])
        if name is None:
            assert answer.status_code == 422
        else:
            assert name in visitor.get("/fr/me/").text


def test_half_a_year_without_a_sign_in_makes_a_number_suspect(client):
    mine = someone()
    tidied(days=179)
    assert fresh(mine).phone_state == PhoneState.GOOD
    tidied(days=181)
    assert fresh(mine).phone_state == PhoneState.SUSPECT
    assert queries.recipient(fresh(mine)).routes == ()


def test_a_number_that_is_out_of_service_is_suspect(client):
    mine, other = someone(), someone(phone=OTHER)
    ask(client)
    bounced(PHONE)
    tidied(minutes=1)
    assert fresh(mine).phone_state == PhoneState.SUSPECT
    assert fresh(other).phone_state == PhoneState.GOOD


def test_a_bounce_of_long_ago_says_nothing_of_a_new_owner(client):
    ask(client)
    bounced(PHONE)
    with time_machine.travel(now() + timedelta(hours=1)):
        mine = someone()
        committed(tidying.doubt_numbers)
    assert fresh(mine).phone_state == PhoneState.GOOD


def test_the_new_holder_of_a_number_begins_afresh_beside_the_old_account(client):
    old = someone()
    tidied(days=181)
    pass_code(client)
    assert first_time(client, name="Newcomer", pin="508237").location == "/fr/me/"
    assert "Newcomer" in client.get("/fr/me/").text
    assert "Aminata" not in client.get("/fr/me/").text
    assert [a.member for a in on()] == [1, 2]
    assert fresh(old).phone_state == PhoneState.SUSPECT


def test_a_code_alone_never_opens_a_doubtful_number(client):
    someone(phone_state=PhoneState.SUSPECT)
    pass_code(client)
    assert client.get("/fr/me/").status_code == 303
    assert len(letters()) == 1
