"""`portal import`: the same lists, from the command line."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from portal.commands.imports import import_
from portal.core.clock import now
from portal.core.db import db
from portal.events.models import ImportList, Registration, Seat
from tests.databases import look_again
from tests.factories.events import EventFactory, SessionFactory


@pytest.fixture
def command(app, rows, monkeypatch, tmp_path):
    monkeypatch.setattr("portal.app.create_app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)

    def run(text, *options):
        (tmp_path / "list.csv").write_text(text)
        command = ["registrations", str(tmp_path / "list.csv"), *options]
        return CliRunner().invoke(import_, command)

    return run


def count(model):
    look_again()
    return db.session.query(model).count()


def test_the_command_registers_good_rows_and_says_what_is_wrong(command):
    session = SessionFactory(event=EventFactory(slug="salon"))
    text = "Nom,Téléphone,Âge\nAwa,0612345678,30\nBinta,12,31\nFatou,,\n"
    dry = command(text, "--event", "salon", "--dry-run")
    assert (dry.exit_code, count(Registration), count(ImportList)) == (1, 0, 0)
    real = command(text, "--event", "salon")
    assert (real.exit_code, count(Registration)) == (1, 2)
    assert real.stdout.splitlines() == [
        "Columns not used: Âge",
        "Row 3, phone: We can't read this number. Write all its digits, like 06 12 34 56 78.",
        "Registered: 2. Rows with a problem: 1.",
    ]
    assert "Registering" in real.stderr
    assert session.taken == 2


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Nom\nAwa\n", ["--event", "none"]),
        ("Nom\nAwa\n", ["--event", "salon", "--session", "3"]),
        ("Ville\nRabat\n", ["--event", "salon"]),
        ("", ["--event", "salon"]),
    ],
)
def test_the_command_refuses_with_one_sentence(command, text, options):
    SessionFactory(event=EventFactory(slug="salon"))
    answer = command(text, *options)
    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 1
    assert count(ImportList) == 0


def test_a_list_without_problems_ends_with_status_0(command):
    SessionFactory(event=EventFactory(slug="salon"))
    assert command("Nom\nAwa\n", "--event", "salon").exit_code == 0


def test_a_session_may_be_chosen_for_all(command):
    event = EventFactory(slug="salon")
    SessionFactory(event=event)
    SessionFactory(event=event, starts_at=now() + timedelta(days=10, hours=1))
    assert command("Nom\nAwa\n", "--event", "salon").exit_code == 1
    assert command("Nom\nAwa\n", "--event", "salon", "--session", "2").exit_code == 0
    assert db.session.query(Seat).one().session_id == event.sessions[1].id
