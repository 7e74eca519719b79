"""The home page leads to the start-ups and names the two whose turn it is."""

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import local, now
from portal.core.db import transaction
from portal.startups.operations import turns
from portal.web import public
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories.startups import startup
from tests.people import make_staff, sign_in
from tests.queries import counted
from tests.startups.desk import DIRECTORY, again, change, press

BROTLI = {"Accept-Encoding": "br"}


def pool(count, **other):
    made = [startup(name=f"Atelier Zitoun {n}", on_home=True, **other) for n in range(count)]
    with transaction():
        turns.take_turns(local(now()).date())
    return made


def home(client, lang="fr", **more):
    public.forget()
    return client.get(f"/{lang}/", **more)


def test_the_home_page_names_two_and_leads_to_all(client):
    first, second, third = pool(3)
    text = home(client).text
    assert 'href="/fr/startups/"' in text
    for one in (first, second):
        assert f'href="/fr/startups/{one.slug}/"' in text
    assert third.slug not in text
    assert "Robes et sacs en wax" in text
    assert "<img" not in text
    assert 'lang="fr">Robes' in home(client, "ar").text


def test_who_is_hidden_is_gone_from_the_home_page_within_a_minute(client):
    one, _ = pool(2)
    answer = home(client)
    assert one.slug in answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    change(one, state="hidden")
    assert one.slug not in home(client).text
    change(one, state="shown", on_home=False)
    assert one.slug not in home(client).text


def test_without_start_ups_the_home_page_only_leads_there(client):
    text = home(client).text
    assert 'href="/fr/startups/"' in text
    assert "<h2>" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_home_page_stays_light(client, lang):
    said = "Cuisine d'Afrique de l'Ouest, traiteur pour vos fêtes, livré à Rabat et à Salé."
    line = dict.fromkeys(LANGUAGES, said)
    pool(2, line=line)
    (most,) = budgets.most("any further page")  # a first page has the style sheet besides
    assert len(home(client, lang, headers=BROTLI).data) <= most
    few = asked(client)
    pool(30)
    assert asked(client) == few <= budgets.most("database queries")[0]


def asked(client) -> int:
    public.forget()
    with counted() as statements:
        client.get("/fr/")
    return len(statements)


def test_what_a_name_says_is_only_said(client):
    bad = "<img src=x>"
    startup(name=bad, line={"fr": bad}, on_home=True)
    pool(0)
    assert "<img" not in home(client).text
    assert "&lt;img" in home(client).text


def test_the_team_puts_start_ups_in_the_pool_and_takes_them_out(client):
    sign_in(client, make_staff(Role.COORDINATOR))
    one, draft = startup(name="Zitoun"), startup(name="Zzz", state="draft")
    page = DIRECTORY + "home"
    text = client.get(page).text
    assert "Zitoun" in text
    assert "Zzz" not in text
    assert press(client, page, f"{page}/{one.token}/add").location == page
    assert again(one).on_home is True
    with transaction():
        turns.take_turns(local(now()).date())
    assert '<rect class="taken" x="0" width="1"' in client.get(page).text
    arabic = page.replace("/fr/", "/ar/")
    assert '<rect class="taken" x="29" width="1"' in client.get(arabic).text
    token = press(client, page, f"{page}/{one.token}/remove")
    assert token.location == page
    assert again(one).on_home is False
    answer = press_for(client, page, one, f"{page}/{draft.token}/add")
    assert answer.status_code == 422
    assert again(draft).on_home is False


def press_for(client, page, shown, action):
    """Press a button that does not stand on the page, with the token of one that does."""
    from tests.people import token_in

    token = token_in(client.get(page).text, f"{page}/{shown.token}/add")
    return client.post(action, data={"form_token": token})


def test_names_to_add_are_found_as_they_are_typed(client):
    sign_in(client, make_staff(Role.COORDINATOR))
    startup(name="Zitoun"), startup(name="Baobab")
    answer = client.get(DIRECTORY + "home?q=ZIT", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "Zitoun" in answer.text
    assert "Baobab" not in answer.text
