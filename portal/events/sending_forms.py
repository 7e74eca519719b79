"""The form with which a coordinator writes to many, and how long each text is."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from portal.core.clock import now
from portal.core.localised import pick
from portal.events import messages
from portal.events.event_forms import plausible
from portal.events.labels import ARRIVED, PURPOSES, SEATS_WANTED
from portal.events.models import Event, EventSession, Sending
from portal.events.operations.campaigns import Words
from portal.notifications import rules, texts
from portal.notifications.neutral import forbidden_in
from portal.notifications.operations import links
from portal.web.forms import ChoiceField, Form, Said, WallClockField, whole_number
from portal.web.locale import LANGUAGES, clock, comma, day, language
from portal.web.texts import TextsField

LONGEST = 400  # letters: more than the SMS allowed ever hold
MEASURED = 2_000  # letters that are looked at while somebody writes
SAMPLE = links.ALPHABET[: links.LENGTH]  # every link is as long as this one
CAME = {"came": True, "absent": False}


@dataclass(frozen=True)
class Measure:
    """How much of the SMS allowed a text takes in one language, with its link."""

    language: str
    text: str  # as the SMS sends it
    segments: int
    left: int  # letters; below zero: too many
    most: int
    forbidden: list[str]


def measure(code: str, written: str) -> Measure:
    """What becomes of a text in language `code`."""
    text = texts.sms(messages.WORDS, code, {"text": written, "link": SAMPLE})
    most = rules.MOST_SEGMENTS[code]
    return Measure(
        code,
        text,
        segments=rules.segments(text),
        left=rules.letters_left(text, most),
        most=most,
        forbidden=forbidden_in(written),
    )


def fit_to_send(form, field: TextsField) -> None:
    """Validator: short enough in each language, and nothing that others must not read."""
    for code, written in field.data.items():
        sentence = _wrong(measure(code, written))
        if sentence:
            field.id = f"{field.short_name}_{code}"
            raise StopValidation(f"{isolated(LANGUAGES[code])}: {sentence}")


def isolated(words: str) -> str:
    """Words of another script, which must not turn the sentence around them."""
    return f"\u2068{words}\u2069"


def _wrong(found: Measure) -> str:
    if found.forbidden:
        words = comma().join(isolated(f"“{word}”") for word in found.forbidden)
        return gettext(
            "Do not write %(words)s. Others may read the screen of this phone: say it in words "
            "that tell nothing about the person.",
            words=words,
        )
    if found.left < 0:
        return ngettext(
            "This is too long for %(most)s SMS: take %(num)s letter away.",
            "This is too long for %(most)s SMS: take %(num)s letters away.",
            -found.left,
            most=found.most,
        )
    return ""


class SendingForm(Form):
    purpose = ChoiceField(_("What is it about?"), choices=list(PURPOSES.items()))
    session = ChoiceField(_("Which session?"), coerce=whole_number)
    seats = ChoiceField(_("Which people?"), choices=list(SEATS_WANTED.items()))
    arrived = ChoiceField(_("Came or not?"), choices=list(ARRIVED.items()))
    text = TextsField(
        _("Your message"),
        [Said(_("Write the message, in one language at least.")), fit_to_send],
        most=LONGEST,
        lines=4,
    )
    due_at = WallClockField(_("When does it leave?"), [plausible])

    def __init__(self, event: Event, sending: Sending | None = None) -> None:
        super().__init__()
        self.session.choices = [(0, _("The whole event")), *map(_named, event.sessions)]
        if self.purpose.raw_data is None:
            self._show(sending)

    def _show(self, sending: Sending | None) -> None:
        """What is filled in when the page is opened."""
        self.purpose.data = sending.kind if sending else messages.WORDS
        if sending is None:
            return
        self.session.data = sending.session_id or 0
        self.seats.data = next(iter(sending.seats), "")
        self.arrived.data = {True: "came", False: "absent", None: ""}[sending.arrived]
        self.text.data = dict(sending.texts)
        self.due_at.data = sending.due_at if sending.due_at > now() else None

    def validate_due_at(self, field):
        if field.data and field.data <= now():
            raise StopValidation(
                gettext("This hour has passed. Choose a later one, or leave it empty.")
            )

    def words(self) -> Words:
        return Words(
            kind=self.purpose.data or messages.WORDS,
            texts=self.text.data,
            session_id=self.session.data or None,
            seats=(self.seats.data,) if self.seats.data else (),
            arrived=CAME.get(self.arrived.data or ""),
            due_at=self.due_at.data,
        )


def measures(written: dict[str, str]) -> list[Measure]:
    """How long each text is, in the order of the languages."""
    return [measure(code, written[code][:MEASURED]) for code in LANGUAGES if written.get(code)]


def previews(written: dict[str, str]) -> list[Measure]:
    """What readers of each language get, whichever language it is written in."""
    return [measure(code, pick(written, code)) for code in LANGUAGES]


def _named(session: EventSession) -> tuple[int, str]:
    hour = f"{day(session.starts_at)}{comma()}{clock(session.starts_at)}"
    title = pick(session.title, language())
    return session.id, f"{hour} · {title}" if title else hour
