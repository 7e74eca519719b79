"""The text of an agreement: its parts in a language, and the French lines that are signed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel import dates, numbers

from portal.agreements.rules.sentences import GOALS, KINDS, MODEL, PROMISES, WORDS
from portal.core.tidying import tidy

HEADING, FACT, LINE = "#", "=", ">"
CLDR = {"fr": "fr_MA", "ar": "ar_MA", "en": "en", "es": "es"}
BETWEEN = " : "  # a label and its value, in the lines that are signed


@dataclass(frozen=True)
class Part:
    """A heading, a fact with its label, or a line of text. `typed`: someone wrote it."""

    kind: str
    text: str
    label: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Terms:
    """What an agreement says, in plain values."""

    number: str
    version: int
    kind: str
    title: str
    goal: str
    employer: str
    ice: str
    called: str
    programme: str
    hub: str
    school: str
    starts_on: date
    ends_on: date
    hours: str
    hours_per_week: int
    address: str
    tutor_name: str
    tutor_role: str
    allowance: int
    benefits: str
    renews: str
    activities: str
    skills: str
    protection: str
    insurance: str
    terms: str


def parts(terms: Terms, language: str) -> list[Part]:
    """The agreement in a language; what people typed stays as they typed it."""
    return [*_parties(terms, language), *_internship(terms, language), *_texts(terms, language)]


def canonical(terms: Terms) -> str:
    """The French lines that every party signs, the number and the version among them."""
    words = WORDS["fr"]
    head = [
        f"{HEADING} " + words["paper"] % {"number": terms.number},
        f"{LINE} " + words["version"] % {"version": terms.version} + f" ({MODEL})",
    ]
    return "\n".join([*head, *(_line(part) for part in parts(terms, "fr"))])


def read(text: str) -> list[Part]:
    """The parts of canonical lines, without the title and the version above them."""
    found = []
    for line in text.split("\n")[2:]:
        kind, _, rest = line.partition(" ")
        label, between, value = rest.partition(BETWEEN)
        is_fact = kind == FACT and bool(between)
        found.append(Part(kind, value, label) if is_fact else Part(kind, rest))
    return found


def text_hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def written_day(day: date, language: str) -> str:
    """`1er juin 2027`, in the words of Morocco."""
    pattern = {"fr": "d'er' MMMM y" if day.day == 1 else "d MMMM y", "es": "d 'de' MMMM 'de' y"}
    return dates.format_date(day, pattern.get(language, "d MMMM y"), locale=CLDR[language])


def _parties(terms: Terms, language: str) -> list[Part]:
    words = WORDS[language]
    hub = words["hub"] % {"hub": terms.hub} if terms.hub else ""
    return [
        Part(HEADING, words["parties"]),
        *_facts(
            (words["employer"], terms.employer),
            (words["ice"], terms.ice),
            (words["person"], terms.called),
            (words["programme"], ", ".join(filter(None, (terms.programme, hub)))),
            (words["school"], terms.school),
        ),
    ]


def _internship(terms: Terms, language: str) -> list[Part]:
    words = WORDS[language]
    days = {
        "start": written_day(terms.starts_on, language),
        "end": written_day(terms.ends_on, language),
    }
    amount = {"amount": numbers.format_decimal(terms.allowance, locale=CLDR[language])}
    return [
        Part(HEADING, words["internship"]),
        *_facts((words["title"], terms.title), typed=True),
        *_facts(
            (words["kind"], KINDS[language][terms.kind]),
            (words["goal"], GOALS[language][terms.goal]),
            (words["dates"], words["from_to"] % days),
            (words["renews"], terms.renews),
        ),
        *_facts((words["hours"], terms.hours), typed=True),
        *_facts((words["hours_per_week"], str(terms.hours_per_week))),
        *_facts(
            (words["address"], terms.address),
            (words["tutor"], ", ".join(filter(None, (terms.tutor_name, terms.tutor_role)))),
            typed=True,
        ),
        *_facts(
            (words["allowance"], words["month"] % amount if terms.allowance else words["none"])
        ),
        *_facts((words["benefits"], terms.benefits), typed=True),
    ]


def _texts(terms: Terms, language: str) -> list[Part]:
    words = WORDS[language]
    found: list[Part] = []
    for name in ("activities", "skills", "protection", "insurance", "terms"):
        typed = map(tidy, getattr(terms, name).splitlines())
        lines = [line for line in typed if line]
        if lines:
            found.append(Part(HEADING, words[name]))
            found.extend(Part(LINE, line, typed=True) for line in lines)
    found.append(Part(HEADING, words["promises"]))
    found.extend(Part(LINE, words[promise]) for promise in PROMISES)
    return found


def _facts(*pairs: tuple[str, str], typed: bool = False) -> Iterable[Part]:
    for label, value in pairs:
        line = tidy(" ".join(value.splitlines()))
        if line:
            yield Part(FACT, line, label, typed)


def _line(part: Part) -> str:
    text = f"{part.label}{BETWEEN}{part.text}" if part.kind == FACT else part.text
    return f"{part.kind} {text}"
