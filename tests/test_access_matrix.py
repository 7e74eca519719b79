"""Every address x role x own, other's and absent object. Made from the URL map: none is left out.

An address whose blueprint has no line here fails. What belongs to another is answered exactly as
what does not exist.
"""

import pytest

from tests.who_enters import (
    ABSENT,
    BEGINNINGS,
    COORDINATOR,
    DOORS,
    ENDING,
    ENTERS,
    FORMS,
    HUB,
    OPENED,
    OWNERS,
    ROLES,
    TEAM,
    World,
    routes,
)


@pytest.fixture
def everything(app, rows):
    return World(app)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_enter_is_shown_the_door_whatever_is_asked_for(everything, app, role):
    client = everything.browser(role)
    for route in routes(app):
        if role in ENTERS[route.audience]:
            continue
        for whose in ("own", "other", "absent"):
            answer = everything.ask(client, route, whose)
            asked = (route.endpoint, route.method, whose, answer.status_code)
            if route.audience in (HUB, TEAM, COORDINATOR) and role in everything.staff:
                assert answer.status_code == 403, asked
            elif route.audience in BEGINNINGS and role == "person":
                assert answer.status_code == 303, asked
                assert BEGINNINGS[route.audience] in answer.location, asked
            else:
                assert answer.status_code == 303, asked
                assert DOORS.get(route.audience, "/desk/sign-in") in answer.location, asked


def plain(answer) -> tuple[int, str]:
    return answer.status_code, FORMS.sub("", answer.text)


@pytest.mark.parametrize("role", ["person", "member", "counsellor"])
def test_what_belongs_to_another_looks_like_what_does_not_exist(everything, app, role):
    client = everything.browser(role)
    tried = 0
    for route in routes(app):
        if role not in ENTERS[route.audience] or not route.is_about_someone:
            continue
        other, absent = (everything.ask(client, route, whose) for whose in ("other", "absent"))
        asked = (route.endpoint, route.method)
        # 303: to the profile that this person has not begun. 400: no answer of an employer's.
        assert other.status_code in (303, 400, 404), asked
        assert blank(plain(other), everything) == blank(plain(absent), everything), asked
        tried += 1
    assert tried >= 10


def blank(seen: tuple[int, str], everything: World) -> tuple[int, str]:
    """Without the object's name, which stands in the links to the other languages."""
    text = seen[1]
    names = (*everything.other.values(), "A" * 22, *ABSENT.values())
    for value in sorted(names, key=len, reverse=True):  # a number may be part of a longer one
        text = text.replace(value, "x")
    return seen[0], text


@pytest.mark.parametrize("role", ROLES)
def test_what_is_one_s_own_opens_and_nothing_breaks(everything, app, role):
    client = everything.browser(role)
    for route in routes(app):
        if role not in ENTERS[route.audience] or route.endpoint in ENDING:
            continue
        answer = everything.ask(client, route, "own")
        assert answer.status_code < 500, (route.endpoint, route.method)
        if route.method == "GET" and OWNERS.get(route.endpoint.partition(".")[0], role) == role:
            assert answer.status_code in OPENED.get(route.endpoint, (200, 303)), route.endpoint
