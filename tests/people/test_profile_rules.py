"""What a profile holds: small sums, and the deeds that change it."""

from datetime import date

import pytest

from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.opportunities.states import Kind
from portal.people import labels, queries, rules
from portal.people.models import Person
from portal.people.operations import profile
from portal.people.operations.profile import Place, SkillSaid, TradeSaid, Wishes
from portal.people.states import Hours, Learned, Level, PersonState, Step, Travel, Want
from tests.factories.people import account, person

SEWING = TradeSaid("couturière", "training", 24)
EVERYWHERE = ("Rabat", "Tanger", "Oujda", "Béni Mellal")


def fresh(row):
    db.session.rollback()
    return db.session.get(Person, row.id, populate_existing=True)


def do(deed, row, *said, **also):
    """Do a deed in a transaction of its own; the person as she is then."""
    with transaction():
        deed(db.session.get(Person, row.id), *said, **also)
    return fresh(row)


def history():
    return [(deed.what, deed.fields) for deed in db.session.query(Deed).order_by(Deed.id)]


def test_people_wish_for_exactly_the_kinds_that_openings_have():
    assert [str(want) for want in Want] == [str(kind) for kind in Kind]


def test_every_kind_stands_behind_one_of_five_plain_words():
    inside = [kind for kinds in rules.WANTED.values() for kind in kinds]
    assert sorted(inside) == sorted(Want)
    assert len(rules.WANTED) <= 5
    assert set(rules.WANTED) == set(labels.WANTS)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (labels.STEPS, Step),
        (labels.LEARNED, Learned),
        (labels.LEARNED_SHOWN, Learned),
        (labels.LEVELS, Level),
        (labels.TRAVELS, Travel),
        (labels.TRAVELS_SHOWN, Travel),
        (labels.HOURS, Hours),
        (labels.BANDS, rules.BANDS),
    ],
)
def test_every_code_has_its_words(words, codes):
    assert list(words) == list(codes)


@pytest.mark.parametrize("band", rules.BANDS)
def test_a_band_survives_being_kept_as_months(band):
    assert rules.band_of(rules.BANDS[band]) == band


def test_groups_of_wishes_and_their_kinds_go_both_ways():
    assert rules.kinds_of(["daily", "job"]) == ["fixed_term", "permanent", "daily"]
    assert rules.groups_of(["permanent", "pfe"]) == ["internship", "job"]


@pytest.mark.parametrize(
    ("city", "hub"),
    [("sale", "Rabat"), ("tetouan", "Tanger"), ("beni-mellal", "Béni Mellal"), ("agadir", "")],
)
def test_people_belong_to_the_hub_they_can_reach(city, hub):
    assert rules.hub_of(city, EVERYWHERE) == hub


def test_no_city_has_no_hub():
    assert rules.hub_of("", ["Paris"]) == ""
    assert rules.hub_of("", EVERYWHERE) == ""


def test_a_begun_week_counts_and_the_past_does_not():
    today = date(2027, 3, 1)
    days = (None, date(2027, 2, 1), today, date(2027, 3, 2), date(2027, 3, 8), date(2027, 3, 9))
    assert [rules.weeks_until(day, today) for day in days] == [0, 0, 0, 1, 1, 2]


def test_beginning_twice_makes_one_profile(rows):
    owner = account(name="Awa")
    for name in ("Awa", "Another"):
        with transaction():
            profile.begin(db.session.merge(owner), name)
    (made,) = db.session.query(Person)
    assert (made.name, made.name_folded, made.account_id) == ("Awa", "awa", owner.id)
    assert made.file is not None
    assert history() == [("people.profile.begun", "")]


def test_a_profile_is_complete_when_the_five_screens_are(rows):
    row = person(steps=[], complete_at=None, trades=[], skills=[], languages=[])
    do(profile.add_trade, row, SEWING)
    do(profile.say_skills, row, [SkillSaid("", "broder", "training")])
    do(profile.say_languages, row, {"fr": ("good", "little")})
    row = do(profile.say_place, row, Place("Rabat", "city"))
    assert row.complete_at is None
    row = do(profile.say_wishes, row, Wishes(("daily",), None))
    assert row.complete_at is not None
    assert row.steps == [str(step) for step in Step]
    assert history() == [("people.profile.changed", step) for step in Step]


def test_an_emptied_screen_is_to_be_filled_in_again(rows):
    row = person()
    row = do(profile.drop_trade, row, row.trades[0].token)
    assert row.trades == []
    assert (row.complete_at, Step.TRADES in row.steps) == (None, False)


def test_a_complete_profile_keeps_its_day_when_it_changes(rows):
    row = person()
    before = row.complete_at
    assert do(profile.say_place, row, Place("Tanger", "move")).complete_at == before


def test_the_same_trade_said_again_is_changed_not_doubled(rows):
    row = person(trades=[])
    do(profile.add_trade, row, SEWING)
    row = do(profile.add_trade, row, TradeSaid("COUTURIERE", "formal_job", 48, "Atelier"))
    assert [(t.words, t.months, t.where) for t in row.trades] == [("COUTURIERE", 48, "Atelier")]


def test_a_sixth_trade_is_refused(rows):
    row = person(trades=[])
    for number in range(rules.MOST_TRADES):
        do(profile.add_trade, row, TradeSaid(f"trade {number}", "training", 6))
    with pytest.raises(Refused, match="too_many_trades"):
        do(profile.add_trade, row, SEWING)
    assert len(fresh(row).trades) == rules.MOST_TRADES


def test_a_trade_in_other_words_is_asked_for_again(rows):
    row = person()
    (trade,) = row.trades
    same = TradeSaid(trade.words, "training", 6)
    assert do(profile.change_trade, row, trade.token, same).trades[0].trade == "cook"
    assert do(profile.change_trade, row, trade.token, SEWING).trades[0].trade == ""
    assert do(profile.choose_trade, row, trade.token, "tailor").trades[0].trade == "tailor"


@pytest.mark.parametrize("deed", [profile.change_trade, profile.choose_trade])
def test_a_trade_of_someone_else_is_not_there(rows, deed):
    row, other = person(), person()
    said = SEWING if deed is profile.change_trade else "tailor"
    with pytest.raises(Refused, match="trade_gone"):
        do(deed, row, other.trades[0].token, said)
    with transaction():
        profile.drop_trade(db.session.get(Person, row.id), other.trades[0].token)
    assert len(fresh(other).trades) == 1


def test_languages_are_replaced_and_those_not_known_left_out(rows):
    row = person()
    levels = {"fr": ("fluent", "good"), "wo": ("good", "none"), "en": ("none", "none")}
    row = do(profile.say_languages, row, levels)
    told = {one.language: (one.spoken, one.written) for one in row.languages}
    assert told == {"fr": ("fluent", "good"), "wo": ("good", "none")}


def test_skills_are_replaced_and_keep_their_rows(rows):
    row = person()
    before = row.skills[0].id
    said = [SkillSaid("", "Tajine", "training"), SkillSaid("hand-sewing", "", "unpaid")]
    row = do(profile.say_skills, row, said)
    assert [(s.skill, s.words, s.learned) for s in row.skills] == [
        ("", "Tajine", "training"),
        ("hand-sewing", "", "unpaid"),
    ]
    assert row.skills[0].id == before


def test_a_hub_once_given_stays(rows):
    row = person(hub="")
    row = do(profile.say_place, row, Place("Sala", "city"), hubs=EVERYWHERE)
    assert (row.city, row.city_code, row.hub) == ("Sala", "sale", "Rabat")
    row = do(profile.say_place, row, Place("Tanger", "city"), hubs=EVERYWHERE)
    assert (row.city_code, row.hub) == ("tanger", "Rabat")


def test_pausing_twice_is_pausing_once(rows):
    row = person()
    do(profile.pause, row)
    assert do(profile.pause, row).state == PersonState.PAUSED
    assert do(profile.resume, row).state == PersonState.ACTIVE
    assert history() == [("people.profile.paused", ""), ("people.profile.resumed", "")]


def test_a_merged_person_does_not_come_back_by_starting_again(rows):
    row = person(state=PersonState.MERGED)
    assert do(profile.resume, row).state == PersonState.MERGED


def test_every_deed_of_a_profile_has_its_words(rows):
    row = person()
    do(profile.pause, row)
    do(profile.call, row, name="Awa", family_name="Sow")
    assert {what for what, _fields in history()} <= set(labels.DEEDS)
    assert "Sow" not in str(history())
    assert queries.person_of(row.account_id).family_name == "Sow"
