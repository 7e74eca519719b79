"""A message to many on its way, as a coordinator watches it; its report."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Sending
from tests.desk import press
from tests.factories.crowds import fair
from tests.factories.events import SessionFactory, register
from tests.factories.sendings import NOON, deliver, here, page_of, plan, send, write
from tests.people import make_staff, sign_in, words
from tests.queries import counted

HTMX = {"HX-Request": "true"}


def test_the_progress_is_watched_until_it_is_done(desk):
    session = fair(3)
    sending = write(session)
    send(sending)
    plan()
    address = page_of(session, sending)
    part = desk.get(address, headers=HTMX)
    assert part.text.startswith('<section id="progress" hx-get=')
    assert 'hx-trigger="every 2s"' in part.text
    assert "Still to leave 3" in words(part.text)
    assert len(part.data) < 9000
    deliver()
    done = desk.get(address, headers=HTMX).text
    assert "hx-get" not in done
    assert "Sent 3" in words(done)
    assert "Report" in words(done)


def test_at_night_the_page_says_when_it_goes_on(client, rows):
    session = fair(1)
    sending = write(session)
    with time_machine.travel(NOON.replace(hour=23), tick=False):
        sign_in(client, make_staff())
        send(sending)
        plan()
        deliver()
        page = client.get(page_of(session, sending)).text
    assert "The next one leaves on Thursday 11 February at 08:00" in words(page)
    assert "every 60s" in page


def test_it_is_paused_goes_on_and_is_cancelled_from_its_page(desk):
    session = fair(2)
    sending = write(session)
    send(sending)
    plan()
    address = page_of(session, sending)
    press(desk, address, f"{address}/hold")
    assert "Paused" in words(desk.get(address).text)
    assert deliver() == []
    press(desk, address, f"{address}/go-on")
    assert "Paused" not in words(desk.get(address).text)
    press(desk, address, f"{address}/cancel")
    page = words(desk.get(address).text)
    assert "Not sent 2" in page
    assert "the team cancelled this sending" in page
    assert deliver() == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_is_exported_as_counts(desk, kind):
    session = fair(8)
    sending = write(session)
    send(sending)
    plan()
    deliver()
    address = page_of(session, sending)
    answer = press(desk, address, f"{address}/export", format=kind)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    assert db.session.query(Deed).filter_by(what="events.sending.exported").count() == 1
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert lines[0] == ["State", "Why", "Way", "Language", "People"]
        assert sorted(line[3:] for line in lines[1:]) == sorted(
            [[name, "2"] for name in ("Français", "العربية", "English", "Español")]
        )


def test_no_name_and_no_number_stands_on_the_pages_or_in_the_report(desk):
    session = SessionFactory()
    made = register(session, name="Zénobie Canari", phone="+212661987654")
    sending = write(session)
    address = page_of(session, sending)
    pages = [desk.get(address)]
    send(sending)
    plan()
    deliver()
    export = press(desk, address, f"{address}/export", format="csv")
    pages += [desk.get(address), desk.get(here(session)), export]
    seen = "".join(page.data.decode() for page in pages)
    for secret in ("Canari", "661987654", "66 19 87", made.code, made.token):
        assert secret not in seen


def test_the_list_has_what_is_sent_by_itself_too(desk):
    session = fair(3)
    write(session, "Premier")
    with transaction():
        mine = {"event_id": session.event_id, "due_at": now(), "ends_at": now()}
        db.session.add(Sending(key="r", kind="reminder_day", state="planned", **mine))
    page = words(desk.get(here(session)).text)
    assert page.index("Reminder: tomorrow") < page.index("Premier")
    assert "Draft: not sent" in page


@pytest.mark.parametrize("state", ["draft", "done", "planning"])
def test_the_pages_ask_little_of_the_database_however_many_people(desk, state):
    session = fair(40)
    sending = write(session)
    if state != "draft":
        send(sending)
        plan()
    if state == "done":
        deliver()
    for address in (page_of(session, sending), here(session), here(session, "new")):
        with counted() as statements:
            assert desk.get(address).status_code == 200
        assert len(statements) <= 12, address


def test_the_list_costs_the_same_with_many_sendings(desk):
    session = fair(4)
    address = here(session)

    def cost():
        with counted() as statements:
            desk.get(address)
        return len(statements)

    write(session)
    one = cost()
    for number in range(12):
        send(write(session, f"Numéro {number}"))
    plan()
    assert cost() == one


def test_what_is_sent_by_itself_is_watched_and_paused_but_not_changed(desk):
    session = fair(2)
    mine = {"event_id": session.event_id, "due_at": now(), "ends_at": now() + timedelta(days=1)}
    with transaction():
        sending = Sending(key="x", kind="event_cancelled", state="scheduled", **mine)
        db.session.add(sending)
    plan()
    address = page_of(session, sending)
    page = desk.get(address).text
    assert "Still to leave 2" in words(page)
    assert "/edit" not in page
    assert desk.get(f"{address}/edit").status_code == 303
    press(desk, address, f"{address}/hold")
    assert deliver() == []
