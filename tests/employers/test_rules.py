"""What an ICE is, which names are alike, what may be decided."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.employers import rules
from portal.employers.models import Membership, Organisation
from portal.employers.states import Decision, MemberState, Verification
from tests.employers.firms import ICE, OTHER_ICE

# Numbers that companies print themselves, collected in python-stdnum's issue 226.
PUBLISHED = (ICE, OTHER_ICE, "001527456000081", "002163624000014", "000039557000028")
BODIES = st.integers(10**4, 10**13 - 1)


def whole(body: int) -> str:
    """An ICE whose last two digits fit these thirteen."""
    return f"{body:013d}{-body * 100 % 97:02d}"


@pytest.mark.parametrize("ice", PUBLISHED)
def test_numbers_that_companies_publish_are_right(ice):
    assert rules.ice_is_right(ice)


@given(BODIES)
def test_thirteen_digits_and_their_control_digits_are_right(body):
    assert rules.ice_is_right(whole(body))


@given(BODIES, st.integers(0, 14), st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(body, place, digit):
    ice = whole(body)
    wrong = ice[:place] + str(digit) + ice[place + 1 :]
    assume(wrong != ice)
    assert not rules.ice_is_right(wrong)


@given(BODIES, st.integers(0, 13))
def test_two_digits_in_the_wrong_order_are_always_noticed(body, place):
    ice = whole(body)
    swapped = ice[:place] + ice[place + 1] + ice[place] + ice[place + 2 :]
    assume(swapped != ice)
    assert not rules.ice_is_right(swapped)


@given(BODIES, st.sampled_from([" ", ".", "-", "\u00a0", "/"]), st.booleans())
def test_an_ice_is_read_in_any_way_of_writing_it(body, between, arabic):
    ice = whole(body)
    written = between.join([ice[:9], ice[9:13], ice[13:]])
    if arabic:
        written = written.translate({ord("0") + n: 0x660 + n for n in range(10)})
    assert rules.read_ice(written) == ice


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_reading_of_an_ice(text):
    read = rules.read_ice(text)
    assert rules.ice_is_right(read) in {True, False}
    if rules.ice_has_its_shape(read):
        assert len(read) == 15


@pytest.mark.parametrize("ice", ["", "0" * 15, "1" * 14, "1" * 16, "00156119100006X", "²" * 15])
def test_what_is_no_ice_has_not_its_shape(ice):
    assert not rules.ice_has_its_shape(ice)


@pytest.mark.parametrize(
    "name", ["Sté Nour S.A.R.L.", "NOUR sarl AU", "Société  Nour", "la nour", "Nôur-SA"]
)
def test_legal_forms_and_accents_do_not_make_another_name(name):
    assert rules.bare_name(name) == "nour"


def test_a_name_made_of_legal_forms_alone_stays_a_name():
    assert rules.bare_name("La Coopérative") == "la cooperative"


@pytest.mark.parametrize(("most", "used", "left"), [(10, 0, 10), (10, 10, 0), (3, 7, 0)])
def test_introductions_are_never_less_than_none(most, used, left):
    assert rules.introductions_left(most, used) == left


@pytest.mark.parametrize(
    ("state", "may"),
    [("pending", True), ("verified", True), ("suspended", False), ("banned", False)],
)
def test_who_is_stopped_may_not_post(state, may):
    firm = Organisation(state=state)
    assert rules.may_post(Membership(state=MemberState.ACTIVE, organisation=firm)) == may
    assert not rules.may_post(Membership(state=MemberState.LEFT, organisation=firm))
    assert rules.is_stopped(firm) != may


@pytest.mark.parametrize("state", Verification)
@pytest.mark.parametrize("wanted", [None, {"name": "x"}])
def test_every_decision_leads_to_a_state_from_which_something_can_be_decided(state, wanted):
    firm = Organisation(state=state, wanted=wanted, verified_at=None)
    for decision in rules.decisions(firm):
        after = Organisation(state=rules.state_after(decision, firm))
        assert rules.decisions(after)
    assert (Decision.TAKE_CHANGE in rules.decisions(firm)) == bool(
        wanted and state in (Verification.VERIFIED, Verification.SUSPENDED)
    )
