"""Why an opening and a person suit each other, in plain words: to her, and to the team.

`told` is what was computed a moment ago (Explained) or what a row keeps of it (Suggestion). Words
are those of the language that Babel speaks now; give the same one. Not inside a transaction: the
names of trades are read from files at first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.core.folding import fold
from portal.matching import labels, texts
from portal.matching.models import Suggestion
from portal.matching.rules import nearness
from portal.matching.rules.explaining import Explained, Note, broken
from portal.matching.rules.weights import FURTHEST_AROUND, WEIGHTS, Part, Rule
from portal.opportunities.labels import LEVELS
from portal.opportunities.models import Opportunity
from portal.people import rules as people
from portal.people.labels import BANDS
from portal.people.sentences import small
from portal.reference import cities, languages, trades
from portal.web.locale import number

Told = Explained | Suggestion
Sentences = Mapping[str, Any]
# Rules of which a note says more.
SAID_BY = {Rule.LANGUAGE: "language", Rule.REACH: "place"}
NEXT_TO_HER = 0.8  # of the part DISTANCE
IN_TIME = 0.85  # of the part AVAILABILITY
HALF = 0.5  # a part from here on speaks for the pair


@dataclass(frozen=True)
class Line:
    """One sentence. `there`: it speaks for the pair; else something is missing, or in the way.

    `note`: what is missing; `share`: of a part of the score, 0 to 1.
    """

    there: bool
    words: Markup
    note: Note | None = None
    share: float | None = None


def for_person(told: Told, opening: Opportunity, language: str) -> list[Line]:
    """What is in the way, if anything is; what she has for it; what is missing."""
    pair = _Pair(told, opening, language)
    return [
        *_in_the_way(pair, texts.RULES_FOR_PERSON),
        *_there(pair, texts.HAS_FOR_PERSON),
        *_lacking(pair, texts.MISSING_FOR_PERSON),
    ]


def for_team(told: Told, opening: Opportunity, language: str) -> list[Line]:
    """The same in the words of the desk, and each part of the score with its number."""
    pair = _Pair(told, opening, language)
    return [
        *_in_the_way(pair, texts.RULES_FOR_TEAM),
        *_there(pair, texts.HAS_FOR_TEAM),
        *_lacking(pair, texts.MISSING_FOR_TEAM),
        *_numbers(pair),
    ]


class _Pair:
    """What was told of a person and an opening, as names in the language of the reader."""

    def __init__(self, told: Told, opening: Opportunity, language: str) -> None:
        self.told, self.opening, self.language = told, opening, language
        self.has = told.has if isinstance(told, Explained) else ()
        self.lacks = [one if isinstance(one, Note) else Note(**one) for one in told.missing]
        self.parts = {Part(part): share for part, share in told.parts.items()}
        near = nearness.shared()
        originals = [*opening.skills, *opening.skills_wished]
        self.asked = {near.skill(fold(original)): original for original in reversed(originals)}
        missing = {one.code or one.words for one in self.lacks if one.kind.startswith("skill")}
        self.can = [skill for skill in reversed(self.asked) if skill not in missing]
        lacking = {one.code for one in self.lacks if one.kind == "language"}
        self.speaks = [
            (one["language"], one["level"])
            for one in opening.languages
            if one["language"] not in lacking
        ]

    @property
    def knows_trade(self) -> bool:
        return bool(self.opening.trade) and all(one.kind != "trade" for one in self.lacks)

    @property
    def held(self) -> Note | None:
        """Her own trade, where it is this one or as good as; a row does not keep which."""
        return next((one for one in self.has if one.kind == "trade"), None)

    def trade(self, code: str) -> Markup:
        return escape(trades.name(code, self.language))

    def skill(self, skill: str) -> Markup:
        """In the words of the opening where the catalogue has none."""
        name = trades.skill_name(skill, self.language)
        return escape(name) if name else _typed(self.asked.get(skill, skill))

    def listed(self, skills: list[str]) -> Markup:
        comma = Markup("، ") if self.language == "ar" else Markup(", ")
        return comma.join(self.skill(one) for one in skills)

    def about(self, note: Note) -> Markup:
        """What a note is about."""
        if note.kind in ("trade", "experience"):
            return self.trade(note.code)
        if note.kind == "language":
            return escape(languages.name(note.code, self.language) or note.code)
        return self.skill(note.code or note.words)


def _in_the_way(pair: _Pair, sentences: Sentences) -> Iterator[Line]:
    """The rules that are broken; a row keeps none."""
    if not isinstance(pair.told, Explained):
        return
    kinds = {note.kind for note in pair.lacks}
    for rule in broken(pair.told.passed):
        if SAID_BY.get(rule) not in kinds:
            yield Line(False, _said(sentences[rule]))


def _there(pair: _Pair, sentences: Sentences) -> Iterator[Line]:
    for code, filled in (*_known(pair), *_where(pair), *_when(pair)):
        yield Line(True, _said(sentences[code], **filled))


def _known(pair: _Pair) -> Iterator[tuple[str, dict[str, Any]]]:
    if pair.held:
        yield "trade", {"what": pair.trade(pair.held.code), "time": _time(pair.held)}
    elif pair.knows_trade:
        yield "trade:stored", {"what": pair.trade(pair.opening.trade)}
    if pair.can:
        yield "skills", {"what": pair.listed(pair.can)}
    for code, _level in pair.speaks:
        yield "language", {"what": languages.name(code, pair.language)}


def _where(pair: _Pair) -> Iterator[tuple[str, dict[str, Any]]]:
    opening, near = pair.opening, pair.parts.get(Part.DISTANCE, 0.0)
    named = cities.name_of(opening.city_code, pair.language)
    city = escape(named) if named else _typed(opening.city)
    if opening.remote:
        yield "home", {}
    elif near and city:
        by_distance = "near" if near >= NEXT_TO_HER else "reach"
        yield by_distance if near >= FURTHEST_AROUND else "move", {"what": city}


def _when(pair: _Pair) -> Iterator[tuple[str, dict[str, Any]]]:
    if pair.parts.get(Part.AVAILABILITY, 0.0) >= IN_TIME:
        yield "times" if pair.opening.hours_per_week else "begin", {}


def _lacking(pair: _Pair, sentences: Sentences) -> Iterator[Line]:
    for note in pair.lacks:
        code = f"trade:{note.words}" if note.kind == "trade" else note.kind
        level = LEVELS[note.words] if note.kind == "language" else ""
        yield Line(False, _said(sentences[code], what=pair.about(note), level=level), note)


def _numbers(pair: _Pair) -> Iterator[Line]:
    for part in WEIGHTS:
        share = pair.parts.get(part, 0.0)
        said = _("%(part)s: %(share)s of 1")
        words = _said(said, part=labels.PARTS[part], share=number(round(share, 2)))
        yield Line(share >= HALF, words, share=share)


def _time(held: Note) -> str:
    return small(str(BANDS[people.band_of(int(held.words))]))


def _said(sentence: object, **filled: object) -> Markup:
    """The sentence with its blanks filled; what people typed is escaped."""
    return escape(str(sentence)) % filled


def _typed(words: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(words) if words else Markup("")
