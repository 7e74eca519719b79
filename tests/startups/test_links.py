"""Addresses that members type: which stand on a page, and how. Nothing is ever fetched."""

import socket

import pytest

from portal.startups.rules import links
from portal.startups.states import LinkKind
from tests.startups.payloads import ADDRESSES, NOT_FACEBOOK, TEXTS

KINDS = [str(kind) for kind in LinkKind]
GOOD = (
    ("website", "atelier.ma", "https://atelier.ma/"),
    ("website", " www.Atelier.MA ", "https://www.atelier.ma/"),
    ("website", "http://atelier.ma/prix?de=1#bas", "http://atelier.ma/prix?de=1"),
    ("website", "HTTPS://atelier.ma/été", "https://atelier.ma/%C3%A9t%C3%A9"),
    ("website", "atelier-été.ma", "https://xn--atelier-t-i4ab.ma/"),
    ("website", "شركة.com/x", "https://xn--ogbpi5d.com/x"),
    ("facebook", "@atelier.baobab", "https://www.facebook.com/atelier.baobab"),
    ("facebook", "atelierbaobab", "https://www.facebook.com/atelierbaobab"),
    ("facebook", "m.facebook.com/atelier?mibextid=x", "https://www.facebook.com/atelier"),
    ("facebook", "fb.com/atelier", "https://www.facebook.com/atelier"),
    (
        "facebook",
        "https://www.facebook.com/profile.php?id=1000123&mibextid=x",
        "https://www.facebook.com/profile.php?id=1000123",
    ),
    ("facebook", "https://www.facebook.com/l.php?u=evil.com", "https://www.facebook.com/l.php"),
    ("instagram", "@baobab_sale", "https://www.instagram.com/baobab_sale"),
    ("instagram", "instagram.com/baobab/?igsh=x", "https://www.instagram.com/baobab/"),
    ("instagram", "evil.com", "https://www.instagram.com/evil.com"),
    ("tiktok", "@baobab", "https://www.tiktok.com/@baobab"),
    ("tiktok", "https://www.tiktok.com/@baobab?lang=fr", "https://www.tiktok.com/@baobab"),
    ("youtube", "@baobab", "https://www.youtube.com/@baobab"),
    ("youtube", "https://youtu.be/abc123?si=x", "https://youtu.be/abc123"),
    ("youtube", "https://www.youtube.com/watch?v=abc&t=3", "https://www.youtube.com/watch?v=abc"),
    ("youtube", "https://www.youtube.com/redirect?q=evil", "https://www.youtube.com/redirect"),
    ("linkedin", "baobab", "https://www.linkedin.com/company/baobab"),
    ("linkedin", "ma.linkedin.com/in/awa", "https://www.linkedin.com/in/awa"),
)


def test_there_are_enough_payloads():
    assert len(set(ADDRESSES)) >= 60
    assert len(set(TEXTS)) >= 100


@pytest.mark.parametrize(("kind", "typed", "written"), GOOD)
def test_what_people_type_becomes_an_address(kind, typed, written):
    assert links.read(kind, typed) == written


@pytest.mark.parametrize(("kind", "typed", "written"), GOOD)
def test_an_address_that_was_taken_is_taken_again_as_it_is(kind, typed, written):
    assert links.read(kind, written) == written


@pytest.mark.parametrize("typed", ADDRESSES)
def test_what_may_not_be_a_website_is_none(typed):
    assert links.read("website", typed) is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "website"])
@pytest.mark.parametrize("typed", ADDRESSES)
def test_on_a_network_it_is_none_or_a_name_on_that_network(kind, typed):
    """ "evil" is a name that somebody may have there; it leads nowhere else."""
    found = links.read(kind, typed)
    assert found is None or found == links.NETWORKS[kind].handle.format(typed.removeprefix("@"))


@pytest.mark.parametrize("typed", NOT_FACEBOOK)
def test_what_only_looks_like_facebook_is_none(typed):
    assert links.read("facebook", typed) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_wants_to_run_never_becomes_more_than_an_address(kind, text):
    found = links.read(kind, text)
    assert found is None or (found.startswith("https://") and not set(found) & set("<>\"'` \\"))


def test_an_address_is_shown_in_its_own_letters():
    assert links.shown("https://xn--ogbpi5d.com/x") == "شركة.com/x"
    assert links.shown("https://xn--atelier-t-i4ab.ma/") == "atelier-été.ma"
    assert links.shown("https://www.atelier.ma/") == "atelier.ma"


@pytest.mark.parametrize("typed", ["fаcebook.com", "аррӏе.com", "goоgle.com", "ατελιερ.com"])
def test_a_host_that_looks_like_another_is_shown_as_it_is_sent(typed):
    assert "xn--" in links.shown(links.read("website", typed))


def test_nothing_is_asked_of_the_network(monkeypatch):
    def opened(*_args, **_kwargs):
        raise AssertionError("a connection")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, opened)
    for typed in (*ADDRESSES, *(typed for _, typed, _ in GOOD)):
        links.read("website", typed)
