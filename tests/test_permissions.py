"""Who may do what: one table, role x address -> status. It doubles as documentation.

An object that exists but is not theirs and one that does not exist are answered alike.
"""

import pytest
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from portal.accounts.permissions import Role
from portal.core.db import db
from portal.notifications.models import Message
from portal.web import form_token
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.factories.sendings import write
from tests.people import make_staff, sign_in
from tests.who_enters import BLUEPRINTS

VISITOR, STAFF, COORDINATOR = "visitor", Role.FAIR_STAFF, Role.COORDINATOR
DOOR = 303  # to the sign-in page

# address: (visitor, fair staff, coordinator) for GET
PAGES = {
    "/fr/": (200, 200, 200),
    "/fr/events/": (200, 200, 200),
    "/fr/events/{slug}/": (200, 200, 200),
    "/fr/events/{slug}/register": (200, 200, 200),
    "/fr/events/none/": (404, 404, 404),
    "/fr/badges/{token}/": (200, 200, 200),
    "/fr/badges/{token}/change": (200, 200, 200),
    "/fr/badges/{token}/cancel": (200, 200, 200),
    "/fr/badges/{token}/agenda.ics": (200, 200, 200),
    "/fr/badges/{token}/messages": (200, 200, 200),
    "/fr/badges/none/": (404, 404, 404),
    "/fr/badges/none/messages": (404, 404, 404),
    "/fr/my-data/": (200, 200, 200),
    "/fr/desk/sign-in": (200, 303, 303),
    "/fr/desk/": (DOOR, 200, 200),
    "/fr/desk/messages/": (DOOR, 403, 200),
    "/fr/desk/messages/{message}/": (DOOR, 403, 200),
    "/fr/desk/messages/2147483647/": (DOOR, 403, 404),
    "/fr/desk/events/new": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/": (DOOR, 200, 200),
    "/fr/desk/events/none/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/registrations/": (DOOR, 200, 200),
    "/fr/desk/events/none/registrations/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/registrations/{id}/": (DOOR, 200, 200),
    "/fr/desk/events/{other}/registrations/{id}/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/registrations/9223372036854775808/": (404, 404, 404),
    "/fr/desk/events/{slug}/registrations/{id}/edit": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/walk-in": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/duplicates/": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/history": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/edit": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/cancel": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/places/new": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/places/{place}": (DOOR, 403, 200),
    "/fr/desk/events/{other}/places/{place}": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/sessions/new": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/sessions/{session}": (DOOR, 403, 200),
    "/fr/desk/events/{other}/sessions/{session}": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/print/badges": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/print/gate": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/sendings/": (DOOR, 403, 200),
    "/fr/desk/events/none/sendings/": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/sendings/new": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/sendings/{sending}": (DOOR, 403, 200),
    "/fr/desk/events/{other}/sendings/{sending}": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/sendings/{sending}/edit": (DOOR, 403, 200),
    "/fr/desk/events/{other}/sendings/{sending}/edit": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/import": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/imports/none": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/imports/none/problems.csv": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/": (DOOR, 200, 200),
    "/fr/desk/events/none/doors/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/people": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/doors/people/{id}/": (DOOR, 200, 200),
    "/fr/desk/events/{other}/doors/people/{id}/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/visits": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/doors/kiosks/": (DOOR, 403, 200),
    "/fr/desk/events/none/doors/kiosks/": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/kiosks/points/new": (DOOR, 403, 200),
    "/fr/desk/events/{slug}/doors/kiosks/points/{point}": (DOOR, 403, 200),
    "/fr/desk/events/{other}/doors/kiosks/points/{point}": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/kiosks/points/{point}/kiosks/new": (DOOR, 403, 200),
    "/fr/desk/events/{other}/doors/kiosks/points/{point}/kiosks/new": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/kiosks/{kiosk}/": (DOOR, 403, 200),
    "/fr/desk/events/{other}/doors/kiosks/{kiosk}/": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/kiosks/{kiosk}/stop": (DOOR, 403, 200),
    "/fr/desk/events/{other}/doors/kiosks/{kiosk}/stop": (DOOR, 403, 404),
    "/fr/desk/events/{slug}/doors/reviews/": (DOOR, 200, 200),
    "/fr/desk/events/none/doors/reviews/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/reviews/decided": (DOOR, 200, 200),
    "/fr/desk/events/{slug}/doors/reviews/{scan}/": (DOOR, 200, 200),
    "/fr/desk/events/{other}/doors/reviews/{scan}/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/paper/": (DOOR, 200, 200),
    "/fr/desk/events/none/doors/paper/": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/paper/{point}/names?at=2026-01-09T09:00": (DOOR, 200, 200),
    "/fr/desk/events/{other}/doors/paper/{point}/names?at=2026-01-09T09:00": (DOOR, 404, 404),
    "/fr/desk/events/{slug}/doors/paper/{point}/codes?at=2026-01-09T09:00": (DOOR, 200, 200),
    "/fr/desk/events/{other}/doors/paper/{point}/codes?at=2026-01-09T09:00": (DOOR, 404, 404),
    "/fr/kiosk/": (200, 200, 200),
    "/fr/kiosk/worker.js": (200, 200, 200),
    "/m/none": (404, 404, 404),
    "/hooks/sms/sms-1/none": (404, 404, 404),
    "/healthz": (200, 200, 200),
}
# POST without a form of ours is refused to everyone: see below, no address is left out.


@pytest.fixture
def known(client):
    session = SessionFactory()
    other = SessionFactory()
    made = register(session)
    kiosk, _token = doors.kiosk(doors.point(session))
    return {
        "slug": session.event.slug,
        "other": other.event.slug,
        "token": made.token,
        "id": made.id,
        "place": session.place_id,
        "session": session.id,
        "sending": write(session, "Venez.").token,
        "message": db.session.scalar(select(Message.id)),
        "kiosk": kiosk.id,
        "point": kiosk.check_point_id,
        "scan": doors.scan(kiosk, made).id,
    }


@pytest.mark.parametrize("column", [0, 1, 2], ids=[VISITOR, STAFF, COORDINATOR])
def test_each_role_reaches_what_the_table_says(client, known, column):
    if column:
        assert sign_in(client, make_staff((VISITOR, STAFF, COORDINATOR)[column])).status_code == 303
    seen = {address: client.get(address.format(**known)).status_code for address in PAGES}
    assert seen == {address: row[column] for address, row in PAGES.items()}


def test_no_address_takes_an_unsafe_request_without_a_form_of_ours(client, app):
    sign_in(client, make_staff())
    values = {"lang": "fr", "slug": "x", "token": "x", "registration_id": 1, "seat_id": 1}
    values |= {"step": "skills", "keep": "x", "drop": "y"}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "POST" not in rule.methods or rule.endpoint in form_token.WITHOUT_TOKEN:
                continue
            needed = {name: values.get(name, 1) for name in rule.arguments}
            address = adapter.build(rule.endpoint, needed, method="POST")
            assert client.post(address).status_code == 403, address


def test_leave_from_another_site_is_refused(client):
    assert client.post("/fr/leave", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_table_leaves_no_page_out(app):
    adapter = app.url_map.bind("localhost")
    seen = set()
    for address in PAGES:
        numbers = dict.fromkeys(("id", "place", "session", "message", "kiosk", "point", "scan"), 1)
        plain = address.format(slug="s", other="o", token="t", sending="x", **numbers)
        try:
            seen.add(adapter.match(plain.partition("?")[0])[0])
        except NotFound:
            continue
    rules = [r for r in app.url_map.iter_rules() if "GET" in r.methods]
    # The others have the matrix of tests/test_access_matrix.py.
    pages = {r.endpoint for r in rules if r.endpoint.partition(".")[0] not in BLUEPRINTS}
    assert pages - seen == {"_choose_language", "monitoring.readyz"}
