"""What somebody types who has no code, or who has seen somebody else's."""

import random
from collections.abc import Iterator, Sequence

from portal.core.codes import ALPHABET, LENGTH, check_character

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
LOOKED_ALIKE = ("oOiI-lL1z", "0O1I-Ll0", "ß", "ſſſſſſſſ", "ıııııııı", "ﬁﬁﬁﬁ", "🙂🙂🙂🙂", "K3M9QXH")
TYPED = ALPHABET + "OILU" + ALPHABET.lower() + "-_ .٠٣٩۰۵éز"


def dressed(code: str, chance: random.Random) -> str:
    """The same code, as people type and say it."""
    zero, one = chance.choice("0Oo"), chance.choice("1IiLl")
    text = "".join({"0": zero, "1": one}.get(character, character) for character in code)
    text = chance.choice((text, text.lower(), text[:4].lower() + text[4:]))
    text = text.translate(chance.choice(({}, ARABIC, PERSIAN)))
    return chance.choice((text, f"{text[:4]}-{text[4:]}", f" {text[:4]} {text[4:]} "))


def guesses(codes: Sequence[str], count: int, chance: random.Random) -> Iterator[str]:
    """As many texts, each made in one of seven ways from chance and from real codes; none is one
    of these codes said otherwise."""
    known = set(codes)
    ways = (_noise, _shaped, _checked, _wrong_check, _one_wrong, _swapped, _one_wrong_but_checked)
    made = 0
    while made < count:
        text = ways[made % len(ways)](chance.choice(codes), chance)
        if text not in known:
            made += 1
            yield dressed(text, chance)


def _body(chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABET, k=LENGTH - 1))


def _noise(_: str, chance: random.Random) -> str:
    return "".join(chance.choices(TYPED, k=chance.randrange(12)))


def _shaped(_: str, chance: random.Random) -> str:
    return _body(chance) + chance.choice(ALPHABET)


def _checked(_: str, chance: random.Random) -> str:
    body = _body(chance)
    return body + check_character(body)


def _wrong_check(code: str, chance: random.Random) -> str:
    return code[:-1] + chance.choice(ALPHABET)


def _one_wrong(code: str, chance: random.Random) -> str:
    place = chance.randrange(LENGTH)
    return code[:place] + chance.choice(ALPHABET) + code[place + 1 :]


def _swapped(code: str, chance: random.Random) -> str:
    place = chance.randrange(LENGTH - 1)
    return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


def _one_wrong_but_checked(code: str, chance: random.Random) -> str:
    body = _one_wrong(code, chance)[:-1]
    return body + check_character(body)
