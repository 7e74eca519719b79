"""Why a pair fits, and what is missing."""

import pytest

from portal.matching import labels, texts
from portal.matching.rules.explaining import Note
from portal.matching.rules.facts import HeldTrade
from portal.matching.rules.weights import Rule
from tests.matching.pairs import (
    CALM,
    FLUENT,
    GOOD,
    LITTLE,
    judged,
    seeker,
    told,
    vacancy,
)

TAILOR = (HeldTrade("tailor", 48),)


def missing(who, what=None):
    return list(told(who, what).missing)


def has(who, what=None):
    return list(told(who, what).has)


def test_what_is_told_is_what_was_judged():
    who, what = seeker(trades=(HeldTrade("dressmaker", 6),)), vacancy(kind="permanent")
    alone, crowd = told(who, what), judged([seeker(), who], what)
    assert alone.score == crowd.score[1]
    assert alone.ok == crowd.ok[1]
    assert alone.parts == {part: values[1] for part, values in crowd.parts.items()}
    assert alone.passed == {rule: kept[1] for rule, kept in crowd.passed.items()}
    assert type(alone.score) is float
    assert type(alone.ok) is bool


def test_a_pair_that_fits_lacks_nothing():
    assert missing(seeker()) == []
    assert has(seeker()) == [
        Note("trade", "tailor", "48"),
        Note("skill", "sewing-machine"),
        Note("skill", "cutting-fabric"),
        Note("language", "fr", "good"),
    ]


@pytest.mark.parametrize(
    ("held", "wished", "there", "lacks"),
    [
        (("dressmaker", 48), (), [Note("trade", "dressmaker", "48")], []),
        (("pattern-maker", 9), (), [Note("near_trade", "pattern-maker", "9")], ["near"]),
        (("mason", 48), (), [], ["none"]),
        (("mason", 48), ("dressmaker",), [Note("wish", "dressmaker")], ["wish"]),
        (None, ("tailor",), [Note("wish", "tailor")], ["wish"]),
        (None, (), [], ["none"]),
    ],
)
def test_the_trade_is_there_almost_there_wished_or_missing(held, wished, there, lacks):
    trades = (HeldTrade(*held),) if held else ()
    who = seeker(trades=trades, wish_trades=wished)
    assert [one for one in has(who) if one.kind in ("trade", "near_trade", "wish")] == there
    found = [one for one in missing(who) if one.kind == "trade"]
    assert found == [Note("trade", "tailor", instead) for instead in lacks]


def test_an_opening_without_a_trade_lacks_none():
    assert missing(seeker(), vacancy(trade="")) == []


def test_little_experience_is_missing_where_people_are_hired_not_where_they_learn():
    who = seeker(trades=(HeldTrade("tailor", 6),))
    assert missing(who, vacancy(kind="permanent")) == [Note("experience", "tailor")]
    assert missing(who, vacancy(kind="internship")) == []
    assert missing(seeker(), vacancy(kind="permanent")) == []


def test_missing_skills_are_told_required_ones_first_own_words_as_they_are():
    asks = vacancy(
        skills=("overlock-machine", "broderie", "sewing-machine"),
        skills_wished=("teamwork", "overlock-machine", "cutting-fabric"),
    )
    assert missing(seeker(), asks) == [
        Note("skill", "overlock-machine"),
        Note("skill", words="broderie"),
        Note("skill_wished", "teamwork"),
    ]
    assert [one.code for one in has(seeker(), asks) if one.kind == "skill"] == [
        "sewing-machine",
        "cutting-fabric",
    ]


def test_a_skill_of_her_trade_that_she_did_not_name_is_asked_about():
    who = seeker(skills=frozenset({"sewing-machine"}))
    assert missing(who) == [Note("skill_unsaid", "cutting-fabric")]
    assert Note("skill", "cutting-fabric") not in has(who)


def test_a_language_is_missing_up_to_the_level_that_is_asked_for():
    asks = vacancy(languages=(("fr", GOOD), ("en", FLUENT)))
    assert missing(seeker(), asks) == [Note("language", "en", "fluent")]
    who = seeker(languages=(("fr", LITTLE, 0), ("en", FLUENT, 0)))
    assert missing(who, asks) == [Note("language", "fr", "good")]
    assert [one for one in has(who, asks) if one.kind == "language"] == [
        Note("language", "en", "fluent")
    ]


def test_a_language_that_stands_for_another_is_named_itself():
    who = seeker(languages=(("ar", FLUENT, 0),))
    found = has(who, vacancy(languages=(("ary", GOOD),)))
    assert found[-1] == Note("language", "ar", "good")
    who = seeker(languages=(("ar", FLUENT, 0), ("ary", GOOD, 0)))
    assert has(who, vacancy(languages=(("ary", GOOD),)))[-1] == Note("language", "ary", "good")


def test_a_cv_is_missing_where_one_is_asked_for():
    who = seeker(has_cv=False)
    assert missing(who, vacancy(no_cv=False)) == [Note("cv")]
    assert missing(who, vacancy(no_cv=True)) == []
    assert missing(seeker(), vacancy(no_cv=False)) == []


def test_where_someone_lives_is_missing_where_it_matters():
    nowhere = seeker(city="")
    assert missing(nowhere) == [Note("place")]
    assert told(nowhere).passed[Rule.REACH] is False
    assert missing(nowhere, vacancy(remote=True)) == []
    assert missing(seeker(city="", place="berkane")) == []


def test_a_note_is_kept_and_read_again():
    for note in told(seeker(trades=(), skills=frozenset(), languages=())).missing:
        kept = note.stored()
        assert set(kept) == {"kind", "code", "words"}
        assert all(type(value) is str for value in kept.values())
        assert Note(**kept) == note


def test_every_kind_of_missing_has_its_words():
    """All kinds that the arithmetic can find, found once."""
    nothing = seeker(trades=(), skills=frozenset(), languages=(), city="", has_cv=False)
    asks = vacancy(no_cv=False, skills=("ironing",), skills_wished=("teamwork",))
    beginner = seeker(trades=(HeldTrade("tailor", 0),), skills=frozenset())
    found = {
        f"{one.kind}:{one.words}" if one.kind == "trade" else one.kind
        for one in (
            *missing(nothing, asks),
            *missing(seeker(trades=(), wish_trades=("tailor",))),
            *missing(seeker(trades=(HeldTrade("pattern-maker", 9),))),
            *missing(beginner, vacancy(kind="daily")),
        )
    }
    assert found == set(texts.MISSING_FOR_PERSON) == set(texts.MISSING_FOR_TEAM)
    assert {one.split(":")[0] for one in found} == set(labels.MISSING)


def test_rarity_changes_the_score_and_no_reason():
    asks = vacancy(skills=("sewing-machine", "overlock-machine"))
    calm, plain = told(seeker(), asks, CALM), told(seeker(), asks, {})
    assert calm.score < plain.score
    assert (calm.has, calm.missing) == (plain.has, plain.missing)
