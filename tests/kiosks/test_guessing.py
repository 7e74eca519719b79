"""Check 22: guessing at the door, among 1,200 badges.

A key is slow to make on purpose (rules.ROUNDS), so a hundred thousand guesses are tried with keys
of one round, which differ exactly where real ones do; a thousand more with the real keys.
"""

import random

import pytest

from portal.core import codes
from portal.kiosks import rules
from portal.kiosks.states import Again, Verdict
from tests.kiosks.guesses import dressed, guesses

SALT, OTHER_SALT = b"s" * 16, b"t" * 16
SEATED = rules.Entry("active", "fr", ((1, "seated"),))
FAIR = rules.Point(Again.DAILY, False, 0, (rules.Window(1, 0, 10),))
OPENS_TO = {Verdict.WELCOME, Verdict.WELCOME_BACK, Verdict.ALREADY_IN}


def badges(count: int, seed: int) -> list[str]:
    """Codes of an event; the same ones each time."""
    chance = random.Random(seed)
    bodies = ("".join(chance.choices(codes.ALPHABET, k=codes.LENGTH - 1)) for _ in range(count))
    return [body + codes.check_character(body) for body in bodies]


class Kiosk:
    """The list of one event, and what a kiosk with it says of what is typed."""

    def __init__(self, of: list[str], salt: bytes = SALT) -> None:
        self.salt = salt
        self.list = {rules.key_of(code, salt): SEATED for code in of}

    def says(self, text: str, *, fresh: bool = True) -> Verdict | None:
        code = codes.read(text)
        if code is None:
            return None
        entry = self.list.get(rules.key_of(code, self.salt))
        return rules.decide(FAIR, entry, None, 5, fresh=fresh).verdict


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(rules, "ROUNDS", 1)


def test_none_of_a_hundred_thousand_guesses_opens_a_door(quick):
    here = badges(1200, seed=1)
    kiosk = Kiosk(here)
    tried = [kiosk.says(text) for text in guesses(here, 100_000, random.Random(22))]
    assert len(tried) == 100_000
    assert set(tried) == {None, Verdict.NOT_FOUND}
    assert tried.count(Verdict.NOT_FOUND) > 20_000  # not all of them failed at the check character


def test_a_wrong_character_and_most_swapped_ones_are_noticed_without_any_list():
    chance = random.Random(9)
    swapped = noticed = 0
    for code in badges(300, seed=2):
        for place, right in enumerate(code):
            for wrong in set(codes.ALPHABET) - {right}:
                assert codes.read(code[:place] + wrong + code[place + 1 :]) is None
        place = chance.randrange(codes.LENGTH - 1)
        turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        swapped += turned != code
        noticed += turned != code and codes.read(turned) is None
    assert noticed / swapped > 0.97


def test_a_code_of_another_event_opens_nothing(quick):
    kiosk = Kiosk(badges(1200, seed=1))
    others = badges(20_000, seed=5)
    assert {kiosk.says(code) for code in others} == {Verdict.NOT_FOUND}


def test_a_key_of_another_event_is_not_a_key_of_this_one():
    here = badges(50, seed=1)
    assert not Kiosk(here).list.keys() & Kiosk(here, OTHER_SALT).list.keys()


def test_a_code_is_read_however_it_is_typed(quick):
    here, chance = badges(1200, seed=1), random.Random(6)
    kiosk = Kiosk(here)
    assert {kiosk.says(dressed(code, chance)) for code in here for _ in range(10)} == {
        Verdict.WELCOME
    }


def test_with_real_keys_it_is_the_same():
    here, chance = badges(300, seed=1), random.Random(8)
    kiosk = Kiosk(here)
    assert {kiosk.says(dressed(code, chance)) for code in here[:100]} == {Verdict.WELCOME}
    tried = {kiosk.says(text) for text in guesses(here, 1000, chance)}
    assert tried == {None, Verdict.NOT_FOUND}


def test_an_old_list_lets_a_guess_in_as_unknown_and_never_as_valid(quick):
    here = badges(1200, seed=1)
    kiosk = Kiosk(here)
    said = {kiosk.says(text, fresh=False) for text in guesses(here, 5000, random.Random(1))}
    assert said == {None, Verdict.UNKNOWN}
    assert not said & OPENS_TO
