"""Which step may follow which: every pair of states, for each who may move."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from portal.applications import labels, rules
from portal.applications.states import OPEN, Answer, ApplicationState, By, Reason

S = ApplicationState
ENDED = set(S) - {S(one) for one in OPEN}
DAYS = (7, 14, 21, 30)


def moves(by):
    return {(old, new) for old, new in product(S, S) if rules.may_move(by, old, new)}


def test_a_person_takes_back_and_applies_again_and_nothing_else():
    back = {(old, S.WITHDRAWN) for old in (*map(S, OPEN), S.POOL, S.ACCEPTED)}
    assert moves(By.PERSON) == back | {(S.WITHDRAWN, S.NEW), (S.CANCELLED, S.NEW)}


def test_an_employer_touches_nothing_that_was_taken_back_or_closed():
    gone = {S.WITHDRAWN, S.UNANSWERED, S.CANCELLED, S.HIRED_ELSEWHERE}
    assert not {old for old, _ in moves(By.EMPLOYER)} & gone


def test_an_employer_brings_nothing_to_a_state_that_is_not_its_own():
    theirs = {S.READING, S.INTERVIEW, S.TO_DO, S.ACCEPTED, S.DECLINED, S.POOL}
    assert {new for _, new in moves(By.EMPLOYER)} == theirs


def test_next_week_is_said_once():
    assert [old for old, new in moves(By.EMPLOYER) if new == S.READING] == [S.NEW]


def test_a_no_and_kept_for_later_may_become_a_yes_and_a_yes_stays_one():
    assert {new for old, new in moves(By.EMPLOYER) if old == S.DECLINED} == {
        S.INTERVIEW,
        S.ACCEPTED,
    }
    assert not [new for old, new in moves(By.EMPLOYER) if old == S.ACCEPTED]


def test_the_portal_ends_what_is_open_and_nothing_else():
    ends = (S.UNANSWERED, S.CANCELLED)
    assert moves(By.PORTAL) == set(product(map(S, OPEN), ends))


def test_staff_bring_anything_anywhere_but_never_to_silence():
    assert not [new for _, new in moves(By.STAFF) if new == S.UNANSWERED]
    assert {old for old, _ in moves(By.STAFF)} == set(S)
    assert [old for old, new in moves(By.STAFF) if old == new] == []


@pytest.mark.parametrize("state", S)
def test_each_answer_that_is_offered_leads_somewhere_allowed(state):
    for answer in rules.answers_from(state):
        assert rules.may_move(By.EMPLOYER, state, rules.ANSWERS[answer].state)


def test_every_answer_is_offered_to_a_new_application():
    assert rules.answers_from(S.NEW) == list(Answer)


def test_an_answer_that_ends_says_why():
    for said in rules.ANSWERS.values():
        assert bool(said.reason) == (said.state == S.DECLINED)


def test_every_code_has_its_words():
    assert set(labels.STATES) == set(labels.FOR_PERSON) == set(S)
    assert set(S) <= set(labels.STORY)
    assert set(labels.ANSWERS) == set(labels.SAID) == set(Answer)
    assert set(labels.REASONS) == set(Reason)
    assert rules.SHARE_VERSION in labels.SHARING


def test_no_number_is_shared_once_an_application_has_ended():
    assert set(rules.SHAREABLE) == {*map(S, OPEN), S.ACCEPTED}
    assert set(rules.ASKED_FOR_A_NUMBER) <= set(rules.SHAREABLE)


def test_a_month_begins_at_midnight_in_morocco():
    at = datetime(2026, 5, 15, 12, tzinfo=UTC)  # UTC+1 then
    assert rules.month_of(at) == datetime(2026, 4, 30, 23, tzinfo=UTC)
    assert rules.next_month(at) == datetime(2026, 5, 31, 23, tzinfo=UTC)
    late = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)  # UTC+0 by then
    assert rules.next_month(late) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_meeting_that_is_to_come_is_a_word():
    at = datetime(2027, 1, 1, tzinfo=UTC)
    assert rules.heard_at(at, at + timedelta(days=3)) == at + timedelta(days=3)
    assert rules.heard_at(at, at - timedelta(days=3)) == rules.heard_at(at, None) == at


def test_days_are_counted_whole():
    at = datetime(2027, 1, 31, tzinfo=UTC)
    due = rules.due(at, DAYS)
    assert [at - one for one in (due.remind, due.again, due.alert, due.close)] == [
        timedelta(days=number) for number in DAYS
    ]
    assert rules.waiting_days(at - timedelta(days=7) + timedelta(seconds=1), at) == 6
    assert rules.waiting_days(at + timedelta(days=1), at) == 0
