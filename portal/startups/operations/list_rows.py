"""The rows of a list of companies, as they are understood. Slow (trades): outside transactions."""

import re
from collections.abc import Iterable
from typing import Any

from portal.core import phones
from portal.core.folding import fold
from portal.core.tables import whole_number
from portal.employers.rules import bare_name
from portal.reference import cities, sectors, trades
from portal.startups.states import LegalForm

# How long each may be; the columns of a start-up that a row fills.
LONGEST = {
    "name": 80,
    "trade": 80,
    "city": 60,
    "address": 160,
    "supported_by": 200,
    "programme": 60,
    "hub": 60,
    "founder": 80,
}
SURE = 0.8  # a trade that is only likely is left to the members to say
LANGUAGES = ("fr", "ar", "en", "es")
_FORMS = {
    LegalForm.COOPERATIVE: """
        cooperative, cooperatives, coop, scop, societe cooperative, تعاونيه, التعاونيه, تعاونيات,
        cooperativa, sociedad cooperativa
    """,
    LegalForm.SARL: """
        sarl, sarl au, sarlau, sarl a u, s a r l, societe, societe a responsabilite limitee, ste,
        company, limited company, ltd, llc, شركه, الشركه, شركه ذات مسووليه محدوده, ش م م,
        sociedad, sociedad limitada, srl, sl, sociedad de responsabilidad limitada
    """,
    LegalForm.AUTO_ENTREPRENEUR: """
        auto entrepreneur, auto entrepreneuse, autoentrepreneur, autoentrepreneuse, ae,
        auto entrepreneuriat, entreprise individuelle, personne physique, self employed, freelance,
        freelancer, sole trader, المقاول الذاتي, مقاول ذاتي, مقاوله ذاتيه, المقاوله الذاتيه,
        مقاوله فرديه, autonomo, autonoma, auto emprendedor, empresa individual, por cuenta propia
    """,
    LegalForm.ASSOCIATION: """
        association, associations, asso, ong, ngo, non profit, جمعيه, الجمعيه, asociacion
    """,
    LegalForm.INCOME_ACTIVITY: """
        agr, activite generatrice de revenus, activite generatrice de revenu, micro projet,
        microprojet, micro activite, petite activite, informel, informelle, projet individuel,
        income generating activity, income activity, iga, small activity, informal, micro business,
        نشاط مدر للدخل, انشطه مدره للدخل, مشروع صغير, actividad generadora de ingresos,
        pequena actividad, microproyecto, informal
    """,
}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


_FORM_OF = {_plain(word): form for form, text in _FORMS.items() for word in text.split(",")}
_SECTOR_OF = {
    _plain(sectors.name_of(code, language)): code
    for code in sectors.SECTORS
    for language in LANGUAGES
}


def read(rows: Iterable[dict[str, str]], *, form: str = "", programme: str = "") -> list[Any]:
    """Each row as {"row", "facts", "founder", "problems"}: plain values that JSON can hold.

    `form`, `programme`: of rows that do not say theirs. Problems are pairs (field, code).
    """
    seen: set[tuple[str, str]] = set()
    found = []
    for said in rows:
        reading = _reading(said, form, programme)
        facts = reading["facts"]
        mine = (bare_name(facts["name"]), facts["city_code"] or fold(facts["city"]))
        if facts["name"] and mine in seen:
            reading["problems"].append(["name", "row_twice"])
        seen.add(mine)
        found.append(reading)
    return found


def _reading(said: dict[str, str], form: str, programme: str) -> dict[str, Any]:
    problems = [[f, "text_long"] for f, most in LONGEST.items() if len(said.get(f, "")) > most]
    text = {name: said.get(name, "")[:most] for name, most in LONGEST.items()}
    if not text["name"]:
        problems.append(["name", "company_unnamed"])
    legal = _form(said.get("form", "")) or (_in_name(text["name"]) if "form" not in said else "")
    if not legal and "form" in said:
        problems.append(["form", "form_unknown"])
    elif not legal and not form:
        problems.append(["form", "form_missing"])
    facts: dict[str, Any] = {
        "name": text["name"],
        "form": legal or form,
        "city": text["city"],
        "city_code": cities.code_of(text["city"]),
        "address": text["address"],
        "programme": text["programme"] or programme,
        "supported_by": text["supported_by"],
        "hub": text["hub"],
        **_work(text["trade"]),
    }
    for field in ("phone", "whatsapp"):
        facts[field] = _number(said.get(field, ""))
        if said.get(field) and facts[field] is None:
            problems.append([field, "phone_unread"])
    founder = text["founder"]
    return {"row": int(said["row"]), "facts": facts, "founder": founder, "problems": problems}


def _form(words: str) -> str:
    """The legal form that these words name; "" for none that we know."""
    return _FORM_OF.get(_plain(words), "") or _in_name(words)


def _in_name(name: str) -> str:
    """The legal form that a name says of itself: "Coopérative Nour", "Nour SARL"."""
    said = {_FORM_OF[word] for word in _plain(name).split() if word in _FORM_OF}
    return said.pop() if len(said) == 1 else ""


def _work(words: str) -> dict[str, str]:
    """What people do, in their own words; its trade where that is sure, else its sector alone."""
    found: dict[str, str] = {"trade_words": words, "trade": "", "sector": ""}
    if not words:
        return found
    if _plain(words) in _SECTOR_OF:
        return found | {"sector": _SECTOR_OF[_plain(words)]}
    best = next(iter(trades.find(words, "").trades), None)
    if best is None or not best.sure or best.score < SURE:
        return found
    return found | {"trade": best.code, "sector": trades.sector_of(best.code)}


def _number(text: str) -> str | None:
    """The first number in a cell that may hold several, in E.164."""
    whole = phones.parse(whole_number(text))
    if whole or not text:
        return whole
    parts = re.split(r"[/;,|]|\bou\b|\bet\b|\bor\b|\by\b|\s-\s", text)
    numbers = (phones.parse(whole_number(part.strip())) for part in parts)
    return next((number for number in numbers if number), None)
