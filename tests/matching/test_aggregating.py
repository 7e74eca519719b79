"""Totals by office and by sex: right, and none from which a few people could be worked out."""

import random
from itertools import chain, combinations
from pathlib import Path

import numpy as np
import pytest

from portal.core.db import db, transaction
from portal.matching.operations.aggregating import LEAST, STEPS, aggregate, suppressed
from portal.people.models import Person, PersonFile
from tests.factories import people

MATCHING = Path("portal/matching")


def some_of(things):
    return chain.from_iterable(combinations(things, n) for n in range(1, len(things) + 1))


def everyone(groups):
    return tuple(sum(row[i] for row in groups.values()) for i in range(3))


def attack(groups, shown, total):
    """Every number of people that follows from what is shown, by adding and subtracting alone: of
    any rows together, and of any of the three kinds of people (none, one or two, three or more)."""
    names = sorted(groups)
    unknown = [(name, band) for name in names for band in range(3)]
    behind = {"people": (0, 1, 2), "some": (1, 2), "enough": (2,)}

    def vector(rows, bands):
        return [float(name in rows and band in bands) for name, band in unknown]

    told = [vector(names, behind[step]) for step in STEPS if total[step] is not None]
    for name in names:
        told += [vector([name], behind[step]) for step in STEPS if shown[name][step] is not None]
    if not told:
        return
    rank = np.linalg.matrix_rank(np.array(told))
    truth = {(n, b): v for n in names for b, v in enumerate(bands_of(groups[n]))}
    for rows in some_of(names):
        for bands in some_of(range(3)):
            wanted = vector(rows, bands)
            if np.linalg.matrix_rank(np.array([*told, wanted])) == rank:
                yield sum(truth[name, band] for name in rows for band in bands)


def bands_of(row):
    return row[0] - row[1], row[1] - row[2], row[2]


def random_groups(dice):
    groups = {}
    for number in range(dice.randint(1, 5)):
        bands = [dice.choice((0, 1, 5, 9, 10, 11, 14, 40, 300)) for _ in range(3)]
        groups[f"hub {number}"] = (sum(bands), bands[1] + bands[2], bands[2])
    return groups


@pytest.mark.parametrize("seed", range(30))
def test_nothing_about_fewer_than_ten_follows_from_what_is_shown(seed):
    groups = random_groups(random.Random(seed))
    total = everyone(groups)
    alone = suppressed({"all": total}, total)["all"]
    shown = suppressed(groups, total)
    assert [n for n in attack(groups, shown, alone) if n < LEAST] == []


def test_the_attack_finds_what_one_hidden_row_gives_away():
    groups = {"Rabat": (100, 60, 30), "Tanger": (12, 6, 3)}
    naive = {name: dict(zip(STEPS, row, strict=True)) for name, row in groups.items()}
    naive["Tanger"] = dict.fromkeys(STEPS)
    total = dict(zip(STEPS, everyone(groups), strict=True))
    assert 3 in set(attack(groups, naive, total))


def test_where_one_row_is_kept_back_another_goes_with_it():
    groups = {"Rabat": (100, 60, 30), "Salé": (50, 30, 15), "Tanger": (7, 5, 2)}
    shown = suppressed(groups, everyone(groups))
    assert shown["Tanger"] == {"people": None, "some": None, "enough": None}
    assert shown["Salé"]["people"] is None
    assert shown["Rabat"] == {"people": 100, "some": 60, "enough": 30}


def test_large_rows_are_shown_whole():
    groups = {"f": (100, 60, 30), "m": (90, 70, 40)}
    assert suppressed(groups, everyone(groups)) == {
        name: dict(zip(STEPS, row, strict=True)) for name, row in groups.items()
    }


def test_nobody_without_a_suggestion_is_a_figure_under_ten_too():
    shown = suppressed({"f": (100, 100, 60), "m": (80, 60, 30)}, (180, 160, 90))
    assert shown["f"] == {"people": 100, "some": None, "enough": None}
    assert shown["m"]["some"] is None


def many(count, hub, sex):
    facts = {"name": "Awa", "name_folded": "awa", "hub": hub}
    made = [Person(**facts, file=PersonFile(sex=sex)) for _ in range(count)]
    with transaction():
        db.session.add_all(made)
    return [one.id for one in made]


def test_people_are_counted_by_office_and_sex_and_only_those_who_were_matched(rows):
    women, men = many(36, "Rabat", "f"), many(33, "Tanger", "m")
    many(5, "Oujda", "f")  # not matched
    counts = {person: place % 3 * 2 for place, person in enumerate(women + men)}
    found = aggregate(counts)
    assert found["total"] == {"people": 69, "some": 46, "enough": 23}
    assert found["hub"] == {
        "Rabat": {"people": 36, "some": 24, "enough": 12},
        "Tanger": {"people": 33, "some": 22, "enough": 11},
    }
    assert found["sex"] == {"f": found["hub"]["Rabat"], "m": found["hub"]["Tanger"]}


def test_few_people_are_no_figure_at_all(rows):
    who = people.person()
    found = aggregate({who.id: 3})
    assert found["total"] == dict.fromkeys(STEPS)
    assert found["hub"] == {"Rabat": dict.fromkeys(STEPS)}


def test_neither_rules_nor_facts_know_who_is_a_woman_or_a_man():
    files = [*MATCHING.glob("rules/*.py"), *MATCHING.glob("queries/*.py")]
    files += [file for file in MATCHING.glob("operations/*.py") if file.name != "aggregating.py"]
    assert len(files) >= 10
    for file in files:
        code = "\n".join(
            line.split("#")[0] for line in file.read_text(encoding="utf-8").splitlines()
        )
        for text in code.split('"""')[::2]:  # docstrings may say that they are not asked for
            assert "sex" not in text.lower(), file
            assert "birth_year" not in text, file
