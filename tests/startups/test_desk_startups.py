"""The desk of the start-ups: what waits, what pages lack, one page, decisions, lists taken away."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core import photo_files
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db
from portal.startups.models import StartupDecision, StartupMember
from portal.startups.queries import desk as queries
from portal.startups.texts import desk as texts
from portal.startups.views.photos import folder
from tests.factories import people
from tests.factories.startups import call_request, member, photo, product, startup
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.startups.desk import DESK, again, press, reported, rule, whole

BROTLI = {"Accept-Encoding": "br"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def staff(client):
    someone = make_staff(Role.COUNSELLOR)
    sign_in(client, someone)
    return someone


def listed(client, query="") -> str:
    return words(client.get(DESK + query, headers=HTMX).text)


def test_only_those_who_check_start_ups_come_in(client):
    one = startup()
    addresses = [DESK, f"{DESK}{one.token}/", f"{DESK}{one.token}/preview"]
    assert [client.get(a).status_code for a in addresses] == [303] * 3
    sign_in(client, make_staff(Role.FAIR_STAFF))
    assert [client.get(a).status_code for a in addresses] == [403] * 3


def test_what_waits_comes_first_and_says_what(client, app, staff):
    startup(name="Aaa")
    startup(name="Bbb", state="to_check", published_at=None)
    startup(name="Ccc", wanted={"name": "Ddd"}, photos=[photo(state="to_check")])
    page = listed(client)
    assert page.index("Bbb") < page.index("Ccc") < page.index("Aaa")
    for code in ("page", "name", "photos"):
        assert spoken(app, texts.WAITS[code]) in page
    assert spoken(app, texts.WAITS["links"]) not in page
    assert "waits" not in page
    assert queries.waiting_count() == 2


@pytest.mark.parametrize(
    ("show", "facts"),
    [
        ("waiting", {"state": "to_check"}),
        ("changed", {"look_again": True}),
        ("no_page", {"state": "draft"}),
        ("stale_hours", {"hours_at": now() - timedelta(days=91)}),
        ("hidden", {"state": "hidden"}),
        ("stopped", {"state": "stopped"}),
    ],
)
def test_each_filter_finds_what_it_says_and_nothing_else(client, staff, show, facts):
    whole_one, other = whole(), startup(name="Zzz", **facts)
    member(other)
    page = listed(client, f"?show={show}")
    assert "Zzz" in page
    assert whole_one.name not in page


def test_a_page_without_keeper_photo_or_price_is_found(client, staff):
    whole_one, other = whole(), startup(name="Zzz", photos=[photo(state="left")])
    member(other, account_id=None, name="Awa")  # her name is not a keeper
    for show in ("no_keeper", "no_photo", "no_price"):
        page = listed(client, f"?show={show}")
        assert "Zzz" in page
        assert whole_one.name not in page
    assert whole_one.name in listed(client, "?show=complete")
    assert "Zzz" not in listed(client, "?show=complete")


@pytest.mark.parametrize(
    "query", ["q=BAOBAB+sale", "sector=sewing", "form=cooperative", "hub=Oujda"]
)
def test_a_start_up_is_found_by_words_and_by_what_it_is(client, staff, query):
    startup(name="Baobab", hub="Oujda", search_text="baobab sale")
    startup(name="Zzz", sector="care", form="sarl", hub="Tanger")
    page = listed(client, f"?{query}")
    assert "Baobab" in page
    assert "Zzz" not in page


def test_a_programme_is_found_and_pages_keep_what_was_looked_for(client, staff, monkeypatch):
    monkeypatch.setattr("portal.startups.queries.desk.PAGE", 2)
    for number in range(5):
        startup(name=f"Nour {number}", programme="W4I")
    startup(name="Zzz", programme="W4L")
    text = client.get(DESK + "?programme=W4I&q=nour").text
    assert "page=2&amp;q=nour&amp;programme=W4I" in text
    assert "Zzz" not in words(text).split("Nour 0")[1]
    assert "Nour 4" in listed(client, "?programme=W4I&page=3")


def test_the_figures_are_drawn_and_say_the_same(client, staff):
    whole()
    startup(), startup(state="draft"), startup(state="hidden")
    figures = queries.figures()
    assert (figures["all"], figures["complete"], figures["shown"]) == (4, 1, 2)
    text = client.get(DESK).text
    for name in ("taken", "offered", "waiting", "free"):
        assert f'<rect class="{name}"' in text
    arabic = client.get(DESK.replace("/fr/", "/ar/")).text
    assert '<rect class="taken" x="3"' in arabic  # from right to left


def test_the_page_of_a_start_up_shows_what_is_needed_to_decide(client, app, staff):
    links = [{"kind": "website", "address": "https://baobab.ma/"}]
    new = [{"kind": "website", "address": "javascript:alert(1)"}]
    one = startup(wanted={"name": "Nouveau nom", "links": new}, links=links, products=[product()])
    member(one, people.account(name="Mariam Ba"))
    reported(one, words="Je suis sur la photo")
    call_request(one, name="Zineb Secret")
    text = client.get(f"{DESK}{one.token}/").text
    page = words(text)
    for said in ("Nouveau nom", "baobab.ma", "Mariam Ba", "Je suis sur la photo", "Sac en wax"):
        assert said in page
    assert 'href="javascript' not in text  # written, never led to
    assert "Zineb" not in page  # requests are the members' alone
    assert spoken(app, texts.DECISIONS["take_change"]) in page
    assert spoken(app, texts.DECISIONS["show"]) not in page


def test_what_the_public_will_read_can_be_seen_before(client, app, staff):
    one = startup(state="to_check", published_at=None, products=[product()])
    text = client.get(f"{DESK}{one.token}/preview").text
    assert "Robes et sacs en wax" in text
    assert f'action="{DESK}' not in text
    assert client.get(f"/fr/startups/{one.slug}/").status_code == 404


def test_the_team_decides_and_the_second_is_told_to_read_again(client, app, staff):
    one = startup(state="to_check", published_at=None)
    page = f"{DESK}{one.token}/"
    token = token_in(client.get(page).text, page + "decide")
    assert rule(client, one, decision="show").location == page
    assert again(one).state == "shown"
    form = {"form_token": token, "decision": "stop", "note": "Mots.", "seen": "1"}
    answer = client.post(page + "decide", data=form)
    assert answer.status_code == 422
    assert spoken(app, texts.REFUSALS["startup_changed"]) in words(answer.text)
    assert "Mots.</textarea>" in answer.text
    assert again(one).state == "shown"


def test_the_same_decision_sent_twice_is_one(client, staff):
    one = startup(state="to_check", published_at=None)
    page = f"{DESK}{one.token}/"
    form = {"form_token": token_in(client.get(page).text, page + "decide")}
    form |= {"decision": "show", "seen": str(one.version)}
    first, second = (client.post(page + "decide", data=form) for _ in range(2))
    assert first.location == second.location == page
    assert db.session.query(StartupDecision).count() == 1


@pytest.mark.parametrize("form", [{"decision": "stop"}, {}, {"decision": "xxx"}])
def test_a_decision_that_is_not_whole_is_asked_for_again(client, staff, form):
    one = startup()
    answer = rule(client, one, **form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert again(one).state == "shown"


def test_a_photo_is_left_out_with_its_reason_on_the_page(client, app, staff):
    new = photo(state="to_check")
    one = startup(photos=[new])
    wrong = rule(client, one, decision="leave_photo", photo=new.token)
    assert wrong.status_code == 422
    assert again(new).state == "to_check"
    rule(client, one, decision="leave_photo", photo=new.token, note="Trop sombre.")
    assert again(new).state == "left"
    assert "Trop sombre." in client.get(f"{DESK}{one.token}/").text


def test_a_photo_that_nobody_sees_yet_is_served_to_the_team_alone(client, app, staff):
    new = photo(state="to_check")
    one, other = startup(photos=[new]), startup()
    with app.test_request_context("/"):
        place = folder()
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{new.token}-320.jpg"
    file.write_bytes(b"\xff\xd8\xff")
    try:
        answer = client.get(f"{DESK}{one.token}/photos/{new.token}/320.jpg")
        assert (answer.status_code, answer.data) == (200, b"\xff\xd8\xff")
        assert answer.headers["Cache-Control"].startswith("private")
        elsewhere = (
            f"{DESK}{other.token}/photos/{new.token}/320.jpg",
            f"{DESK}{one.token}/photos/{new.token}/master.jpg",
            f"{DESK}{one.token}/photos/{new.token}/..%2f320.jpg",
        )
        assert [client.get(a).status_code for a in elsewhere] == [404] * 3
        assert client.get(f"/photos/{new.token}-320.jpg").status_code == 404
    finally:
        photo_files.drop(place, new.token)


def test_the_team_files_what_is_its_own_to_say(client, staff):
    one = startup()
    page = f"{DESK}{one.token}/file"
    form = {"form": "sarl", "programme": "W4I", "hub": "Oujda", "supported_by": "Soleterre"}
    assert press(client, page, page, **form).status_code == 303
    one = again(one)
    said = (one.form, one.programme, one.hub, one.supported_by)
    assert said == ("sarl", "W4I", "Oujda", "Soleterre")
    assert press(client, page, page, **form | {"form": "royaume"}).status_code == 422
    noted = db.session.query(Deed).filter_by(what="startups.page.filed").one()
    assert noted.fields == "form,hub,programme,supported_by"


def test_a_founder_is_invited_by_a_link_that_works_once(client, app, staff):
    one = startup(state="draft", published_at=None)
    page = f"{DESK}{one.token}/invite"
    shown = press(client, page, page, name="Hamid").location
    link = client.get(shown).text.split('value="http')[1].split('"')[0]
    path = link[link.index("/fr/") :]
    hamid, browser = people.account(name="Hamid"), app.test_client()
    people.enter(browser, hamid)
    joining = browser.get(path).text
    assert browser.post(path, data={"form_token": token_in(joining, path)}).status_code == 303
    assert client.get(shown).status_code == 404  # used
    mine = db.session.query(StartupMember).filter_by(account_id=hamid.id).one()
    assert (mine.startup_id, mine.state) == (one.id, "active")


def test_who_stands_in_an_imported_list_is_given_a_link_and_it_is_taken_back(client, staff):
    one = startup(state="draft")
    awa = member(one, account_id=None, name="Awa Ba")
    page = f"{DESK}{one.token}/"
    door = f"{page}invitations/{awa.token}"
    assert client.get(door).status_code == 404
    assert press(client, page, door + "/open").location == door
    assert client.get(door).status_code == 200
    assert press(client, door, door + "/take-back").location == page
    assert client.get(door).status_code == 404
    other = member(startup(), account_id=None, name="X")
    elsewhere = f"{page}invitations/{other.token}"
    token = token_in(client.get(page).text, door + "/open")
    for address in (elsewhere, elsewhere + "/open", elsewhere + "/take-back"):
        assert client.post(address, data={"form_token": token}).status_code in (404, 405)
