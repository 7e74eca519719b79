"""What is not an employer's own is as if it were not; lists stay light."""

import pytest

from portal.applications.models import Application
from portal.applications.states import Answer
from portal.core.db import db, transaction
from portal.employers.models import Membership, Organisation
from tests import html_rules
from tests.factories import people
from tests.people import token_in
from tests.queries import counted

ONE_TAP = [one for one in Answer if one not in (Answer.INTERVIEW, Answer.SKILLS)]


@pytest.fixture
def made(scene):
    return people.application(scene.person, scene.opening, sentence="Je couds depuis dix ans.")


@pytest.fixture
def employer(employer):
    return html_rules.watching(employer)


def page_of(made, lang="en"):
    return f"/{lang}/employer/applicants/{made.token}/"


OTHER_WAYS = ["", "answer", "meeting", "skills", "number"]


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_another_firm_s_applicant_is_as_if_there_were_none(employer, scene, way):
    other = people.application()
    none = "x" * len(other.token)
    theirs, nobody = (f"/fr/employer/applicants/{one}/{way}" for one in (other.token, none))
    token = form_token(employer, scene)
    for ask in ("get", "post"):
        data = {"data": {"form_token": token, "answer": "later"}} if ask == "post" else {}
        first, second = (getattr(employer, ask)(one, **data) for one in (theirs, nobody))
        assert first.status_code == second.status_code
        assert first.status_code in {404, 405}
        assert first.text.replace(other.token, none) == second.text


def form_token(browser, scene):
    """A form's token of the employer's pages that is good for all of them."""
    mine = people.application(people.person(), scene.opening)
    return token_in(browser.get(page_of(mine)).text, page_of(mine) + "answer")


def test_another_firm_s_opening_is_as_if_there_were_none(employer):
    other = people.opportunity()
    pages = [
        employer.get(f"/fr/employer/opportunities/{token}/applicants")
        for token in (other.token, "x" * len(other.token))
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text.replace(other.token, "x" * len(other.token)) == pages[1].text


@pytest.mark.parametrize("state", ["withdrawn", "unanswered", "cancelled", "hired_elsewhere"])
def test_who_is_gone_is_gone_from_the_employer_s_pages(employer, scene, state):
    made = people.application(scene.person, scene.opening, state=state)
    assert employer.get(page_of(made)).status_code == 404
    assert made.token not in employer.get("/en/employer/").text
    address = f"/en/employer/opportunities/{scene.opening.token}/applicants"
    assert made.token not in employer.get(address).text


def test_who_waits_in_the_queue_is_not_shown(employer, scene, made):
    with transaction():
        db.session.get_one(Application, made.id).introduced_at = None
    assert employer.get(page_of(made)).status_code == 404
    assert made.token not in employer.get("/en/employer/").text


@pytest.mark.parametrize("state", ["pending", "suspended", "banned"])
def test_a_firm_that_is_not_verified_sees_nobody(employer, scene, made, state):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).state = state
    assert employer.get(page_of(made)).status_code in {404, 303}
    assert "Aminata" not in employer.get("/en/employer/").text


def test_a_member_who_left_sees_nobody(employer, scene, made):
    with transaction():
        db.session.get_one(Membership, scene.member.id).state = "left"
    assert employer.get(page_of(made)).status_code == 303


def test_lists_ask_the_same_of_the_database_however_long_they_are(employer, scene, made):
    addresses = ["/en/employer/", f"/en/employer/opportunities/{scene.opening.token}/applicants"]

    def asked():
        counts = []
        for address in addresses:
            with counted() as statements:
                employer.get(address)
            counts.append(len(statements))
        return counts

    few = asked()
    second = people.opportunity(scene.firm, title="Brodeuse")
    for number in range(20):
        who = people.person(name=f"P{number}")
        people.application(who, second if number % 2 else scene.opening)
    assert asked() == few
    assert max(few) <= 12


def test_a_long_list_has_pages(employer, scene):
    for number in range(35):
        people.application(people.person(name=f"P{number}"), scene.opening)
    first, second = (employer.get(f"/en/employer/?page={page}").text for page in (1, 2))
    assert first.count("/employer/applicants/") == 30
    assert second.count("/employer/applicants/") == 5
    assert employer.get("/en/employer/?page=9999999999").status_code == 200
