"""The one-page CV: its lines in a language of its own, and the paper they are printed on.

No age, no sex, no nationality, no photo, no status: they are not lines, so that nobody is asked.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core import phones
from portal.core.pdf import Paper
from portal.people import rules
from portal.people.labels import CV_LINES, TRAVELS_SHOWN, WANTS
from portal.people.models import Person
from portal.people.operations.profile import skill_key
from portal.people.sentences import (
    hours_words,
    language_lines,
    per_week_words,
    together,
    trade_line,
)
from portal.reference import cities, languages, trades
from portal.web import locale

# Where a very full profile would run over, the letters grow smaller, then the last skills go.
SMALLEST = 0.7
SKILLS_KEPT = (40, 24, 12)
LONG = 60  # letters of a skill that still fits on a full page


@dataclass(frozen=True)
class Trade:
    """`detail`: how long and how; `where` as she wrote it, or ""."""

    title: str
    words: str
    detail: str
    where: str


@dataclass(frozen=True)
class Cv:
    """What stands on the paper, in the language `tongue`."""

    tongue: str
    name: str
    contact: tuple[tuple[str, str], ...]  # label, value
    trades: tuple[Trade, ...]
    skills: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]  # name, how well
    wishes: tuple[tuple[str, str], ...]  # label, value


def cv(person: Person, tongue: str) -> Cv:
    """The lines that this person shows, in the language `tongue`."""
    with force_locale(locale.CLDR[tongue]):
        return _Writer(person, tongue).whole()


def lines(person: Person) -> list[tuple[str, str]]:
    """(code, label) of each line that can be hidden: those of all CVs, then of this person's."""
    here = locale.language()
    own = [
        *((f"trade:{t.token}", trade_line(t, here).title) for t in person.trades),
        *((f"language:{r.language}", languages.name(r.language, here)) for r in person.languages),
        *(
            (f"skill:{skill_key(s.skill, s.words)}", trades.skill_name(s.skill, here) or s.words)
            for s in person.skills
        ),
    ]
    return [*((code, str(label)) for code, label in CV_LINES.items()), *own]


class _Writer:
    """Writes the lines of one CV, leaving out what is hidden."""

    def __init__(self, person: Person, tongue: str) -> None:
        self.person, self.tongue = person, tongue
        self.hidden = set(person.cv_hidden)

    def shows(self, line: str) -> bool:
        return line not in self.hidden

    def whole(self) -> Cv:
        return Cv(
            tongue=self.tongue,
            name=self.name(),
            contact=tuple(self.contact()),
            trades=tuple(self.trades()),
            skills=tuple(self.skills()),
            languages=tuple(self.languages()),
            wishes=tuple(self.wishes()),
        )

    def name(self) -> str:
        family = self.person.family_name if self.shows("family_name") else ""
        return " ".join(filter(None, (self.person.name, family)))

    def contact(self) -> Iterator[tuple[str, str]]:
        person = self.person
        city = cities.name_of(person.city_code, self.tongue) or person.city
        account = person.account if self.shows("phone") or self.shows("email") else None
        if city and self.shows("city"):
            yield _("City"), city
        if account and account.phone and self.shows("phone"):
            yield _("Phone"), phones.shown(account.phone)
        if account and account.email and self.shows("email"):
            yield _("E-mail"), account.email

    def trades(self) -> Iterator[Trade]:
        for trade in self.person.trades:
            if not self.shows(f"trade:{trade.token}"):
                continue
            line = trade_line(trade, self.tongue)
            how = line.learned if self.shows("how") else ""
            words = line.words if line.name and line.words != line.name else ""
            detail = " · ".join(filter(None, (line.experience, how)))
            yield Trade(line.title, words, detail, trade.where if self.shows("where") else "")

    def skills(self) -> Iterator[str]:
        for one in self.person.skills:
            if self.shows(f"skill:{skill_key(one.skill, one.words)}"):
                yield trades.skill_name(one.skill, self.tongue) or one.words

    def languages(self) -> Iterator[tuple[str, str]]:
        rows = [r for r in self.person.languages if self.shows(f"language:{r.language}")]
        for line in language_lines(rows, self.tongue):
            yield line.name, line.said

    def wishes(self) -> Iterator[tuple[str, str]]:
        person = self.person
        groups = rules.groups_of(person.wants)
        if groups and self.shows("wants"):
            yield _("Looks for"), together((WANTS[group] for group in groups), self.tongue)
        if self.shows("when"):
            yield from self.when()
        if person.travel and self.shows("travel"):
            yield _("Can go"), str(TRAVELS_SHOWN[person.travel])

    def when(self) -> Iterator[tuple[str, str]]:
        person = self.person
        if person.free_from:
            yield _("Free from"), person.free_from.strftime("%d/%m/%Y")
        said = [*hours_words(person), *filter(None, [per_week_words(person)])]
        if said:
            yield _("Hours"), together(said, self.tongue)


def pdf(made: Cv) -> bytes:
    """The CV as PDF: one page of A4, whatever is on it."""
    with force_locale(locale.CLDR[made.tongue]):
        scale = 1.0
        for kept in (*SKILLS_KEPT[:1], *SKILLS_KEPT):
            paper = _paper(_shortened(made, kept), scale)
            if paper.pages == 1:
                return paper.bytes()
            scale = _smaller(paper, scale)
            paper.close()
    raise AssertionError("a CV at its smallest fits on a page")


def _smaller(paper: Paper, scale: float) -> float:
    """The scale at which what ran over would fill one page: both sides of a letter shrink."""
    sheet = paper.sheet
    full = sheet.h - sheet.t_margin - sheet.b_margin
    filled = paper.pages - paper.left / full
    return max(SMALLEST, scale * 0.97 / math.sqrt(filled))


def _shortened(made: Cv, most: int) -> Cv:
    """At most so many skills, the first ones; long words of her own end in an ellipsis."""
    return replace(made, skills=tuple(_cut(skill) for skill in made.skills[:most]))


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _paper(made: Cv, scale: float) -> Paper:
    paper = Paper(made.tongue, made.name, scale=scale)
    paper.heading(made.name)
    titles = " · ".join(trade.title for trade in made.trades)
    if titles:
        paper.paragraph(titles, bold=True)
    paper.facts(made.contact)
    _section(paper, _("What I have done"), made.trades)
    for trade in made.trades:
        paper.paragraph(
            trade.title if not trade.words else f"{trade.title} ({trade.words})", bold=True
        )
        paper.paragraph(" · ".join(filter(None, (trade.detail, trade.where))))
    _section(paper, _("What I can do"), made.skills)
    if made.skills:
        paper.paragraph(" · ".join(made.skills))
    _section(paper, _("Languages"), made.languages)
    paper.facts(made.languages)
    _section(paper, _("What I look for"), made.wishes)
    paper.facts(made.wishes)
    return paper


def _section(paper: Paper, title: str, content: Iterable[object]) -> None:
    if content:
        paper.subheading(title)
