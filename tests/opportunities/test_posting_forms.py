"""The two screens of an opening: what is understood, what is kept, what is said of a mistake."""

import pytest

from portal.core.db import db
from portal.opportunities.models import Opportunity
from portal.opportunities.states import Kind
from tests.databases import look_again
from tests.factories.people import enter, member
from tests.opportunities.test_posting import HERE, draft, fill, only, press, start
from tests.people import token_in, words


@pytest.fixture
def firm(client):
    """Salma's workshop; the browser is signed in as Salma."""
    mine = member()
    enter(client, mine.account)
    return mine.organisation


def test_an_empty_first_screen_keeps_what_was_typed_and_says_what_is_missing(client, firm):
    answer = start(client, kind="", trade_words="plombier")
    assert answer.status_code == 422
    assert 'value="plombier"' in answer.text
    assert 'href="#kind"' in answer.text
    assert db.session.query(Opportunity).count() == 0


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("about", ""),
        ("city", ""),
        ("pay_from", ""),
        ("pay_from", "beaucoup"),
        ("pay_to", "12"),  # less than the first
        ("places", "0"),
        ("places", "deux"),
        ("lasts", "61"),  # months
        ("starts_on", "2020-01-01"),
        ("starts_on", "2099-01-01"),
        ("starts_on", "bientôt"),
        ("kind", "slavery"),
        ("pay_period", "century"),
        ("title", "x" * 121),
        ("hours_per_week", "90"),
        ("benefits", "gold"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_the_rest_is_kept(client, firm, field, typed):
    opening = draft(firm)
    answer = fill(client, opening, **{field: typed, "address": "12, rue des Consuls"})
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.text
    assert 'value="12, rue des Consuls"' in answer.text
    assert only().address == ""


@pytest.mark.parametrize("kind", ["fixed_term", "permanent", "daily", "apprenticeship"])
def test_work_is_paid(client, firm, kind):
    answer = fill(client, draft(firm), kind=kind, unpaid="y", pay_from="")
    assert answer.status_code == 422
    assert "#unpaid" in answer.text


def test_an_internship_may_be_without_pay_but_not_both(client, firm):
    opening = draft(firm)
    assert fill(client, opening, unpaid="y").status_code == 422
    assert fill(client, opening, unpaid="y", pay_from="").status_code == 303
    assert (only().paid, only().pay_from) == (False, None)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1800", 1800), ("1 800", 1800), ("1.800", 1800), ("1 800 dh", 1800), ("١٨٠٠ درهم", 1800)],
)
def test_pay_is_read_as_people_write_it(client, firm, typed, amount):
    assert fill(client, draft(firm), pay_from=typed).status_code == 303
    assert only().pay_from == amount


def test_a_draft_is_kept_for_later_with_whatever_is_there(client, firm):
    opening = draft(firm)
    answer = fill(client, opening, title="", about="", pay_from="", city="", later="yes")
    assert answer.location == f"{HERE}{opening.token}/"
    assert (only().state, only().title, only().hours[:5]) == ("draft", "Couturière", "lundi")
    assert "Complete" in words(client.get(answer.location.replace("/fr/", "/en/")).text)


def test_what_is_incomplete_can_not_be_sent(client, firm):
    opening = draft(firm, about="")
    page = f"{HERE}{opening.token}/"
    token = token_in(client.get(page).text, f"{page}withdraw")
    assert client.post(f"{page}send", data={"form_token": token}).status_code == 422
    assert only().state == "draft"


def test_the_same_form_twice_makes_one_draft(client, firm):
    page = client.get(HERE + "new").text
    typed = {"kind": "daily", "trade_words": "peintre", "form_token": token_in(page)}
    answers = [client.post(HERE + "new", data=typed) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert only().kind == Kind.DAILY
    other = client.post(HERE + "new", data=typed | {"trade_words": "maçon"})
    assert other.status_code == 422


def test_another_trade_is_found_when_the_words_change(client, firm):
    opening = draft(firm, trade="dressmaker")
    fill(client, opening, trade_words="cuisinier", trade="dressmaker", title="Cuisinier")
    look_again()
    assert only().sector == "catering"
    assert "cuisinier" in only().search_text


def test_none_of_these_trades_is_an_answer(client, firm):
    opening = draft(firm, trade="dressmaker")
    fill(client, opening, trade="")
    assert (only().trade, only().sector) == ("", "sewing")  # the employer's own sector


def test_folded_answers_are_kept(client, firm):
    opening = draft(firm, trade="dressmaker")
    fill(
        client,
        opening,
        skills=["sewing-machine", "no-such-skill"],
        skills_other="ponctualité, tajine",
        skills_wished="broderie",
        level_fr="good",
        benefits=["meals", "transport"],
        hours_per_week="40",
        remote="y",
        activities="Couper.\r\nCoudre.",
    )
    now = only()
    assert now.skills == ["sewing-machine", "ponctualité", "tajine"]
    assert (now.skills_wished, now.benefits) == (["broderie"], ["meals", "transport"])
    assert now.languages == [{"language": "fr", "level": "good"}]
    assert (now.hours_per_week, now.remote, now.activities) == (40, True, "Couper.\nCoudre.")
    again = client.get(f"{HERE}{now.token}/edit").text
    assert "ponctualité, tajine" in again
    before = only().version
    address = f"{HERE}{now.token}/edit"
    assert 'value="sewing-machine" checked' in client.get(address).text
    assert only().version == before


def test_sending_the_form_again_unchanged_changes_nothing(client, firm):
    opening = draft(firm, trade="dressmaker")
    fill(client, opening)
    before = only().version
    fill(client, opening)
    assert only().version == before


def test_the_page_warns_kindly_before_sending(client, firm):
    opening = draft(firm)
    fill(client, opening, about="Appelez le 06 61 23 45 67. Frais d'inscription : 200 dh.")
    assert only().flags == ["phone", "money"]
    page = words(client.get(f"/en/employer/opportunities/{opening.token}/preview").text)
    assert "Take the phone number out" in page
    assert "never pay" in page
    assert press(client, f"{HERE}{opening.token}/preview", "send").status_code == 303
    assert only().state == "to_check"  # a warning is not a wall
