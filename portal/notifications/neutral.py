"""Words that no message may hold: a lock screen is read by others.

What would tell a stranger that the reader is a migrant, asks for papers or protection, is ill, or
is helped by this programme. Every list is looked for in every language: people mix them.
"""

import re
import unicodedata

from portal.core.folding import fold

# Written as fold() leaves them: small letters, no accents, one shape for each Arabic letter.
# Latin words: a trailing * stands for any ending.
_LATIN = (
    "migr*, immigr*, emigr*, inmigr*, transmigr*",
    "refugi*, refugee*, asile, asiles, asylum*, asilo, asilos, asilad*",
    # Papers. The verb "séjourner" (to spend nights) says nothing of them: only the noun is here.
    "sejour, sejours, residence, residences, residency, resident, residents, residente, residentes",
    "residencia, residencias, regularis*, regulariz*, regularic*, undocumented, indocumentad*",
    "sans papier, sans papiers, sin papeles, clandestin*, expulsion*",
    "deported, deportation*, deportacion*",
    # Health. Not "enceinte" alone, which is also the grounds of a fair, nor the trades of care.
    "sante, salud, health, maladie*, malade*, illness*, disease*, enfermedad*, enfermo, enferma",
    "medecin*, medical*, medicaux, medico, medica, medicos, medicas, medicin*, medicament*",
    "doctor, doctors, doctora, hopital, hopitaux, hospital*, clinique*, vih, sida, hiv, aids",
    "grossesse*, femme enceinte, femmes enceintes, pregnan*, embarazo, embarazad*",
    "avortement*, abortion*, aborto*, vaccin*, vacuna*, depression, traumati*",
    "psych*, psicolog*, psiquiatr*, viol, viols, violence*, violencia*",
    # The programme, its partners, and bodies whose name says whom they serve.
    "work4life, work 4 life, work for life, w4l, soleterre, cefa, asticude, es maroc, art lina",
    "iscos, oja, gadem, caritas, oim, iom, hcr, unhcr, acnur, ong, ongs, ngo, ngos",
)
# Arabic words: articles, "and", "for", "with" may be written on to them.
_ARABIC = (
    "مهاجر*, هجره, لاجي*, لجوء, ترحيل*",  # not هجري: the year of the calendar
    # "إقامة المعرض" is the holding of a fair. A residence has the article, an owner or a paper.
    "اقامت(?:ي|ك|كم|كن|ه|ها|هم|نا), (?:بطاق|رخص|شهاد)(?:ه|ت[^ ]+) اقامه, (?:تصريح|سند) اقامه",
    "تسويه (?:ال)?(?:وضع|اوضاع)*",
    "صحه, صحي, صحيه, صحت(?:ي|ك|كم|كن|ه|ها|هم|نا), مرض, امراض, مريض*, طبيب*, اطباء, طبي, طبيه",
    "مستشفي*, سيدا, ايدز, لقاح*, تلقيح*, اجهاض, اغتصاب, عنف",
)
_BEFORE = "[وف]?[بلك]?(?:ال|ل)?"
_WITH_ARTICLE = "[وف]?[بك]?(?:ال|لل)اقامه"


def _either(lines: tuple[str, ...], before: str = "") -> str:
    words = (word for line in lines for word in line.split(", "))
    return "|".join(before + word.replace("*", "[^ ]*") for word in words)


_FORBIDDEN = re.compile(
    f"(?<![^ ])(?:{_either(_LATIN)}|{_either(_ARABIC, _BEFORE)}|{_WITH_ARTICLE})(?![^ ])"
)


def forbidden_in(text: str) -> list[str]:
    """The words of `text` that must not stand in a message, as they are written, each once."""
    line, written = _words(text)
    found = []
    for match in _FORBIDDEN.finditer(line):
        first = line.count(" ", 0, match.start())
        last = line.count(" ", 0, match.end())
        found.append(" ".join(written[first : last + 1]))
    return list(dict.fromkeys(found))


def _words(text: str) -> tuple[str, list[str]]:
    """The words of a text: folded, with one space between them; and as they were written.

    An apostrophe or a hyphen parts words (d'asile, sans-papiers); what can't be seen does not.
    """
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    written = "".join(c if _is_letter(c) else " " for c in visible).split()
    pairs = [(fold(word).replace(" ", ""), word) for word in written]
    pairs = [pair for pair in pairs if pair[0]]
    return " ".join(folded for folded, _ in pairs), [word for _, word in pairs]


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
