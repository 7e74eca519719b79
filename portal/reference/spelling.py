"""From what people type to words that can be compared: forgiving, in four languages and Darija."""

import re
from functools import lru_cache

from portal.core.folding import fold
from portal.reference import cities, fillers

MOST_LETTERS, MOST_WORDS = 200, 14  # of what is typed; the rest is not read
_WORD = re.compile(r"[^\W_]+")
_BOTH_SEXES = re.compile(r"\(?(?<!\w)[hfmw]\s*[/.-]\s*[hfmw](\s*[/.-]\s*[xdn])?(?!\w)\)?")
# coiffeur·se, vendeur(se), agent.e.s, employé-e: the second ending says nothing new
_SECOND_ENDING = re.compile(
    r"(?<=\w{3})[·•.(\-/](?:e|es|se|ses|euse|euses|trice|trices|rice|ere|iere|ne|nne|ienne|le|lle"
    r"|ve|te|a|as|o|os|ora|oras|era|eras|s)(?!\w)\)?(?:[·.]s(?!\w))?"
)
_JOINED = frozenset("·•.(-/")
_ARABIC_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال")
_ARABIC_AFTER = ("يات", "ات", "ون", "ين", "يه", "ه")
# Endings that only tell man from woman, or one from many; the longest that fits is used.
_ENDINGS = (
    *(("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur"), ("euz", "eur")),
    *(("eures", "eur"), ("eure", "eur"), ("eurs", "eur"), ("ieres", "ier"), ("iere", "ier")),
    *(("iers", "ier"), ("iennes", "ien"), ("ienne", "ien"), ("iens", "ien"), ("onnes", "on")),
    *(("onne", "on"), ("elles", "el"), ("elle", "el"), ("ives", "if"), ("ive", "if")),
    *(("ifs", "if"), ("antes", "ant"), ("ante", "ant"), ("entes", "ent"), ("ente", "ent")),
    *(("esses", ""), ("esse", ""), ("doras", "dor"), ("dores", "dor"), ("dora", "dor")),
    *(("toras", "tor"), ("tores", "tor"), ("tora", "tor"), ("soras", "sor"), ("sores", "sor")),
    *(("sora", "sor"), ("istas", "ist"), ("ista", "ist"), ("istes", "ist"), ("iste", "ist")),
    *(("ists", "ist"), ("aux", "al"), ("ales", "al"), ("ale", "al"), ("ciones", "cion")),
    *(("ees", ""), ("ee", ""), ("es", ""), ("os", ""), ("as", ""), ("x", ""), ("s", "")),
    *(("e", ""), ("o", ""), ("a", "")),
)
_DARIJA = str.maketrans(
    {"2": "a", "3": "a", "4": "gh", "5": "kh", "6": "t", "7": "h", "8": "h", "9": "q"}
)
# What sounds alike is written alike, before letters are compared.
_SOUNDS = (
    *(("sch", "ch"), ("tch", "ch"), ("sh", "ch"), ("ph", "f"), ("qu", "k"), ("kh", "k")),
    *(("gh", "g"), ("eau", "o"), ("au", "o"), ("ou", "u"), ("oo", "u"), ("w", "u"), ("ai", "e")),
    *(("ei", "e"), ("ea", "e"), ("y", "i"), ("ce", "se"), ("ci", "si"), ("ch", "§"), ("c", "k")),
    *(("§", "ch"), ("q", "k"), ("z", "s"), ("th", "t")),
)
_TWICE = re.compile(r"(.)\1+")
_CITIES = frozenset(
    word
    for names in cities.CITIES.values()
    for name in (*names[:4], *names[4])
    for word in fold(name).split()
    if word not in {"sale", "casa", "beni"}  # words of other meanings too
)


def words(text: str) -> list[str]:
    """The telling words of `text` in order, each once, without its ending of sex or number.

    None where it says nothing of a trade ("I look for work in Rabat").
    """
    folded = " ".join(_folded(word) for word in text[:MOST_LETTERS].split())
    if not _JOINED.isdisjoint(folded):
        folded = _SECOND_ENDING.sub("", _BOTH_SEXES.sub(" ", folded))
    found = _WORD.findall(fillers.PHRASES.sub(" ", folded))
    telling = (word for word in found if word not in fillers.EMPTY and word not in _CITIES)
    return list(dict.fromkeys(stem(word) for word in telling))[:MOST_WORDS]


def plain_words(text: str) -> set[str]:
    """The words of a long text as they stand, folded; for texts that are kept to be searched."""
    found = _WORD.findall(" ".join(_folded(word) for word in text.split()))
    return {word for word in found if len(word) > 2 and not word.isdigit()} - fillers.EMPTY


_folded = lru_cache(maxsize=8192)(fold)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`word` (folded) without what only tells man from woman, one from many, or "the"."""
    if not word.isascii():
        return _arabic(word)
    if not word.isalpha() and re.search(r"[a-z]{2}", word):
        word = word.translate(_DARIJA)
    if len(word) < 5:
        return word[:-1] if len(word) == 4 and word[-1] in "sx" and word[-2] != "s" else word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + instead
    return word


def _arabic(word: str) -> str:
    for start in _ARABIC_BEFORE:
        if word.startswith(start) and len(word) >= len(start) + 2:
            word = word[len(start) :]
            break
    for end in _ARABIC_AFTER:
        if word.endswith(end) and len(word) >= len(end) + 3:
            return word[: -len(end)]
    return word


def sound(word: str) -> str:
    """`word` (a stem) as it sounds, roughly, to those who write by ear."""
    heard = word
    for letters, instead in _SOUNDS:
        heard = heard.replace(letters, instead)
    heard = _TWICE.sub(r"\1", heard)
    heard = heard if "ch" in heard else heard[:1] + heard[1:].replace("h", "")
    return heard if len(heard) > 1 else word


def grams(word: str) -> set[str]:
    """The runs of 2 to 4 letters of a word as it sounds, its two ends marked."""
    marked = f"_{sound(word)}_"
    return {marked[i : i + n] for n in (2, 3, 4) for i in range(len(marked) - n + 1)}


def slips(one: str, other: str) -> int:
    """How many slips lie between two words: a letter more, less, wrong, or two changed round."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]
