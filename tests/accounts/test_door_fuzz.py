"""Whatever is typed at the door or about one's keys, the answer is a page: never a breakdown."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import DoorVisit
from portal.core.clock import now
from portal.core.db import db, transaction
from tests.accounts.walking import pass_code, set_to, someone
from tests.factories.people import enter
from tests.people import token_in

ODD = st.sampled_from(
    [
        "\x00",
        "\u202e",
        "٠٦١٢٣٤٥٦٧٨",
        "٤٨٢٩١٥",
        "9" * 400,
        "-1",
        "²²²²²²",
        "482915",
        "123456",
        "<script>",
        "'--",
        "🙂" * 90,
        "\r\n",
        "y",
        "//evil.example",
        "\ud800",
    ]
)
ANY = st.one_of(ODD, st.text(max_size=200), st.text("0123456789+ ", max_size=20))
DOOR = {"phone", "number", "then"}
FIRST = {"name", "language", "new_pin", "new_pin_again", "keep", "own"}
NEW_PIN = {"new_pin", "new_pin_again", "lost_member"}
WISHES = {"work", "event", "reminder", "news", "first", "whatsapp"}
OUTSIDE = {"/fr/me/sign-in": DOOR}
AFTER_CODE = {
    "/fr/me/sign-in/pin": {"pin", "member", "mine"},
    "/fr/me/sign-in/first": FIRST,
    "/fr/me/sign-in/lost": NEW_PIN,
}
INSIDE = {
    "/fr/me/pin": {"pin", "then"},
    "/fr/me/confirm": {"answer"},
    "/fr/me/keys/number": {"phone"},
    "/fr/me/keys/pin": NEW_PIN,
    "/fr/me/keys/email": {"email"},
    "/fr/me/keys/messages": WISHES,
    "/fr/me/keys/connections/end": {"which"},
    "/fr/me/keys/connections/forget": {"which"},
}
SLOWLY = {
    "deadline": None,
    "max_examples": 40,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
WELL = {200, 303, 422}


def filled(fields):
    """Some of these fields, once or several times, with anything."""
    lists = st.lists(ANY, max_size=3)
    return st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(fields), lists))


def anything(forms):
    return st.sampled_from(sorted(forms)).flatmap(
        lambda page: st.tuples(st.just(page), filled(forms[page]))
    )


def plain(form):
    """As a browser would send it: no half of a character."""
    return {k: [v.encode("utf-8", "replace").decode() for v in vs] for k, vs in form.items()}


@given(asked=anything(OUTSIDE))
@settings(**SLOWLY)
def test_no_first_form_breaks_the_door(client, asked):
    page, form = asked
    token = token_in(client.get(page).text, page)
    assert client.post(page, data=plain(form) | {"form_token": token}).status_code in WELL


@given(form=filled({"code"}))
@settings(**SLOWLY)
def test_no_code_breaks_the_door(client, form):
    page = "/fr/me/sign-in"
    token = token_in(client.get(page).text, page)
    client.post(page, data={"form_token": token, "phone": "0612345678"})
    answer = client.post(f"{page}/code", data=plain(form) | {"form_token": token})
    assert answer.status_code in WELL


@pytest.fixture
def passed(client):
    someone()
    pass_code(client)
    return client.get_cookie("door").value


@given(asked=anything(AFTER_CODE))
@settings(**SLOWLY)
def test_no_pin_breaks_the_door(client, passed, asked):
    page, form = asked
    client.delete_cookie("me")
    client.set_cookie("door", passed)
    with transaction():
        db.session.query(DoorVisit).update({"passed_at": now(), "account_id": None})
    token = token_in(client.get("/fr/me/sign-in/lost").text)
    if page.endswith("/pin"):
        token = token_in(client.get(page).text)
    answer = client.post(page, data=plain(form) | {"form_token": token})
    assert answer.status_code in WELL


@pytest.fixture
def inside(client):
    mine = someone()
    enter(client, mine)
    return mine


@given(asked=anything(INSIDE))
@settings(**SLOWLY)
def test_no_form_about_ones_keys_breaks_the_portal(client, inside, asked):
    page, form = asked
    set_to(inside, state="active", made_by=None)
    enter(client, inside)
    for source in ("/fr/me/keys/pin", "/fr/me/keys/email", "/fr/me/pin", "/fr/me/"):
        token = token_in(client.get(source).text)
        answer = client.post(page, data=plain(form) | {"form_token": token})
        assert answer.status_code in WELL | {403}  # a token serves the blueprint that wrote it


@given(token=st.text(min_size=1, max_size=80))
@settings(**SLOWLY)
def test_no_address_of_a_notice_breaks_the_portal(client, token):
    from urllib.parse import quote

    answer = client.get(f"/fr/keys/{quote(token, safe='')}/")
    assert answer.status_code in {404, 308}


@given(cookie=st.text("abcdefgh0123456789%;=\"' ", max_size=300))
@settings(**SLOWLY)
def test_no_cookie_breaks_the_door(client, cookie):
    for name in ("me", "door", "phone"):
        client.set_cookie(name, cookie)
    for page in ("", "keys/", "sign-in", "sign-in/code", "sign-in/pin", "pin"):
        assert client.get(f"/fr/me/{page}").status_code in WELL
