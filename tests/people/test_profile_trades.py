"""Her trades and what they need: own words, what we understood of them, boxes to tick."""

import pytest

from portal.core.db import db
from portal.people.models import PersonTrade
from portal.reference import trades
from tests.factories.people import enter, person
from tests.people import token_in
from tests.people.profiles import HERE, TRADE, begun, boxes, of, send, ticked


@pytest.fixture
def me(client):
    return begun(client)


def test_own_words_are_kept_before_the_trade_is_chosen(client, me):
    typed = {key: value for key, value in TRADE.items() if key != "trade"}
    answer = send(client, HERE + "trades/", **typed)
    (trade,) = of(me).trades
    assert (trade.words, trade.trade, trade.learned, trade.months) == (
        "couturière",
        "",
        "informal_job",
        18,
    )
    which = answer.headers["Location"].removeprefix("/fr")
    assert which == f"{HERE}trades/{trade.token}/which"
    page = client.get(f"/fr{which}")
    assert len(boxes(page.text, "trade")) == 6
    assert ticked(page.text, "trade") == ["dressmaker"]  # sure: one tap
    answer = send(client, which, trade="tailor")
    assert answer.headers["Location"] == f"/fr{HERE}trades/"
    assert of(me).trades[0].trade == "tailor"


def test_none_of_these_keeps_the_words_for_a_counsellor(client, me):
    send(client, HERE + "trades/", **TRADE | {"words": "griot", "trade": "none"})
    (trade,) = of(me).trades
    assert (trade.words, trade.trade) == ("griot", "")


def test_an_unsure_answer_says_so(client, me):
    unsure = client.get(f"/en{HERE}trades/?words=asdf+zoub").text
    assert "We are not sure" in unsure
    assert ticked(unsure, "trade") == []
    assert "We are not sure" not in client.get(f"/en{HERE}trades/?words=tailor").text
    assert "do not know this trade" in client.get(f"/en{HERE}trades/?words=qqqq").text


def test_the_list_under_the_field_is_a_part_of_the_page(client, me):
    address = f"/fr{HERE}trades/?words=couturi%C3%A8re"
    part = client.get(address, headers={"HX-Request": "true"}).text
    whole = client.get(address).text
    assert part.startswith('<div id="found"')
    assert "<html" not in part
    assert boxes(part, "trade") == boxes(whole, "trade")
    assert len(boxes(part, "trade")) == 6
    assert client.get(f"/fr{HERE}trades/?words=co", headers={"HX-Request": "true"}).text == (
        '<div id="found" role="status">\n</div>'
    )


def test_which_trade_must_be_one_that_was_offered(client, me):
    send(client, HERE + "trades/", **TRADE)
    which = f"{HERE}trades/{of(me).trades[0].token}/which"
    for odd in ("", "nonsense", "fr"):
        assert send(client, which, trade=odd).status_code == 422
    assert of(me).trades[0].trade == "dressmaker"


def test_a_trade_is_changed_and_taken_away(client, me):
    send(client, HERE + "trades/", **TRADE)
    here = f"{HERE}trades/{of(me).trades[0].token}"
    page = client.get(f"/fr{here}")
    assert ticked(page.text, "learned") == ["informal_job"]
    assert ticked(page.text, "band") == ["1to2"]
    answer = send(client, here, words="couturière", learned="training", band="more", where="Salé")
    assert answer.headers["Location"] == f"/fr{HERE}trades/"
    (trade,) = of(me).trades
    assert (trade.learned, trade.months, trade.where, trade.trade) == (
        "training",
        72,
        "Salé",
        "dressmaker",
    )
    send(client, here, here + "/remove")
    assert of(me).trades == []
    assert client.get(f"/fr{here}").status_code == 404


def test_the_trades_of_others_are_not_there(client, me):
    token = person().trades[0].token
    mine = client.get(f"/fr{HERE}trades/").text
    form = TRADE | {"form_token": token_in(mine)}
    for address in (token, f"{token}/which", "nothing", "nothing/which"):
        assert client.get(f"/fr{HERE}trades/{address}").status_code == 404
        assert client.post(f"/fr{HERE}trades/{address}", data=form).status_code == 404
    client.post(f"/fr{HERE}trades/{token}/remove", data=form)
    db.session.rollback()
    assert db.session.query(PersonTrade).count() == 1


def test_five_trades_are_enough(client):
    row = person(trades=[PersonTrade(words=f"t{i}", learned="training") for i in range(5)])
    enter(client, row.account)
    page = client.get(f"/fr{HERE}trades/")
    assert 'name="words"' not in page.text
    other = client.get(f"/fr{HERE}trades/{row.trades[0].token}").text
    form = TRADE | {"form_token": token_in(other)}
    answer = client.post(f"/fr{HERE}trades/", data=form)
    assert answer.status_code == 422
    assert 'value="couturière"' in answer.text


def test_the_skills_of_the_trades_are_offered_the_essential_ones_first(client, me):
    send(client, HERE + "trades/", **TRADE)
    essential = trades.essential_skills_of("dressmaker")
    offered = boxes(client.get(f"/fr{HERE}skills").text, "skill")
    assert set(offered) == set(trades.skills_of("dressmaker"))
    assert set(offered[: len(essential)]) == essential


def test_a_skill_is_learned_where_its_trade_was_and_may_be_said_otherwise(client, me):
    send(client, HERE + "trades/", **TRADE)
    send(client, HERE + "skills", skill=["hand-sewing"], words="broder\r\n\r\nteindre")
    told = {one.skill or one.words: one.learned for one in of(me).skills}
    assert told == dict.fromkeys(("hand-sewing", "broder", "teindre"), "informal_job")
    learned = HERE + "skills/learned"
    keys = boxes(client.get(f"/fr{learned}").text, "key")
    assert keys == ["hand-sewing", "~broder", "~teindre"]
    send(client, learned, key=keys, learned=["training", "unpaid", "self_taught"])
    send(client, HERE + "skills", skill=["hand-sewing"], words="broder\nteindre\ncouper")
    told = {one.skill or one.words: one.learned for one in of(me).skills}
    assert told == {
        "hand-sewing": "training",
        "broder": "unpaid",
        "teindre": "self_taught",
        "couper": "informal_job",
    }


def test_a_skill_that_was_not_offered_is_refused(client, me):
    send(client, HERE + "trades/", **TRADE)
    assert send(client, HERE + "skills", skill=["html-css"]).status_code == 422
    assert of(me).skills == []
