"""Whatever a founder types, the server connects to nobody: not to check a link, not to show it."""

import socket
import sys
import urllib.request
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from jobs import startups as work
from portal.accounts.permissions import Role
from portal.core.db import db
from portal.startups.models import Startup
from portal.startups.states import LinkKind, StartupState
from portal.web import public
from portal.web.locale import LANGUAGES
from tests.factories import startups as made
from tests.people import make_staff, sign_in, token_in
from tests.startups.desk import again, change, decide, rule
from tests.startups.founding import (
    CONTACT,
    HERE,
    PAGE,
    PLACE,
    WORK,
    draft,
    founder,
    now_of,
    seen_on,
    send,
)
from tests.startups.papers import made as kit_of
from tests.startups.payloads import ADDRESSES, NOT_FACEBOOK


def sendable(typed):
    """Is it something, in letters that a browser can send?"""
    return bool(typed.strip()) and "\ud800" not in typed


KINDS = [str(kind) for kind in LinkKind]
# As they stand in no list of others: other protocols, other ways to write a host of our own.
URLS = (
    *("gopher://127.0.0.1:6379/_SET%20a%20b", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/"),
    *("tftp://10.0.0.1/x", "sftp://127.0.0.1/", "smb://10.0.0.1/c", "netdoc:///etc/passwd"),
    *("file://localhost/etc/passwd", "file:///proc/self/environ", "php://filter/resource=x"),
    *(
        "http://3232235777/",
        "http://0xc0a80101/",
        "http://0300.0250.01.01/",
        "http://127.0.0.1.:80",
    ),
    *("http://[0:0:0:0:0:ffff:7f00:1]/", "http://[fe80::1%25eth0]/", "http://[::]:8000/"),
    *("http://100.64.0.1/", "http://172.16.0.1/", "http://fd00::1/", "http://224.0.0.1/"),
    *("http://user:secret@169.254.169.254/", "http://127.0.0.1@atelier.ma/", "http://a@b@c.ma/"),
    *("http://localhost:6379/", "http://LOCALHOST./", "http://loc\u0430lhost/", "http://ⓛⓞⓒⓐⓛ/"),
    *("http://127。0。0。1/", "http://①②⑦｡⓪｡⓪｡①/", "http://atelier.ma:25/%0d%0aHELO%20x"),
    *("http://atelier.ma/\r\nHost: 127.0.0.1", "http://atelier.ma\r\n\r\nGET /", "http://\n127.1/"),
)
PAYLOADS = tuple(dict.fromkeys((*URLS, *(one for one in ADDRESSES[::3] if sendable(one)))))
HOSTS = {
    *("www.facebook.com", "fb.me", "www.instagram.com", "www.tiktok.com", "vm.tiktok.com"),
    *("www.youtube.com", "youtu.be", "www.linkedin.com", "wa.me", "maps.google.com"),
    *("www.openstreetmap.org", "www.wikipedia.org"),
}
OUTWARD = {
    *("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
    *("socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect"),
    *("smtplib.connect", "ftplib.connect", "os.system", "subprocess.Popen", "webbrowser.open"),
}
_seen: list[tuple[str, tuple]] | None = None


def _watch(event, args):
    if _seen is not None and event in OUTWARD:
        _seen.append((event, args))
        raise ConnectionRefusedError(f"outward: {event}")


sys.addaudithook(_watch)  # can't be removed: it is deaf while nobody guards


@pytest.fixture
def client(app, rows):
    """A plain client: what is typed here looks like inline scripts to the one that watches."""
    return app.test_client()


@pytest.fixture
def guard():
    """Nothing in this process reaches for the network; what tries is refused and noted.

    PostgreSQL's driver speaks in C and is not heard: the database stands on our own machine.
    """
    global _seen
    _seen = seen = []
    yield seen
    _seen = None
    assert seen == []


def test_the_guard_hears_who_reaches_for_the_network(guard):
    open_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for reach in (
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: urllib.request.urlopen("http://127.0.0.1:9/", timeout=1),
        lambda: open_socket.sendto(b"x", ("127.0.0.1", 9)),
    ):
        with pytest.raises(OSError, match="outward"):
            reach()
    open_socket.close()
    assert len(guard) >= 4
    guard.clear()


def test_there_are_enough_payloads():
    assert len(PAYLOADS) >= 60


def stray(page):
    """Where a page leads that is neither ours nor of a network that people know."""
    found = []
    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        for name in ("href", "src", "action", "formaction", "ping", "poster", "srcset"):
            address = tag.get(name, "")
            parts = urlsplit(address)
            ours = address.startswith(("/", "#", "http://127.0.0.1:8000/")) and address[:2] != "//"
            known = parts.scheme == "https" and parts.netloc in HOSTS
            if address and not (ours or known or parts.scheme in {"tel", "data"}):
                found.append((tag.name, name, address))
            if parts.scheme == "data" and tag.get("rel") != ["icon"]:
                found.append((tag.name, name, address))
    return found


def press(client, action, typed):
    shown = client.get(f"{PAGE}contact").text
    sent = {"form_token": token_in(shown, f"{PAGE}contact"), "seen": seen_on(shown), **typed}
    return client.post(PAGE + action, data=sent, headers={"HX-Request": "true"})


@pytest.mark.parametrize("part", range(3))
def test_no_field_for_a_link_takes_an_unsafe_address_or_asks_for_it(client, guard, part):
    page = draft()
    founder(client, page)
    for payload, looks_like in zip(PAYLOADS[part::3], cycle(NOT_FACEBOOK), strict=False):
        typed = {**CONTACT, **dict.fromkeys(KINDS, payload), "facebook": looks_like}
        for action in ("contact/keep", "contact"):
            answer = press(client, action, typed)
            assert answer.status_code in (200, 303, 422), (payload, action)
            assert stray(answer.text) == [], payload
        assert answer.headers.get("Location", "/").startswith("/")
        for link in now_of(page).links:
            where = urlsplit(link["address"])
            assert where.scheme in {"https", "http"}, payload
            assert where.port is None
            assert where.username is None
            if link["kind"] != "website":
                assert where.netloc in HOSTS
        websites = [one for one in now_of(page).links if one["kind"] == "website"]
        assert websites == [], payload


def test_the_preview_leads_nowhere_either(client, guard):
    founder(client, draft())
    for payload in PAYLOADS[::8]:
        answer = press(client, "contact/preview", CONTACT | dict.fromkeys(KINDS, payload))
        assert answer.status_code == 200
        assert stray(answer.text) == [], payload


def test_no_other_field_is_asked_for_either(client, guard, app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    page = draft(published_at=None)
    founder(client, page)
    for payload in PAYLOADS[::30]:
        texts = {"name": payload, "line_fr": payload, "about_fr": payload}
        send(client, PAGE + "work", **WORK | texts)
        send(client, PAGE + "place", **PLACE | {"area_fr": payload, "address": payload})
        send(client, HERE + "products/", name_fr=payload, price_from="12", unit="piece")
        shown = change(page, state=StartupState.SHOWN, listed=True)
        see_everywhere(client, shown)
        change(page, state=StartupState.DRAFT)


def see_everywhere(client, page):
    """Everything that is made of a page for others."""
    for lang in LANGUAGES:
        public.forget()
        answer = client.get(f"/{lang}/startups/{page.slug}/")
        assert answer.status_code == 200
        assert stray(answer.text) == []
    work.draw_images()
    for address in (
        f"/ar/startups/{page.slug}/share-0.png",
        *("/fr/startups/", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", f"/s/{page.code}/p"),
    ):
        assert client.get(address).status_code in (200, 302)


def test_addresses_that_stand_in_the_database_are_neither_led_to_nor_asked_for(
    client, guard, app, monkeypatch
):
    """As an older version, or a hand in the database, may have left them."""
    monkeypatch.setattr("jobs.app", lambda: app)
    links = [
        {"kind": KINDS[place % len(KINDS)], "address": payload}
        for place, payload in enumerate(PAYLOADS)
    ]
    page = made.startup(listed=True, links=links, products=[made.product()])
    founder(client, page)
    see_everywhere(client, page)
    for address in (HERE, HERE + "look", PAGE + "contact", HERE + "kit/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert stray(answer.text) == []
    assert kit_of(page).state == "ready"


def test_what_waits_for_the_team_is_only_looked_at_by_people(client, app, guard, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    page = made.startup(links=[])
    founder(client, page)
    desk = app.test_client()
    sign_in(desk, make_staff(Role.COORDINATOR, "co@example.org"))
    send(client, PAGE + "contact", **CONTACT, website="http://atelier.ma/prix")
    waiting = now_of(page)
    assert (waiting.links, bool(waiting.wanted)) == ([], True)
    looked = desk.get(f"/fr/desk/startups/{page.token}/")
    assert looked.status_code == 200
    assert rule(desk, page, decision="take_change", note="").status_code == 303
    public.forget()
    shown = BeautifulSoup(client.get(f"/fr/startups/{page.slug}/").text, "html.parser")
    (link,) = shown.find_all("a", href="http://atelier.ma/prix")
    assert {"nofollow", "noopener"} <= set(link["rel"])


def test_the_team_sees_unsafe_wishes_as_text_and_taking_them_leads_nowhere(client, app, guard):
    desk = app.test_client()
    sign_in(desk, make_staff(Role.COORDINATOR, "co@example.org"))
    for payload in PAYLOADS[::7]:
        wanted = {"links": [{"kind": "website", "address": payload}]}
        page = made.startup(links=[], wanted=wanted)
        looked = desk.get(f"/fr/desk/startups/{page.token}/")
        assert stray(looked.text) == [], payload
        decide(page, "take_change")
        public.forget()
        assert stray(client.get(f"/fr/startups/{page.slug}/").text) == [], payload
        assert db.session.get(Startup, again(page).id).wanted is None
