"""How near two trades are."""

import itertools
import time

import numpy as np
import pytest

from portal.matching.rules import nearness
from portal.matching.rules.weights import BY_SKILLS, IN_ONE_GROUP, KNOWS
from portal.reference import catalogue, cities, esco, trades


@pytest.fixture(scope="module")
def near():
    return nearness.shared()


def test_a_trade_is_itself_and_nothing_else_is(near):
    for code in ("tailor", "cook", "isco-7531"):
        row = near.row(code)
        assert row[near.number[code]] == 1
        assert np.delete(row, near.number[code]).max() <= BY_SKILLS


@pytest.mark.parametrize(
    ("one", "nearer", "further"),
    [
        ("tailor", "dressmaker", "clothes-alterer"),
        ("tailor", "pattern-maker", "cook"),
        ("waiter", "event-server", "barista"),
        ("waiter", "barista", "cook"),
        ("cook", "pizza-maker", "kitchen-helper"),
        ("cook", "kitchen-helper", "hairdresser"),
        ("mason", "paver-layer", "carpenter-joiner"),
        ("web-developer", "software-developer", "office-cleaner"),
        ("office-cleaner", "chambermaid", "domestic-worker"),
    ],
)
def test_some_trades_are_nearer_than_others(near, one, nearer, further):
    assert near.of(one, nearer) > near.of(one, further)


def test_a_unit_group_as_a_whole_is_near_its_trades(near):
    assert near.of("isco-7531", "tailor") == IN_ONE_GROUP[4] >= KNOWS
    assert near.of("isco-7531", "isco-7532") == IN_ONE_GROUP[3]


@pytest.mark.parametrize("code", ["student", "apprentice", "homemaker"])
def test_what_is_no_work_is_near_nothing(near, code):
    assert trades.labels(code, "fr")
    assert near.row(code).max() == 0
    assert near.of("domestic-worker", code) == 0


def test_shared_skills_bring_two_trades_of_different_groups_together(near):
    """A curtain maker sews and cuts fabric; a wholesaler counts and sells as a grocer does."""
    assert trades.isco_of("curtain-maker") != trades.isco_of("tailor")
    assert near.of("tailor", "curtain-maker") > IN_ONE_GROUP[3]
    assert near.of("grocer", "wholesaler") > near.of("grocer", "cook") + 0.3


def test_a_trade_in_own_words_is_near_nothing_not_even_itself(near):
    assert near.of("", "tailor") == near.of("tailor", "") == near.of("", "") == 0
    assert near.of("no-such-trade", "tailor") == 0


def test_the_order_of_two_trades_does_not_matter_unless_one_needs_studies(near):
    ordinary = [code for code in near.codes if trades.isco_of(code)[0] in "456789"]
    for one, other in itertools.combinations(ordinary[::23], 2):
        assert near.of(one, other) == near.of(other, one)


@pytest.mark.parametrize(
    ("studied", "other"),
    [
        ("lawyer", "legal-assistant"),
        ("veterinarian", "vet-assistant"),
        ("accounting-assistant", "office-cashier"),
    ],
)
def test_a_helper_is_further_from_a_profession_than_the_other_way_round(near, studied, other):
    assert near.of(studied, other) < near.of(other, studied)


def test_a_helper_may_become_what_needs_no_studies(near):
    assert near.of("cook", "kitchen-helper") == near.of("kitchen-helper", "cook") > 0.3


def test_nearness_lies_between_nothing_and_all(near):
    for code in near.codes[::50]:
        row = near.row(code)
        assert (row.min(), row.max(), row[near.unknown]) == (0, 1, 0)


def test_trades_of_esco_have_their_place(tmp_path):
    """They have no skills here: their unit group speaks for them."""
    head = "conceptUri,iscoGroup,preferredLabel,altLabels,status,description\n"
    row = "http://data.europa.eu/esco/occupation/abc,7531,tailleur,,released,\n"
    (tmp_path / "occupations_fr.csv").write_text(head + row)
    brought = esco.Esco()
    list(esco.read(tmp_path / "occupations_fr.csv", brought))
    esco.save(brought, tmp_path)
    near = nearness.Nearness(trades.Known(tmp_path))
    assert near.of("esco-abc", "tailor") == IN_ONE_GROUP[4]
    assert near.of("esco-abc", "esco-abc") == 1
    assert near.of("esco-abc", "cook") < 0.2


def test_only_a_few_rows_are_kept_in_memory(near, monkeypatch):
    monkeypatch.setattr(nearness, "ROWS", 3)
    small = nearness.Nearness(trades.known())
    before = small.row("tailor").copy()
    for code in small.codes[:10]:
        small.row(code)
    assert len(small._rows) <= 3
    assert (small.row("tailor") == before).all()


def test_a_skill_is_known_by_its_names_in_every_spelling(near):
    assert near.skill("sewing-machine") == "sewing-machine"
    assert near.skill("machine a coudre") == "sewing-machine"
    assert near.skill("tajine") == "tajine"


def test_our_trades_have_skills_that_they_cant_do_without(near):
    ours = catalogue.trades()
    assert all(near.essential.get(one.code) for one in ours)


def test_how_far_cities_are_apart():
    """Next to each other, in the next town, a day's journey: to a few kilometres."""
    known = {("rabat", "sale"): 5, ("rabat", "casablanca"): 87, ("tanger", "tetouan"): 45}
    for (one, other), km in known.items():
        assert cities.km(one, other) == cities.km(other, one) == pytest.approx(km, abs=3)
    assert cities.km("rabat", "rabat") == 0
    assert cities.km("rabat", "") is None
    assert set(cities.LIES_AT) == set(cities.CITIES)


def test_every_city_lies_in_the_north_of_morocco():
    for north, east in cities.LIES_AT.values():
        assert 30 < north < 36
        assert -10 < east < -1


def test_a_row_is_quick(near):
    fresh = nearness.Nearness(trades.known())
    begun = time.perf_counter()
    for code in fresh.codes[:200]:
        fresh.row(code)
    assert (time.perf_counter() - begun) / 200 < 0.005
