"""Which training teaches what is missing."""

import pytest

from portal.matching.rules import learning, nearness
from portal.matching.rules.explaining import Missing
from portal.matching.rules.learning import Course
from portal.reference import trades

SEWING = Course(1, "dressmaker", "couture niveau 1", 1.0)
FRENCH = Course(2, "", "cours de francais pour adultes", 1.0)
DRIVING = Course(3, "truck-driver", "permis de conduire", 1.0)
ALL = (SEWING, FRENCH, DRIVING)


@pytest.fixture(scope="module")
def near():
    return nearness.shared()


@pytest.mark.parametrize(
    ("missing", "ids"),
    [
        (Missing("trade", "dressmaker", "none"), [1]),
        (Missing("trade", "tailor", "none"), [1]),  # as good as the same
        (Missing("trade", "mason", "none"), []),
        (Missing("experience", "truck-driver"), []),
        (Missing("skill", "cutting-fabric"), [1]),
        (Missing("skill_wished", "cutting-fabric"), [1]),
        (Missing("skill", words="permis de conduire"), [3]),
        (Missing("skill", words="permis"), [3]),
        (Missing("skill", words="ermis"), []),
        (Missing("skill", words="de"), []),
        (Missing("language", "fr", "good"), [2]),
        (Missing("language", "wo", "good"), []),
        (Missing("cv"), []),
        (Missing("place"), []),
    ],
)
def test_a_training_is_found_by_what_it_teaches(near, missing, ids):
    assert learning.best(missing, ALL, near) == ids


def test_what_is_nearer_comes_first_and_two_are_enough(near):
    assert "cutting-fabric" in trades.skills_of("dressmaker")
    places = [Course(number, "dressmaker", "", far) for number, far in enumerate((0.3, 1.0, 0.9))]
    assert learning.best(Missing("skill", "cutting-fabric"), places, near) == [1, 2]


def test_the_trade_itself_comes_before_one_that_is_close_to_it(near):
    close = Course(8, "tailor", "", 1.0)
    same = Course(9, "dressmaker", "", 0.5)
    assert learning.best(Missing("trade", "dressmaker"), [close, same], near) == [9, 8]
