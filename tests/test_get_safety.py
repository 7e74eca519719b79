"""Looking changes nothing, and nothing that was looked at is kept by the way."""

import hashlib

import pytest
from sqlalchemy import select

from portal.accounts.guards import safe_address
from portal.core.db import Base, db
from tests.databases import look_again
from tests.who_enters import ENTERS, PUBLIC, ROLES, World, routes

# Who looked is noted, and that a session is in use.
NOTED = {"deed", "account_session", "staff_session", "task_run"}


@pytest.fixture
def everything(app, rows):
    return World(app)


def fingerprint() -> dict[str, str]:
    """What each table holds, in a few letters."""
    look_again()
    found = {}
    for name, table in Base.metadata.tables.items():
        if name not in NOTED:
            content = sorted(map(repr, db.session.execute(select(table))))
            found[name] = hashlib.sha256("".join(content).encode()).hexdigest()[:8]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_whoever_looks_at_whatever_changes_nothing(everything, app, role):
    client = everything.browser(role)
    before = fingerprint()
    for route in routes(app):
        if route.method == "GET" and role in ENTERS[route.audience]:
            for whose in ("own", "other"):
                everything.ask(client, route, whose)
    after = fingerprint()
    assert {name for name in after if after[name] != before[name]} == set()


@pytest.mark.parametrize("role", ["person", "member", "counsellor"])
def test_no_page_of_somebody_is_kept_by_a_browser_or_on_the_way(everything, app, role):
    client = everything.browser(role)
    for route in routes(app):
        if route.method != "GET" or role not in ENTERS[route.audience] or route.audience == PUBLIC:
            continue
        answer = everything.ask(client, route, "own")
        assert "no-store" in answer.headers["Cache-Control"], route.endpoint
        assert "public" not in answer.headers["Cache-Control"], route.endpoint
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example"),
    *("/fr//evil.example", "javascript:alert(1)", "/fr/@evil.example", "http:/fr/me/", "fr/me/"),
    *("/fr/me/\n", "/fr/\tme", "/fr/me /", "/xx/me/", "", "/", "/fr/\u202eme", " /fr/me/"),
    *(
        f"{scheme}:{'/' * slashes}evil.example"
        for scheme in ("http", "ftp")
        for slashes in range(5)
    ),
    *(f"/{'/' * extra}evil.example/fr/" for extra in range(1, 5)),
    *(f"/%2{code}evil.example" for code in ("f", "F", "5f")),
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_to_another_site_after_the_door(client, address):
    assert safe_address(address) == ""
    page = client.get("/fr/me/sign-in", query_string={"then": address})
    assert page.status_code in (200, 404)
    assert f'value="{address}"' not in page.text or address in ("", "/")


@pytest.mark.parametrize("address", ["/fr/me/", "/ar/opportunities/couture-ab2/apply", "/en/"])
def test_a_page_of_ours_is_come_back_to(address):
    assert safe_address(address) == address
