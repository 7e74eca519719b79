"""A kiosk that is stolen: what is on its disk, and what is not."""

import re
import unicodedata

import pytest
from sqlalchemy import select, update

from portal.core import codes
from portal.core.db import db, transaction
from portal.core.sealed import phone_index
from portal.events.models import Registration
from portal.kiosks.models import Kiosk
from tests.browser.kiosks import OpenFair
from tests.browser.tablet import Tablet
from tests.databases import look_again

NAMES = ("Aïssatou Keïta", "يوسف العلوي", "Ewurabena Quaye")
PHONES = ("+212661234567", "+212677889900", "+212655443322")
GUEST, GUEST_PHONE = "Oumoulkhairy Zagré", "0699887766"


@pytest.fixture
def held(rows):
    """People whose names and numbers would be noticed."""
    fair = OpenFair(12)
    people = zip(db.session.scalars(select(Registration.id)).all(), NAMES, PHONES, strict=False)
    with transaction():
        for i, name, phone in people:
            who = {"name": name, "phone": phone, "phone_index": phone_index(phone)}
            db.session.execute(update(Registration).where(Registration.id == i).values(who))
    return fair


@pytest.fixture
def tablet(browser, portal, tmp_path):
    found = Tablet(browser, tmp_path / "tablet", f"http://127.0.0.1:{portal.port}")
    yield found
    found.stop()


def spellings(text: str) -> set[bytes]:
    """How a text may stand in a file: composed and decomposed, one or two bytes a character."""
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    forms |= {form.lower() for form in forms} | {form.upper() for form in forms}
    escaped = {form.encode("ascii", "backslashreplace") for form in forms}
    wide = {form.encode("utf-16-le") for form in forms}
    return escaped | wide | {form.encode() for form in forms}


def secrets_of(fair: OpenFair, walk_in: str) -> set[str]:
    """What must not be found: names, numbers, codes in every way to write them."""
    words = {word for name in (*NAMES, GUEST) for word in name.split()}
    digits = {phone[-9:] for phone in (*PHONES, GUEST_PHONE)}
    spaced = {" ".join((n[0], n[1:3], n[3:5], n[5:7], n[7:])) for n in digits}
    every = {*fair.codes, walk_in}
    return words | digits | spaced | every | {codes.shown(code) for code in every}


def used(kiosk, fair: OpenFair) -> str:
    """A day at the door: scanned, typed on the pad, refused, and somebody without a code. Returns
    the code of the walk-in."""
    kiosk.typed(fair.codes[0])
    kiosk.scan(fair.codes[1])
    kiosk.sent()
    kiosk.cut()
    kiosk.typed(fair.codes[2])
    kiosk.scan(fair.codes[2], direction="out")
    kiosk.page.locator("#answer [data-go=ready]").click()
    kiosk.page.locator("#ready [data-go=walk_in]").click()
    kiosk.page.fill("#name", GUEST)
    kiosk.page.fill("#phone", GUEST_PHONE)
    kiosk.page.locator("[data-do=register]").click()
    shown = kiosk.page.locator("#card code")
    shown.wait_for(state="visible")
    code = codes.read(shown.inner_text())
    assert code
    kiosk.page.locator("#answer [data-go=ready]").click()
    kiosk.page_until("document.body.dataset.screen === 'ready'")
    return code


def test_a_stolen_kiosk_holds_no_name_no_number_and_no_code(held, tablet):
    once = held.one_time_code()
    kiosk = tablet.start().enrol(once)
    walk_in = used(kiosk, held)
    assert kiosk.facts()["unsent"] >= 3
    hidden = secrets_of(held, walk_in)
    kept = tablet.stored()
    assert GUEST not in kiosk.page.content()
    tablet.lose_power()
    disk = tablet.bytes()
    # What is searched for would be found: the list, the queue and the sealed record are there.
    key = re.search(r'"k": "([\w-]{14})"', kept)[1]
    assert key.encode() in disk or key.encode("utf-16-le") in disk
    for text in (kept, disk.decode("utf-8", "ignore")):
        assert "walk_in" in text
    assert [text for text in hidden if text.lower() in kept.lower()] == []
    for secret in hidden:
        assert [form for form in spellings(secret) if form in disk] == []
    # The one-time code may stand in the browser's history: it opens nothing any more.
    assert tablet.start().open(once) == "ready"
    look_again()
    assert db.session.scalars(select(Kiosk.code_hash)).all() == [None]
