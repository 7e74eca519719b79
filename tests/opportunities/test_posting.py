"""An employer writes an opening on a phone, sees it as people will, sends it."""

import pytest

from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import posting
from tests.databases import look_again
from tests.factories.people import account, enter, member, opportunity, organisation
from tests.people import token_in, words
from tests.queries import counted

HERE = "/fr/employer/opportunities/"


@pytest.fixture
def firm(client):
    """Salma's workshop; the browser is signed in as Salma."""
    mine = member()
    enter(client, mine.account)
    return mine.organisation


def press(client, page, deed, **fields):
    """Press the button of `page` that leads to `deed`."""
    html = client.get(page).text
    address = page.rstrip("/").removesuffix("/preview") + f"/{deed}"
    return client.post(address, data=fields | {"form_token": token_in(html, address)})


def start(client, lang="fr", **other):
    address = f"/{lang}/employer/opportunities/new"
    typed = {"kind": "internship", "trade_words": "couturière"} | other
    return client.post(address, data=typed | {"form_token": token_in(client.get(address).text)})


def only() -> Opportunity:
    look_again()
    return db.session.query(Opportunity).one()


def good(**other):
    answers = {
        "kind": "internship",
        "trade_words": "couturière",
        "trade": "dressmaker",
        "title": "Couturière",
        "about": "Deux mois à l'atelier, puis peut-être un emploi.",
        "city": "Salé",
        "places": "2",
        "lasts": "2",
        "lasts_unit": "months",
        "hours": "lundi à vendredi, 9 h – 17 h",
        "pay_from": "1 800",
        "pay_period": "month",
        "no_cv": "y",
    }
    return answers | other


def fill(client, opening, lang="fr", **other):
    address = f"/{lang}/employer/opportunities/{opening.token}/edit"
    page = client.get(address).text
    return client.post(address, data=good(**other) | {"form_token": token_in(page)})


def draft(firm, **other):
    return opportunity(firm, state="draft", published_at=None, expires_at=None, **other)


def test_two_small_screens_then_the_preview_then_it_is_sent(client, firm):
    first = start(client)
    opening = only()
    assert (first.status_code, opening.state) == (303, "draft")
    assert first.location == f"{HERE}{opening.token}/edit"
    assert (opening.title, opening.trade, opening.sector) == ("Couturière", "dressmaker", "sewing")
    assert (opening.language, opening.city_code) == ("fr", "sale")  # the employer's own city
    second = fill(client, opening)
    assert second.location == f"{HERE}{opening.token}/preview"
    seen = words(client.get(second.location).text)
    for said in ("Couturière", "Atelier Nour", "Deux mois à l'atelier", "1 800", "Salé"):
        assert said in seen.replace("\u202f", " ").replace("\xa0", " ")
    assert press(client, second.location, "send").location == f"{HERE}{opening.token}/"
    assert only().state == "to_check"
    assert (only().months, only().weeks, only().posted_by is not None) == (2, 9, True)


def test_what_waits_for_its_members_comes_first_in_the_list(client, firm):
    for state, title in (("withdrawn", "Gone"), ("open", "Shown"), ("sent_back", "Change me")):
        opportunity(firm, state=state, title=title)
    opportunity(title="Someone else's")
    page = words(client.get(HERE).text)
    assert page.index("Change me") < page.index("Shown") < page.index("Gone")
    assert "Someone else" not in page


@pytest.mark.parametrize("many", [1, 25])
def test_the_list_asks_the_same_few_questions_however_long_it_is(client, firm, many):
    for _ in range(many):
        opportunity(firm)
    with counted() as asked:
        client.get(HERE)
    assert len(asked) <= 6


def test_a_longer_list_has_a_second_page(client, firm):
    for number in range(22):
        opportunity(firm, title=f"Opening {number}")
    assert "?page=2" in client.get(HERE).text
    assert "Opening 0" in words(client.get(HERE + "?page=2").text)


@pytest.mark.parametrize("odd", ["0", "x", "99999999999999", "-1"])
def test_an_odd_page_number_is_still_a_page(client, firm, odd):
    assert client.get(HERE + f"?page={odd}").status_code == 200


def test_a_copy_is_a_new_draft_with_the_same_words_and_no_first_day(client, firm):
    opening = opportunity(firm, starts_on=None, skills=["tajine"], paid=True, months=2)
    page = f"{HERE}{opening.token}/"
    answer = press(client, page, "copy")
    copies = db.session.query(Opportunity).filter(Opportunity.id != opening.id).all()
    assert [(c.state, c.title, c.skills, c.months) for c in copies] == [
        ("draft", "Couturière", ["tajine"], 2)
    ]
    assert copies[0].slug != opening.slug
    assert answer.location == f"{HERE}{copies[0].token}/edit"


def test_a_pending_employer_may_write_and_send(client):
    mine = member(organisation(state="pending"))
    enter(client, mine.account)
    assert "checking" in words(client.get("/en/employer/opportunities/").text)
    start(client)
    fill(client, only())
    assert press(client, f"{HERE}{only().token}/preview", "send").status_code == 303
    assert only().state == "to_check"


@pytest.mark.parametrize("state", ["suspended", "banned"])
def test_a_stopped_employer_is_led_to_the_reason_and_posts_nothing(client, state):
    mine = member(organisation(state=state))
    enter(client, mine.account)
    opportunity(mine.organisation, state="paused")
    for page in (HERE, HERE + "new", f"{HERE}{only().token}/edit"):
        assert client.get(page).status_code == 303
    firm = db.session.get_one(Organisation, mine.organisation_id)
    with pytest.raises(Refused), transaction():
        posting.start(firm, posting.Facts("daily", "Peintre"), language="fr")


@pytest.mark.parametrize("rest", ["", "edit", "preview"])
def test_another_employer_s_opening_is_not_there(client, firm, rest):
    other = opportunity()
    assert client.get(f"{HERE}{other.token}/{rest}").status_code == 404
    assert client.get(f"{HERE}no-such-token/{rest}").status_code == 404
    assert client.get(f"{HERE}%00/{rest}").status_code == 404


@pytest.mark.parametrize(
    "deed", ["send", "confirm", "pause", "go-on", "filled", "withdraw", "copy", "edit"]
)
def test_nothing_is_done_to_another_employer_s_opening(client, firm, deed):
    other = opportunity()
    token = token_in(client.get(HERE + "new").text)
    answer = client.post(f"{HERE}{other.token}/{deed}", data=good() | {"form_token": token})
    assert answer.status_code == 404
    look_again()
    assert only().state == "open"


def test_visitors_and_people_without_an_employer_are_led_elsewhere(client, app):
    assert client.get(HERE).status_code == 303
    enter(client, account())
    assert "register" in client.get(HERE).location


def test_search_words_are_those_of_every_language(rows):
    firm = organisation(name="Café Amal")
    opening = opportunity(firm, trade="dressmaker", trade_words="couturière")
    found = posting.search_text(opening).split()
    for word in ("couturiere", "خياطه", "dressmaker", "modista", "cafe", "amal", "sale", "سلا"):
        assert word in found
    assert len(found) == len(set(found))
