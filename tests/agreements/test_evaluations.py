"""At the end both sides say how it went, and the person may disagree."""

from datetime import timedelta

import pytest
import time_machine

from jobs import schedule
from jobs.agreements import follow
from portal.agreements import messages, queries
from portal.agreements.models import Agreement, Evaluation
from portal.agreements.operations import ending, evaluating
from portal.agreements.operations.evaluating import Said
from portal.agreements.states import AgreementState, Party
from portal.core.clock import from_wall_clock, now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.core.queue import Job
from portal.notifications import kinds
from tests.agreements.table import EVERYONE, SCHOOL, Table, posted, send, told
from tests.agreements.test_pages import DESK, at_home
from tests.factories.moments import at
from tests.together import together

GOOD = {"outcome": "finished", "marks": "good", "hired": "no", "contract": ""}


@pytest.fixture
def work(app, monkeypatch):
    """The hour's job, as a worker runs it."""
    monkeypatch.setattr("jobs.app", lambda: app)

    def run():
        db.session.rollback()
        follow()

    return run


@pytest.fixture
def table(rows):
    signed = Table(school=SCHOOL)
    signed.sign(*EVERYONE, Party.SCHOOL)
    return signed


@pytest.fixture
def ended(table):
    table.end()
    return table


def evaluate(table, party, **other):
    said = Said(**{"outcome": "finished", "marks": "good"} | other)
    with transaction():
        evaluating.evaluate(queries.by_id(table.id, lock=True), party, said)


def test_it_ends_on_the_day_after_its_last_on_morocco_s_calendar(table, work):
    last = table.now.ends_on
    next_day = last + timedelta(days=1)
    for moment, state in ((f"{last} 23:59", "signed"), (f"{next_day} 00:00", "ended")):
        with at(moment):
            work()
        assert table.now.state == state
    assert told(messages.EVALUATE) == {"person", "employer"}


def test_the_job_run_twice_asks_once(table, work):
    with at(f"{table.now.ends_on + timedelta(days=1)} 09:00"):
        work()
        work()
    assert len(posted(messages.EVALUATE)) == 2


def test_who_has_not_said_is_reminded_once_after_seven_days(table, work):
    with at(f"{table.now.ends_on + timedelta(days=1)} 09:00"):
        work()
    evaluate(table, Party.EMPLOYER)
    asked = table.now.asked_at
    for wait, count in ((timedelta(days=7, seconds=-1), 2), (timedelta(days=7), 3)):
        with time_machine.travel(asked + wait, tick=False):
            work()
            work()
        assert len(posted(messages.EVALUATE)) == count
    with time_machine.travel(asked + timedelta(days=30), tick=False):
        work()
    assert len(posted(messages.EVALUATE)) == 3
    assert posted(messages.EVALUATE)[-1].facts["party"] == "person"


@pytest.mark.parametrize("state", ["draft", "to_sign", "rejected", "cancelled"])
def test_what_was_never_signed_does_not_end(rows, work, state):
    table = Table()
    with transaction():
        db.session.get_one(Agreement, table.id).state = state
    with time_machine.travel(from_wall_clock(now().replace(tzinfo=None, year=2030))):
        work()
    assert table.now.state == state
    assert posted(messages.EVALUATE) == []


def test_the_job_is_in_the_schedule():
    assert schedule.EVERY[Job.FOLLOW_AGREEMENTS] == timedelta(hours=1)


def test_more_than_one_step_of_agreements_ends_in_one_run(rows, work, monkeypatch):
    monkeypatch.setattr(ending, "STEP", 1)
    tables = [Table() for _ in range(3)]
    with transaction():
        for table in tables:
            db.session.get_one(Agreement, table.id).state = AgreementState.SIGNED
    with at("2027-03-27 00:00"):
        work()
    assert {table.now.state for table in tables} == {"ended"}


def test_staff_end_one_that_stopped_early(client, table):
    here = at_home(client, table, Party.PROGRAMME)
    assert send(client, f"{here}end", here).status_code == 303
    assert table.now.state == AgreementState.ENDED
    assert told(messages.EVALUATE) == {"person", "employer"}


@pytest.mark.parametrize("party", [Party.PERSON, Party.EMPLOYER])
def test_each_side_says_how_it_went_once(client, ended, party):
    here = at_home(client, ended, party)
    form = GOOD | {"hired": "yes", "contract": "fixed_term", "hired_on": "2027-04-01"}
    form |= {"words": "Canary words", "last_day": "", "missed_hours": ""}
    answer = send(client, f"{here}evaluation", **form)
    assert answer.status_code == 303
    (said,) = ended.now.evaluations
    assert (said.party, said.hired, said.contract) == (party, True, "fixed_term")
    raw = db.session.execute(db.text("SELECT words FROM evaluation")).scalar()
    assert b"Canary" not in bytes(raw)
    assert "Canary words" in client.get(here).text
    with pytest.raises(Refused, match="already_evaluated"):
        evaluate(ended, party)


def test_nothing_is_said_before_the_end(table):
    with pytest.raises(Refused, match="agreement_not_ended"):
        evaluate(table, Party.PERSON)


def test_only_what_belongs_to_the_answers_is_kept(ended):
    last = ended.now.ends_on
    evaluate(ended, Party.PERSON, last_day=last, missed_hours=9, contract="daily", hired_on=last)
    (said,) = ended.now.evaluations
    assert (said.last_day, said.missed_hours, said.contract, said.hired_on) == (None, 0, "", None)
    evaluate(ended, Party.EMPLOYER, outcome="partly", last_day=last, missed_hours=9)
    said = queries.evaluation(ended.now, Party.EMPLOYER)
    assert (said.last_day, said.missed_hours) == (last, 9)


def test_the_last_day_lies_within_the_internship(ended):
    outside = ended.now.ends_on + timedelta(days=1)
    with pytest.raises(Refused, match="last_day_outside"):
        evaluate(ended, Party.PERSON, outcome="partly", last_day=outside)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "other"}, "outcome"),
        ({"marks": ""}, "marks"),
        ({"hired": ""}, "hired"),
        ({"hired": "yes"}, "contract"),
        ({"missed_hours": "many"}, "missed_hours"),
        ({"last_day": "32/13/2027"}, "last_day"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(client, ended, other, field):
    here = at_home(client, ended, Party.PERSON)
    answer = send(client, f"{here}evaluation", **GOOD | other)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert ended.now.evaluations == []


def test_the_person_reads_what_the_tutor_says_and_may_disagree(client, ended):
    evaluate(ended, Party.EMPLOYER, marks="poor", words="Toujours en retard")
    here = at_home(client, ended, Party.PERSON)
    assert "Toujours en retard" in client.get(here).text
    assert send(client, f"{here}disagree", why=" ").status_code == 422
    assert send(client, f"{here}disagree", why="J'étais malade").status_code == 303
    said = queries.evaluation(ended.now, Party.EMPLOYER)
    assert said.disagrees
    assert said.disagrees_at is not None
    raw = db.session.execute(db.text("SELECT disagrees_why FROM evaluation")).scalar()
    assert b"malade" not in bytes(raw)
    assert f'action="{here}disagree"' not in client.get(f"{here}disagree").text
    with pytest.raises(Refused, match="already_disagreed"), transaction():
        evaluating.disagree(queries.by_id(ended.id, lock=True), "encore")
    page = client.get(at_home(client, ended, Party.PROGRAMME)).text
    assert "malade" in page
    assert "Toujours en retard" in page


def test_the_firm_reads_neither_the_person_s_words_nor_that_she_disagrees(client, ended):
    evaluate(ended, Party.PERSON, words="Le chef crie")
    evaluate(ended, Party.EMPLOYER, words="Bien")
    with transaction():
        evaluating.disagree(queries.by_id(ended.id, lock=True), "Ce n'est pas vrai")
    for party in (Party.EMPLOYER, Party.SCHOOL):
        page = client.get(at_home(client, ended, party)).text
        assert "crie" not in page
        assert "pas vrai" not in page


def test_without_an_evaluation_there_is_nothing_to_disagree_with(client, ended):
    here = at_home(client, ended, Party.PERSON)
    assert client.get(f"{here}disagree").status_code == 404
    with pytest.raises(Refused, match="not_evaluated_yet"), transaction():
        evaluating.disagree(queries.by_id(ended.id, lock=True), "non")


def test_the_employer_and_the_school_have_no_page_to_disagree(client, ended):
    for party in (Party.EMPLOYER, Party.SCHOOL, Party.PROGRAMME):
        here = at_home(client, ended, party)
        assert client.get(f"{here}disagree").status_code == 404


def test_the_desk_counts_what_ended_was_evaluated_and_led_to_a_job(client, rows):
    tables = [Table() for _ in range(4)]
    elsewhere = Table(hub="Oujda")
    with transaction():
        for table in (*tables[:3], elsewhere):
            db.session.get_one(Agreement, table.id).state = AgreementState.ENDED
    hired = {"hired": True}
    for table, facts in ((tables[0], hired), (tables[1], {}), (elsewhere, hired)):
        evaluate(table, Party.PERSON, **facts)
        evaluate(table, Party.EMPLOYER, **facts)
    at_home(client, tables[0], Party.PROGRAMME)
    figures = queries.figures(queries.of_staff(db.session.merge(tables[0].staff)))
    assert (figures.ended, figures.evaluated, figures.hired) == (3, 2, 1)
    assert client.get(DESK).status_code == 200


def test_a_question_that_was_answered_does_not_leave(ended):
    waiting = posted(messages.EVALUATE)
    assert kinds.gone(waiting) == {}
    evaluate(ended, Party.PERSON)
    asked = {m.id for m in waiting if m.facts["party"] == "person"}
    assert set(kinds.gone(waiting)) == asked


def test_both_sides_at_once_are_both_kept(app, ended):
    def say(party):
        said = Said(outcome="finished", marks="good")
        committed(lambda: evaluating.evaluate(queries.by_id(ended.id, lock=True), party, said))

    together(app, lambda: say(Party.PERSON), lambda: say(Party.EMPLOYER))
    assert db.session.query(Evaluation).count() == 2
