"""What the cells of a list mean: each row becomes answers, or problems in codes. Pure reading."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from portal.core import phones, tables
from portal.core.clock import local
from portal.core.folding import ascii_digits, fold
from portal.events import rules
from portal.events.models import EventSession
from portal.events.operations.registration import Answers

Problem = tuple[str, str]  # field, code
NOT_A_LETTER = "\ufffd"  # what was no letter in the encoding of the file

_INTERESTS = {
    "internship": """
        internship internships stage stages تدريب تداريب التدريب التداريب practica practicas
        pasantia
    """,
    "job": """
        job jobs work emploi emplois travail شغل الشغل عمل العمل empleo empleos trabajo
    """,
    "training": """
        training trainings formation formations تكوين التكوين تكوينات formacion formaciones
        curso
    """,
    "startup": """
        startup start business entrepreneurship entreprise entreprendre entrepreneuriat creation
        مقاولة المقاولة مشروع المشروع emprender empresa negocio emprendimiento
    """,
    "information": """
        information informations info infos معلومات المعلومات اخبار informacion informaciones
    """,
}
_LANGUAGES = {
    "fr": "fr fra francais francaise french frances الفرنسية فرنسية فرنسي",
    "ar": "ar ara arabe arabic arabic العربية عربية عربي",
    "en": "en eng anglais english ingles الانجليزية انجليزية انجليزي",
    "es": "es esp spa espagnol spanish espanol castellano الاسبانية اسبانية اسباني",
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t,a]+(\d{1,2}) ?[h:] ?(\d{2})?(?::\d{2})?)?( #\d+)?"
)


def _words(lists: dict[str, str]) -> dict[str, str]:
    return {fold(word): code for code, words in lists.items() for word in words.split()}


INTEREST_OF, LANGUAGE_OF = _words(_INTERESTS), _words(_LANGUAGES)


@dataclass(frozen=True)
class Reading:
    """One row as it was understood: answers to register, or what is wrong with it."""

    row: int
    answers: Answers | None
    problems: tuple[Problem, ...] = ()


@dataclass
class _Row:
    """A row while it is being read."""

    said: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, code: str) -> None:
        self.problems.append((column, code))

    def short(self, column: str, most: int) -> str:
        text = self.said.get(column, "")
        if len(text) > most:
            self.refuse(column, f"{column}_long")
        return text


def read(
    rows: Iterable[dict[str, str]],
    sessions: list[EventSession],
    *,
    session_id: int | None,
    language: str,
    at: datetime,
) -> list[Reading]:
    """Every row as answers or problems. `session_id`, `language`: for rows that name none."""
    names = _session_names(sessions)
    over = {session.id for session in sessions if not rules.joinable(session, at)}
    readings, seen = [], set()
    for said in rows:
        row = _Row(said)
        answers = _answers(row, names, session_id, language)
        if over & set(answers.session_ids):
            row.refuse("session", "session_over")
        key = (fold(answers.name), answers.phone)
        if not row.problems and key in seen:
            row.refuse("name", "duplicate_row")
        if not row.problems:
            seen.add(key)
        good = None if row.problems else answers
        readings.append(Reading(int(said["row"]), good, tuple(row.problems)))
    return readings


def session_name(session: EventSession, sessions: list[EventSession]) -> str:
    """How a list names a session: `2026-12-11 09:00`, and its number when another begins then."""
    name = _when(session)
    if sum(other.starts_at == session.starts_at for other in sessions) == 1:
        return name
    number = next(i for i, other in enumerate(sessions, start=1) if other.id == session.id)
    return f"{name} #{number}"


def _when(session: EventSession) -> str:
    return local(session.starts_at).strftime("%Y-%m-%d %H:%M")


def _answers(
    row: _Row, names: dict[str, set[int]], session_id: int | None, language: str
) -> Answers:
    if any(NOT_A_LETTER in text for text in row.said.values()):
        row.refuse("", "row_unreadable")
    name = row.short("name", rules.LONGEST_NAME)
    if not name:
        row.refuse("name", "name_missing")
    return Answers(
        name=name,
        phone=_phone(row),
        session_ids=_sessions(row, names, session_id),
        interests=_interests(row.said.get("interest", "")),
        trade=row.short("trade", rules.LONGEST_TRADE),
        city=row.short("city", rules.LONGEST_CITY),
        language=_language(row.said.get("language", "")) or language,
    )


def _phone(row: _Row) -> str | None:
    text = row.said.get("phone", "")
    if not text:
        return None
    number = phones.parse(tables.whole_number(ascii_digits(text)))
    if number is None:
        row.refuse("phone", "phone_wrong")
    elif not phones.takes_sms(number):
        row.refuse("phone", "phone_landline")
    return number


def _sessions(row: _Row, names: dict[str, set[int]], fallback: int | None) -> tuple[int, ...]:
    text = row.said.get("session", "")
    if not text:
        if fallback is None:
            row.refuse("session", "session_missing")
            return ()
        return (fallback,)
    wanted = [text] if _plain(text) in names else re.split(r"[;|]", text)
    found: list[int] = []
    for part in wanted:
        meant = names.get(_plain(part), set())
        if len(meant) != 1:
            row.refuse("session", "session_unclear" if meant else "session_unknown")
            return ()
        found += meant
    return tuple(found)


def _session_names(sessions: list[EventSession]) -> dict[str, set[int]]:
    """What a cell may say -> the sessions it may mean: number, title, day, day and hour."""
    names: dict[str, set[int]] = {}
    for number, session in enumerate(sessions, start=1):
        when = _when(session)
        ways = {str(number), when, when[:10], session_name(session, sessions)}
        for way in ways | set(session.title.values()) - {""}:
            names.setdefault(_plain(way), set()).add(session.id)
    return names


def _plain(text: str) -> str:
    """A session's name as it is compared: `11/12/2026 à 9h` as `2026-12-11 09:00`."""
    line = fold(ascii_digits(text))
    found = _MOMENT.fullmatch(_DAY.sub(r"\3-\2-\1", line))
    if not found:
        return line
    year, month, day, hour, minute, number = found.groups("")
    clock = f" {hour:0>2}:{minute or '00'}" if hour else ""
    return f"{year}-{month:0>2}-{day:0>2}{clock}{number}"


def _interests(text: str) -> tuple[str, ...]:
    """The interests that the words of a cell name; other words are passed over."""
    words = re.findall(r"\w+", fold(text))
    return tuple({INTEREST_OF[word] for word in words if word in INTEREST_OF})


def _language(text: str) -> str:
    words = re.findall(r"\w+", fold(text))
    return next((LANGUAGE_OF[word] for word in words if word in LANGUAGE_OF), "")
