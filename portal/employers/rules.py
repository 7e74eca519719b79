"""What an ICE is, when two names are alike, who may post, what staff may decide."""

import re
from datetime import timedelta

from portal.core.folding import ascii_digits, fold
from portal.employers.models import Membership, Organisation
from portal.employers.states import Decision, MemberState, Verification

LONGEST_NAME = 120
LONGEST_CITY = 80
LONGEST_ADDRESS = 200
LONGEST_NOTE = 500
MOST_ORGANISATIONS = 5  # that one account speaks for
MOST_MEMBERS = 20  # and open invitations, of one organisation
MOST_INTRODUCTIONS = 100  # a month
USUAL_INTRODUCTIONS = 10
INVITATION_HOLDS = timedelta(days=7)
CHARTER_VERSION = "2026-11"  # of the text in templates/employers/_charter.html

ICE_DIGITS = 15
_BETWEEN = re.compile(r"[\s.\-/_]+")
# What a legal form or an article adds to a name: "Sté Nour SARL" is "Nour".
_FORMS = (
    "sarl sarlau sa sas snc au ste societe company cooperative coop association entreprise ets"
    " etablissement etablissements groupe le la les el al شركه تعاونيه جمعيه مقاوله"
)
NEEDS_NOTE = (Decision.ASK, Decision.LEAVE_CHANGE, Decision.SUSPEND, Decision.BAN)


def read_ice(text: str) -> str:
    """The digits of an ICE as a person writes it: spaces, dots, Arabic digits are understood."""
    return _BETWEEN.sub("", ascii_digits(text))


def ice_has_its_shape(ice: str) -> bool:
    """Fifteen digits: 9 for the company, 4 for its establishment, 2 for control.

    https://www.ice.gov.ma/ICE/Guide_ICE.pdf, as quoted by stdnum.ma.ice (below).
    """
    return len(ice) == ICE_DIGITS and ice.isascii() and ice.isdigit() and int(ice[:9]) > 0


def ice_is_right(ice: str) -> bool:
    """Does an ICE have its shape, and do its last two digits fit the first thirteen?

    The state publishes the places of the digits, not how the last two are reckoned. The rule is
    the one that python-stdnum found and checks since 2022: the whole number is a multiple of 97
    (https://arthurdejong.org/python-stdnum/doc/stdnum.ma.ice; issue 226 and pull request 312 of
    arthurdejong/python-stdnum). All of the 68 published numbers that we looked at obey it.
    So any one wrong digit, and any two neighbours swapped, are noticed.
    """
    return ice_has_its_shape(ice) and int(ice) % 97 == 0


def bare_name(name: str) -> str:
    """A name as duplicates are looked for: folded, without legal forms and signs."""
    words = re.sub(r"[^\w\s]", "", fold(name).replace("-", " ")).split()
    return " ".join(word for word in words if word not in _FORMS.split()) or fold(name)


def search_text(name: str, city: str, its_names: str, ice: str | None) -> str:
    """The folded words by which staff find an organisation."""
    return fold(f"{name} {city} {its_names} {ice or ''}")


def introductions_left(most: int, used: int) -> int:
    """How many people may still be introduced to an employer this month."""
    return max(most - used, 0)


def may_post(member: Membership) -> bool:
    """May this member write openings? Also before we have checked: the public sees them after."""
    active = member.state == MemberState.ACTIVE
    return active and member.organisation.state in (Verification.PENDING, Verification.VERIFIED)


def is_stopped(organisation: Organisation) -> bool:
    """Suspended or banned: nothing it posted is shown, and it sees nobody."""
    return organisation.state in (Verification.SUSPENDED, Verification.BANNED)


def has_signed(organisation: Organisation) -> bool:
    """Does it stand by the charter, as the charter reads today?"""
    return organisation.csr_version == CHARTER_VERSION


def decisions(organisation: Organisation) -> tuple[Decision, ...]:
    """What staff may decide now."""
    if organisation.state == Verification.PENDING:
        return (Decision.VERIFY, Decision.ASK, Decision.SUSPEND, Decision.BAN)
    change = (Decision.TAKE_CHANGE, Decision.LEAVE_CHANGE) if organisation.wanted else ()
    if organisation.state == Verification.VERIFIED:
        return (*change, Decision.SUSPEND, Decision.BAN)
    if organisation.state == Verification.SUSPENDED:
        return (Decision.LIFT, *change, Decision.BAN)
    return (Decision.LIFT,)


def state_after(decision: Decision, organisation: Organisation) -> Verification:
    """Where a decision leads. What was lifted is again what it was before."""
    before = Verification.VERIFIED if organisation.verified_at else Verification.PENDING
    return {
        Decision.VERIFY: Verification.VERIFIED,
        Decision.SUSPEND: Verification.SUSPENDED,
        Decision.BAN: Verification.BANNED,
        Decision.LIFT: before,
    }.get(decision, Verification(organisation.state))
