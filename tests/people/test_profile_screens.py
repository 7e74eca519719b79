"""The five screens, one after the other, as a person meets them."""

import re

import pytest

from portal.core.db import db, transaction
from portal.people.models import Person
from portal.people.states import PersonState, Step
from portal.web.locale import LANGUAGES
from tests.factories.people import account, enter, person
from tests.people import token_in, words
from tests.people.profiles import HERE, PLACE, TRADE, WISHES, begun, boxes, of, send, ticked
from tests.people.profiles import LANGUAGES as KNOWN

SCREENS = ("trades/", "skills", "languages", "place", "wishes", "name", "skills/learned")


@pytest.fixture
def me(client):
    return begun(client)


def chosen(html, name):
    return re.findall(rf'<select[^>]*name="{name}".*?value="(\w*)" selected', html, re.DOTALL)


def test_a_stranger_is_led_to_the_door(client):
    for screen in ("", *SCREENS):
        assert client.get(f"/fr{HERE}{screen}").status_code == 303


def test_who_has_no_profile_yet_is_led_to_its_beginning(client):
    enter(client, account())
    for screen in SCREENS:
        assert client.get(f"/fr{HERE}{screen}").headers["Location"] == f"/fr{HERE}"
    assert db.session.query(Person).count() == 0


def test_a_profile_begins_with_a_name_that_is_not_on_papers(client):
    enter(client, account(name="Mamadou Diallo"))
    page = client.get(f"/fr{HERE}")
    assert 'value="Mamadou Diallo"' in page.text
    assert send(client, HERE, HERE + "begin", name="").status_code == 422
    send(client, HERE, HERE + "begin", name="Mamou")
    assert [one.name for one in db.session.query(Person)] == ["Mamou"]


def test_five_screens_lead_from_nothing_to_a_complete_profile(client, me):
    answers = (
        ("trades/", TRADE, "trades/"),
        ("skills", {"skill": ["hand-sewing"], "words": "broder"}, "languages"),
        ("languages", KNOWN, "place"),
        ("place", PLACE, "wishes"),
        ("wishes", WISHES, ""),
    )
    for count, (screen, typed, then) in enumerate(answers):
        shown = client.get(f"/fr{HERE}")
        assert f'value="{count}"' in re.search("<progress[^>]*>", shown.text).group()
        answer = send(client, HERE + screen, **typed)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/fr{HERE}{then}")
    made = of(me)
    assert made.complete_at is not None
    assert (made.city, made.city_code, made.hub) == ("Sale", "sale", "Rabat")
    assert made.wants == ["observation", "internship", "pfe", "fixed_term", "permanent"]
    assert (made.hours, made.hours_per_week) == (["mornings"], 20)
    assert "✓" in client.get(f"/fr{HERE}").text


def test_from_the_trades_one_goes_on_to_the_skills(client, me):
    send(client, HERE + "trades/", **TRADE)
    page = client.get(f"/fr{HERE}trades/")
    assert f'<a class="button" href="/fr{HERE}skills">' in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", ["", *SCREENS])
def test_every_screen_has_one_green_button_and_its_place_in_the_row(client, lang, screen):
    row = person()
    enter(client, row.account)
    page = client.get(f"/{lang}{HERE}{screen}")
    assert page.status_code == 200
    assert len(re.findall(r'class="button"', page.text)) == 1
    assert ("<progress" in page.text) == (screen != "name")


def test_languages_are_added_one_by_one_without_javascript(client, me):
    here = HERE + "languages"
    more = KNOWN | {"more": "y"}
    more["language"] = [*KNOWN["language"], "wo"]
    more["spoken"] = [*KNOWN["spoken"], "fluent"]
    more["written"] = [*KNOWN["written"], "none"]
    answer = send(client, here, **more)
    assert answer.headers["Location"] == f"/fr{here}"
    page = client.get(f"/fr{here}").text
    assert boxes(page, "language") == ["fr", "ary", "wo"]
    assert chosen(page, "spoken")[:3] == ["good", "little", "fluent"]
    send(client, here, language=["fr", "wo"], spoken=["none", "good"], written=["none", "little"])
    assert [(row.language, row.spoken) for row in of(me).languages] == [("wo", "good")]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"language": ["fr"], "spoken": ["none"], "written": ["none"]},
        {"language": ["xx"], "spoken": ["good"], "written": ["good"]},
        {"language": ["fr"], "spoken": ["perfect"], "written": ["good"]},
        {"language": ["fr", "wo"], "spoken": ["good", "none"], "written": ["good", "none"]},
    ],
)
def test_languages_that_make_no_sense_come_back(client, me, typed):
    answer = send(client, HERE + "languages", **typed)
    assert answer.status_code == 422
    assert "problems" in answer.text
    assert of(me).languages == []


def test_a_day_is_read_in_the_ways_people_write_it(client, me):
    for typed in ("15/03/2028", "2028-03-15", "١٥/٠٣/٢٠٢٨", "15.03.2028"):
        answer = send(client, HERE + "wishes", **WISHES | {"start": "later", "day": typed})
        assert answer.status_code == 303
        assert of(me).free_from.isoformat() == "2028-03-15"
    shown = client.get(f"/fr{HERE}wishes").text
    assert ticked(shown, "start") == ["later"]
    assert 'value="15/03/2028"' in shown


@pytest.mark.parametrize("typed", ["", "soon", "31/02/2027", "01/01/2999"])
def test_a_day_that_is_none_comes_back(client, me, typed):
    answer = send(client, HERE + "wishes", **WISHES | {"start": "later", "day": typed})
    assert answer.status_code == 422
    assert 'href="#day"' in answer.text


WRONG = (
    ("trades/", {"words": "x" * 81, "where": "Fès"}, 'value="Fès"', ("words", "learned", "band")),
    ("skills", {"words": "y" * 61}, "y" * 61, ("words",)),
    ("skills", {"words": "\n".join(map(str, range(11)))}, "10", ("words",)),
    ("skills", {}, "", ("skill",)),
    ("place", {"city": "Ville-" * 20}, "Ville-Ville", ("city", "travel")),
    ("wishes", {"words": "z" * 501, "hours": ["evenings"]}, "zzz", ("wants", "start", "words")),
    ("name", {"name": "", "family_name": "Keita"}, 'value="Keita"', ("name",)),
)


@pytest.mark.parametrize(("screen", "typed", "kept", "wrong"), WRONG)
def test_a_wrong_answer_comes_back_with_what_was_typed(client, me, screen, typed, kept, wrong):
    if screen == "skills":
        send(client, HERE + "trades/", **TRADE)
    before = vars(of(me)).copy()
    answer = send(client, HERE + screen, **typed)
    assert answer.status_code == 422
    assert kept in answer.text
    for field in wrong:
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}"' in answer.text
        assert f'id="{field}-wrong"' in answer.text
    assert of(me).changed_at == before["changed_at"]


def test_a_line_that_drops_loses_and_doubles_nothing(client, me):
    """The answer was lost: the phone sends the same again, then the person comes back."""
    page = client.get(f"/fr{HERE}trades/")
    form = TRADE | {"form_token": token_in(page.text)}
    first, second = (client.post(f"/fr{HERE}trades/", data=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(of(me).trades) == 1
    send(client, HERE + "trades/", **TRADE)  # and once more, from a fresh page
    assert len(of(me).trades) == 1
    page = client.get(f"/fr{HERE}")
    assert f'href="/fr{HERE}skills" class="main"' in page.text
    assert 'value="1"' in re.search("<progress[^>]*>", page.text).group()


def test_going_back_keeps_everything(client, me):
    send(client, HERE + "trades/", **TRADE)
    send(client, HERE + "skills", skill=["hand-sewing"], words="broder")
    send(client, HERE + "place", **PLACE)
    skills = client.get(f"/fr{HERE}skills").text
    assert ticked(skills, "skill") == ["hand-sewing"]
    assert "broder</textarea>" in skills
    place = client.get(f"/fr{HERE}place").text
    assert 'value="Salé"' in place
    assert (ticked(place, "travel"), ticked(place, "other")) == (["around"], ["rabat"])


def test_a_change_in_a_complete_profile_leads_back_to_it(client):
    row = person()
    enter(client, row.account)
    answer = send(client, HERE + "place", **PLACE)
    assert answer.headers["Location"] == f"/fr{HERE}"


def test_a_profile_is_paused_and_started_again(client):
    row = person()
    enter(client, row.account)
    send(client, HERE, HERE + "pause")
    assert of(row.account).state == PersonState.PAUSED
    assert "paused" in words(client.get(f"/en{HERE}").text)
    send(client, HERE, HERE + "resume")
    assert of(row.account).state == PersonState.ACTIVE


def test_one_token_used_for_two_deeds_changes_nothing_the_second_time(client):
    row = person()
    enter(client, row.account)
    form = {"form_token": token_in(client.get(f"/fr{HERE}").text)}
    assert client.post(f"/fr{HERE}pause", data=form).status_code == 303
    assert client.post(f"/fr{HERE}resume", data=form).status_code == 303
    assert of(row.account).state == PersonState.PAUSED


def test_a_merged_or_erased_person_has_no_profile(client):
    row = person()
    enter(client, row.account)
    for state in (PersonState.MERGED, PersonState.ERASED):
        with transaction():
            db.session.get(Person, row.id).state = state
        assert client.get(f"/fr{HERE}place").headers["Location"] == f"/fr{HERE}"


def test_nothing_is_asked_beyond_what_matching_or_a_counsellor_needs(client):
    row = person()
    enter(client, row.account)
    asked = set()
    for screen in SCREENS:
        page = client.get(f"/fr{HERE}{screen}").text
        asked |= set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))
    assert asked - {"form_token"} == {
        *("name", "family_name", "words", "learned", "band", "where"),
        *("skill", "key", "language", "spoken", "written"),
        *("city", "travel", "other", "wants", "start", "day", "hours", "per_week"),
    }


def test_the_steps_stand_in_their_order(client, me):
    page = client.get(f"/fr{HERE}").text
    links = re.findall(rf'<li><a href="/fr{HERE}(\w+)/?"', page)
    assert links == [str(step) for step in Step]
