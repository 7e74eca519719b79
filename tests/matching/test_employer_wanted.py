"""An employer says how many candidates it wants, and reads facts of a card against its opening."""

import pytest

from portal.core import queue
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.matching.models import OpeningMatch, PersonMatch
from portal.matching.queries import due
from portal.people.models import PersonLanguage, PersonSkill
from tests.databases import look_again
from tests.factories import people
from tests.people import token_in, words
from tests.queries import counted


@pytest.fixture
def member(client):
    made = people.member()
    people.enter(client, made.account)
    return made


def page_of(opening, lang="fr"):
    return f"/{lang}/employer/opportunities/{opening.token}/candidates"


def send(client, opening, **typed):
    page = page_of(opening)
    token = token_in(client.get(page).text, page)
    return client.post(page, data={"form_token": token} | typed)


def kept(opening):
    look_again()
    return db.session.get(OpeningMatch, opening.id)


def test_three_is_what_it_gets_until_it_says_otherwise(client, member):
    opening = people.opportunity(member.organisation)
    assert '<option value="3" selected>' in client.get(page_of(opening)).text
    assert kept(opening) is None


def test_the_number_is_kept_and_the_opening_is_due(client, member, jobs):
    opening = people.opportunity(member.organisation)
    answer = send(client, opening, wanted="7")
    assert answer.status_code == 303
    found = kept(opening)
    assert found.wanted == 7
    assert [one.mark for one in due.openings(5) if one.id == opening.id] == [found.wanted_at]
    assert jobs[-1][0] == queue.Job.MATCH_CHANGES
    assert db.session.query(Deed).filter_by(what="matching.opening.wanted").count() == 1
    assert '<option value="7" selected>' in client.get(answer.location).text


def test_the_same_number_again_changes_nothing(client, member):
    opening = people.opportunity(member.organisation)
    for _ in range(2):
        send(client, opening, wanted="5")
    assert db.session.query(Deed).filter_by(what="matching.opening.wanted").count() == 1


@pytest.mark.parametrize("number", ["0", "21", "-1", "x", "", "9" * 30, "1.5"])
def test_only_one_to_twenty(client, member, number):
    opening = people.opportunity(member.organisation)
    answer = send(client, opening, wanted=number)
    assert answer.status_code == 422
    assert 'id="wanted-wrong"' in answer.text
    assert kept(opening) is None


def test_the_opening_of_another_firm_is_not_found(client, member):
    theirs = people.opportunity()
    assert client.get(page_of(theirs)).status_code == 404
    mine = people.opportunity(member.organisation)
    token = token_in(client.get(page_of(mine)).text, page_of(mine))
    form = {"form_token": token, "wanted": "9"}
    assert client.post(page_of(theirs), data=form).status_code == 404
    assert kept(theirs) is None


def test_it_reads_how_many_have_come_and_of_nobody_else(client, member):
    opening = people.opportunity(member.organisation)
    for state in ("yes", "yes", "proposed", "no"):
        people.suggestion(people.person(name="Zeinab"), opening, state=state)
    seen = client.get(page_of(opening)).text
    assert " 2 " in words(seen)
    assert "Zeinab" not in seen
    assert "0.72" not in seen


def test_the_page_is_light_and_linked_from_the_opening(client, member):
    opening = people.opportunity(member.organisation)
    home = client.get(f"/fr/employer/opportunities/{opening.token}/").text
    assert f'href="{page_of(opening)}"' in home
    for lang in ("fr", "ar"):
        answer = client.get(page_of(opening, lang), headers={"Accept-Encoding": "br"})
        assert len(answer.data) <= 6000
    with counted() as statements:
        client.get(page_of(opening))
    assert len(statements) <= 12


def applied(member, **asked):
    opening = people.opportunity(member.organisation, **asked)
    who = people.person(
        skills=[
            PersonSkill(skill="", words="Tajine", learned="self_taught"),
            PersonSkill(skill="cook-sauce-products", learned="training"),
        ],
        languages=[PersonLanguage(language="fr", spoken="good", written="little")],
    )
    with transaction():
        db.session.add(PersonMatch(person_id=who.id, excluded_by="near"))
    made = people.application(who, opening, introduced_at=opening.published_at)
    return f"/fr/employer/applicants/{made.token}/"


def lists(html):
    """The two lists: what stands on the card, what does not."""
    facts = html[html.rindex('<dl class="facts">') :].partition("</dl>")[0]
    return [words(one) for one in facts.split("<dt>")[1:]]


def test_an_employer_reads_what_of_its_wishes_stands_on_the_card(client, member):
    page = applied(
        member,
        skills=["tajine", "couscous"],
        languages=[{"language": "fr", "level": "good"}, {"language": "ar", "level": "little"}],
    )
    there, not_there = lists(client.get(page).text)
    assert "tajine" in there
    assert "couscous" in not_there
    assert "couscous" not in there
    assert "rançais" in there
    assert "rançais" not in not_there
    assert "rabe" in not_there


def test_nothing_is_said_where_nothing_is_asked_for(client, member):
    page = client.get(applied(member)).text
    assert page.count('<dl class="facts">') == 1
