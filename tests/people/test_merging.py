"""Two records of one person: found, looked at side by side, merged once, undone without a trace."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.people.models import (
    Person,
    PersonFile,
    PersonLanguage,
    PersonMerge,
    PersonTrade,
)
from portal.people.operations import merging
from tests.databases import look_again
from tests.factories.people import account, application, enter, member, opportunity, person
from tests.people.merging import fresh, merge, snapshot, undo
from tests.together import together


def a_pair():
    kept = person(
        account=account(name="Awa"),
        city="",
        city_code="",
        wishes="Le matin",
        trades=[PersonTrade(words="cuisine", trade="cook", learned="informal_job", months=24)],
    )
    dropped = person(
        account=account(name="Awa Sow"),
        wishes="À Salé",
        family_name="Sow",
        wants=["daily"],
        cv_token="shown",
        trades=[
            PersonTrade(words="Cuisinière", trade="cook", learned="training", months=6),
            PersonTrade(words="couture", trade="", learned="self_taught"),
        ],
        languages=[
            PersonLanguage(language="fr", spoken="little", written="none"),
            PersonLanguage(language="wo", spoken="fluent", written="little"),
        ],
        file=PersonFile(
            next_step="Appeler",
            next_step_on=date(2027, 1, 5),
            work_route="now",
            work_route_at=now(),
        ),
    )
    return kept, dropped


def test_the_kept_record_knows_what_both_knew_without_doubles(rows):
    kept, dropped = a_pair()
    merge(kept, dropped)
    look_again()
    one = fresh(kept)
    assert [trade.words for trade in one.trades] == ["cuisine", "couture"]
    assert [row.language for row in one.languages] == ["fr", "wo"]
    assert (one.city, one.family_name, one.cv_token) == ("Rabat", "Sow", "shown")
    assert one.wishes == "Le matin · À Salé"
    assert one.wants == ["internship", "fixed_term", "daily"]
    assert (one.file.next_step, one.file.next_step_on) == ("Appeler", date(2027, 1, 5))
    assert one.file.work_route == "now"


def test_the_other_record_leads_to_the_kept_one_and_its_account_closes(rows):
    kept, dropped = a_pair()
    merge(kept, dropped)
    look_again()
    gone = fresh(dropped)
    assert (gone.state, gone.merged_into_id) == ("merged", kept.id)
    assert db.session.get(Account, dropped.account_id).state == "merged"
    assert db.session.get(Account, kept.account_id).state == "active"


def test_a_record_without_an_account_takes_over_the_others(rows):
    kept, dropped = a_pair()
    with transaction():
        fresh(kept).account_id = None
    keys = fresh(dropped).account_id
    merge(kept, dropped)
    look_again()
    assert (fresh(kept).account_id, fresh(dropped).account_id) == (keys, None)
    assert db.session.get(Account, keys).state == "active"


def test_sessions_of_the_closed_account_end(client):
    kept, dropped = a_pair()
    enter(client, db.session.get(Account, dropped.account_id))
    assert client.get("/fr/me/").status_code == 200
    merge(kept, dropped)
    assert client.get("/fr/me/").status_code == 303


def test_applications_follow_and_of_two_to_one_opening_hers_stays(rows):
    kept, dropped = a_pair()
    both, one = opportunity(), opportunity()
    mine, double = application(kept, both), application(dropped, both)
    follows = application(dropped, one)
    merge(kept, dropped)
    look_again()
    assert fresh(follows).person_id == kept.id
    assert fresh(mine).state == "new"
    assert (fresh(double).person_id, fresh(double).state) == (dropped.id, "cancelled")
    assert fresh(double).reason == "duplicate"


def test_whoever_speaks_for_an_employer_goes_on_with_the_account_that_stays(rows):
    kept, dropped = a_pair()
    speaks = member(account=db.session.get(Account, dropped.account_id))
    merge(kept, dropped)
    look_again()
    assert fresh(speaks).account_id == kept.account_id


def test_merging_and_undoing_leave_every_row_as_it_was(rows):
    kept, dropped = a_pair()
    application(dropped), application(kept)
    member(account=db.session.get(Account, dropped.account_id))
    before = snapshot()
    merged = merge(kept, dropped)
    assert snapshot() != before
    undo(merged)
    assert snapshot() == before


def test_undoing_leaves_what_was_written_since(rows):
    kept, dropped = a_pair()
    merged = merge(kept, dropped)
    with transaction():
        fresh(kept).wishes = "Le soir"
        fresh(kept).trades.append(PersonTrade(words="ménage", learned="unpaid"))
    undo(merged)
    look_again()
    assert fresh(kept).wishes == "Le soir"
    assert [t.words for t in fresh(kept).trades] == ["cuisine", "ménage"]
    assert fresh(dropped).wishes == "À Salé"


def test_a_trade_that_was_taken_away_since_comes_back_to_its_owner(rows):
    kept, dropped = a_pair()
    merged = merge(kept, dropped)
    with transaction():
        mine = fresh(kept)
        mine.trades = [t for t in mine.trades if t.words != "couture"]
    undo(merged)
    look_again()
    assert [t.words for t in fresh(dropped).trades] == ["Cuisinière", "couture"]


def test_what_undoes_a_merge_is_forgotten_once_it_is_undone(rows):
    kept, dropped = a_pair()
    merged = merge(kept, dropped)
    undo(merged)
    look_again()
    assert db.session.get(PersonMerge, merged).before is None
    with pytest.raises(Refused, match="people_merge_undone"):
        undo(merged)


def test_after_30_days_nothing_is_undone(rows):
    kept, dropped = a_pair()
    merged = merge(kept, dropped)
    with transaction():
        db.session.get(PersonMerge, merged).at -= timedelta(days=31)
    with pytest.raises(Refused, match="people_merge_old"):
        undo(merged)


def test_a_chain_is_undone_from_its_end(rows):
    kept, dropped = a_pair()
    third = person()
    first = merge(kept, dropped)
    second = merge(third, kept)
    with pytest.raises(Refused, match="people_merge_followed"):
        undo(first)
    undo(second)
    undo(first)
    look_again()
    assert {fresh(one).state for one in (kept, dropped, third)} == {"active"}


@pytest.mark.parametrize("state", ["merged", "erased"])
def test_a_record_that_is_gone_can_not_be_merged(rows, state):
    kept, dropped = a_pair()
    with transaction():
        fresh(dropped).state = state
    with pytest.raises(Refused, match="people_merge_impossible"):
        merge(kept, dropped)
    with pytest.raises(Refused, match="people_merge_impossible"):
        merge(kept, kept)


def test_the_same_pair_twice_at_once_is_one_merge(app, rows):
    kept, dropped = a_pair()
    refused = []

    def deed(one_id, other_id):
        def run():
            try:
                with transaction():
                    merging.merge(
                        db.session.get_one(Person, one_id),
                        db.session.get_one(Person, other_id),
                        staff_id=1,
                    )
            except Refused as no:
                refused.append(no.code)

        return run

    ids = kept.id, dropped.id
    db.session.rollback()
    together(app, deed(*ids), deed(*ids), deed(*reversed(ids)))
    look_again()
    assert db.session.query(PersonMerge).count() == 1
    assert refused == ["people_merge_impossible"] * 2
