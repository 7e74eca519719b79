"""What each side reads of a pair."""

import pytest
from flask_babel import force_locale

from portal.core.folding import fold
from portal.matching import labels, sentences, texts
from portal.matching.models import Suggestion
from portal.matching.rules.facts import LEVELS, HeldTrade
from portal.matching.rules.weights import Rule
from portal.opportunities.models import Opportunity
from tests.matching.pairs import seeker, told, vacancy

LACE = 'Dentelle "à la main" <b>'


@pytest.fixture
def page(app):
    with app.test_request_context("/en/"), force_locale("en"):
        yield


def opening(**other) -> Opportunity:
    """What vacancy() is, as an employer wrote it."""
    facts = {
        "trade": "tailor",
        "skills": ["sewing-machine", "overlock-machine", LACE],
        "skills_wished": ["teamwork"],
        "languages": [{"language": "fr", "level": "good"}],
        "city": "Rabat",
        "city_code": "rabat",
        "remote": False,
        "no_cv": True,
        "hours_per_week": 40,
    }
    return Opportunity(**facts | other)


def as_asked(written: Opportunity, **other):
    """The same opening as matching knows it."""
    facts = {
        "trade": written.trade,
        "skills": tuple(map(fold, written.skills)),
        "skills_wished": tuple(map(fold, written.skills_wished)),
        "languages": tuple(
            (one["language"], LEVELS.index(one["level"])) for one in written.languages
        ),
        "city": written.city_code,
        "place": "" if written.city_code else fold(written.city),
        "remote": written.remote,
        "no_cv": written.no_cv,
        "hours_per_week": written.hours_per_week,
    }
    return vacancy(**facts | other)


def stored(found) -> Suggestion:
    """What a row keeps of it."""
    return Suggestion(
        parts={str(part): share for part, share in found.parts.items()},
        missing=[one.stored() for one in found.missing],
    )


def read(side, found, written, language="en"):
    lines = side(found, written, language)
    return [(line.there, str(line.words).replace("&#39;", "'")) for line in lines]


def test_she_reads_what_is_there_then_what_is_missing(page):
    written = opening()
    assert read(sentences.for_person, told(seeker(), as_asked(written)), written) == [
        (True, "You know this trade: Tailor, 3 to 5 years."),
        (True, "You can do this: Sew by machine."),
        (True, "You speak it well enough: French."),
        (True, "It is near you: Rabat."),
        (True, "You can begin in time, and you have the hours."),
        (False, "Missing: Use an overlock machine."),
        (False, "Missing: <bdi>Dentelle &#34;à la main&#34; &lt;b&gt;</bdi>."),
        (False, "Good to know, and missing: Work in a team."),
    ]


def test_a_row_says_the_same_but_how_long_she_has_done_it(page):
    written = opening()
    found = told(seeker(), as_asked(written))
    there = read(sentences.for_person, found, written)
    kept = read(sentences.for_person, stored(found), written)
    assert kept[0] == (True, "It is your trade, or almost the same: Tailor.")
    assert kept[1:] == there[1:]


def test_what_is_missing_keeps_its_note_so_that_the_page_can_say_where_to_learn_it(page):
    written = opening()
    lines = sentences.for_person(told(seeker(), as_asked(written)), written, "en")
    assert [line.note.code or line.note.words for line in lines if line.note] == [
        "overlock-machine",
        fold(LACE),
        "teamwork",
    ]


@pytest.mark.parametrize(
    ("who", "city", "words"),
    [
        (seeker(city="rabat"), "rabat", "It is near you: Rabat."),
        (seeker(city="sale"), "rabat", "It is near you: Rabat."),
        (seeker(city="kenitra", travel="around"), "rabat", "You can go there: Rabat."),
        (seeker(other_cities=frozenset({"agadir"})), "agadir", "You can go there: Agadir."),
        (
            seeker(travel="move"),
            "agadir",
            "You wrote that you could move. It is in this city: Agadir.",
        ),
    ],
)
def test_she_reads_how_far_it_is(page, who, city, words):
    written = opening(city_code=city)
    assert (True, words) in read(sentences.for_person, told(who, as_asked(written)), written)


def test_work_from_home_has_no_way(page):
    written = opening(city="", city_code="", remote=True)
    lines = read(sentences.for_person, told(seeker(), as_asked(written)), written)
    assert (True, "You can do it from home.") in lines


def test_a_place_in_the_employers_words_is_shown_in_them(page):
    written = opening(city="Bir <Jdid>", city_code="")
    who = seeker(city="", place=fold("Bir <Jdid>"))
    lines = read(sentences.for_person, told(who, as_asked(written)), written)
    assert (True, "It is near you: <bdi>Bir &lt;Jdid&gt;</bdi>.") in lines


def test_what_is_in_the_way_comes_first_for_her_and_for_the_team(page):
    written = opening()
    found = told(seeker(wants=frozenset({"pfe"})), as_asked(written, room=0))
    for side, said in (
        (sentences.for_person, texts.RULES_FOR_PERSON),
        (sentences.for_team, texts.RULES_FOR_TEAM),
    ):
        first = [(False, str(said[rule])) for rule in (Rule.CAPACITY, Rule.KIND)]
        assert [(there, words) for there, words in read(side, found, written)[:2]] == first


def test_a_rule_that_a_note_explains_better_is_not_said_twice(page):
    written = opening()
    far = read(sentences.for_person, told(seeker(city=""), as_asked(written)), written)
    assert (False, str(texts.RULES_FOR_PERSON["reach"])) not in far
    assert (False, str(texts.MISSING_FOR_PERSON["place"])) in far
    silent = read(sentences.for_person, told(seeker(languages=()), as_asked(written)), written)
    assert (False, str(texts.RULES_FOR_PERSON["language"])) not in silent
    assert (False, "To learn: French. It must be spoken well.") in silent


def test_the_team_reads_every_part_with_its_number(page):
    written = opening()
    found = told(seeker(), as_asked(written))
    lines = [line for line in sentences.for_team(found, written, "en") if line.share is not None]
    assert [line.share for line in lines] == list(found.parts.values())
    names = [str(name) for name in labels.PARTS.values()]
    assert [str(line.words).split(":")[0] for line in lines] == names
    assert str(lines[0].words) == "Trade: 1 of 1"


def test_a_trade_that_is_only_close_is_no_known_trade(page):
    written = opening(skills=[], skills_wished=[])
    found = told(seeker(trades=(HeldTrade("pattern-maker", 48),)), as_asked(written))
    lines = read(sentences.for_person, found, written)
    assert not any("You know this trade" in words for _there, words in lines)
    assert lines[-1] == (
        False,
        "You know a trade that is close to it. This one is new for you: Tailor.",
    )


@pytest.mark.parametrize("language", ["fr", "ar", "en", "es"])
def test_every_sentence_can_be_said_in_every_language(app, language):
    """No blank is left open, nothing typed comes out bare."""
    written = opening(no_cv=False, languages=[{"language": "wo", "level": "fluent"}])
    people = (
        seeker(),
        seeker(trades=(), wish_trades=("tailor",), languages=(), city="", has_cv=False),
        seeker(trades=(HeldTrade("tailor", 3),), skills=frozenset(), travel="move"),
        seeker(trades=(HeldTrade("pattern-maker", 3),), travel="around"),
    )
    with app.test_request_context(f"/{language}/"), force_locale(language):
        for who in people:
            found = told(who, as_asked(written, kind="daily", room=0))
            for side in (sentences.for_person, sentences.for_team):
                for one in (found, stored(found)):
                    for line in side(one, written, language):
                        assert line.words
                        assert "%" not in line.words
                        assert "<b>" not in line.words


def test_both_sides_have_a_sentence_for_everything():
    assert set(texts.HAS_FOR_PERSON) == set(texts.HAS_FOR_TEAM)
    assert set(texts.MISSING_FOR_PERSON) == set(texts.MISSING_FOR_TEAM)
