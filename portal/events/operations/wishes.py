"""What a person wants to be written about, and where; staff may pause it for her."""

from dataclasses import dataclass

from portal.core import audit
from portal.core.sealed import phone_index
from portal.events.models import Registration
from portal.events.operations import telling
from portal.notifications.kinds import STOPPABLE, UNSAID, Purpose
from portal.notifications.operations import consent
from portal.notifications.operations import posting as outbox

BY_ITSELF = (Purpose.EVENT, Purpose.REMINDER)  # what a registration asks for


@dataclass(frozen=True)
class Wishes:
    """What she wants to read (`wanted`), which channel comes first, another address."""

    wanted: frozenset[Purpose]
    first: str = "sms"
    email: str | None = None


def addresses(registration: Registration) -> tuple[str, ...]:
    """Where this person is reached."""
    return tuple(a for a in (registration.phone, registration.email) if a)


def of(registration: Registration) -> Wishes:
    """What holds now. Of two addresses, one that allows something is enough."""
    said = consent.latest(phone_index(a) for a in addresses(registration))
    wanted = {p for p in Purpose for a in addresses(registration) if _allows(said, a, p)}
    if not addresses(registration):
        wanted = {p for p, usual in UNSAID.items() if usual}
    first = registration.channels[0] if registration.channels else ""
    usual = "sms" if registration.phone else "email"
    return Wishes(frozenset(wanted), first or usual, registration.email)


def are_stopped(wishes: Wishes) -> bool:
    """Does she get nothing at all any more?"""
    return not wishes.wanted & set(STOPPABLE)


def keep(registration: Registration, wishes: Wishes, *, how: str, language: str) -> None:
    """Let this hold from now on, for what waits to leave as well."""
    if wishes.email != registration.email:
        if registration.email:
            outbox.leave_address(telling.cause(registration), registration.email)
        registration.email = wishes.email
    spare = ["whatsapp"] if Purpose.WHATSAPP in wishes.wanted else []
    registration.channels = list(dict.fromkeys([wishes.first, *spare]))
    said = consent.latest(phone_index(a) for a in addresses(registration))
    for purpose in (*STOPPABLE, Purpose.WHATSAPP):
        given = purpose in wishes.wanted
        for address in addresses(registration):
            mine = purpose != Purpose.WHATSAPP or address == registration.phone
            if mine and _allows(said, address, purpose) != given:
                consent.say(address, purpose, given, how=how, language=language)
    audit.record("events.registration.messages_chosen", telling.cause(registration))


def stop(registration: Registration, *, how: str, language: str) -> None:
    """Nothing more to this person's addresses, at once."""
    consent.stop_all(addresses(registration), how=how, language=language)
    audit.record("events.registration.messages_stopped", telling.cause(registration), how)


def stop_mail(registration: Registration, *, language: str) -> None:
    """Nothing more to her e-mail address. The phone, which others may share, is another matter."""
    if registration.email:
        consent.stop_all([registration.email], how="one-click", language=language)
    audit.record("events.registration.messages_stopped", telling.cause(registration), "one-click")


def again(registration: Registration, *, how: str, language: str) -> None:
    """Write to her again about what she registered for. News she must ask for."""
    said = consent.latest(phone_index(a) for a in addresses(registration))
    for address in addresses(registration):
        for purpose in BY_ITSELF:
            if not _allows(said, address, purpose):
                consent.say(address, purpose, True, how=how, language=language)
    audit.record("events.registration.messages_again", telling.cause(registration))


def ask_for(registration: Registration, *, news: bool, whatsapp: bool) -> None:
    """What she ticked beside her registration. An empty box says nothing.

    Nor does a box undo a "no": anybody could type this number into a form.
    """
    if not registration.phone:
        return
    index = phone_index(registration.phone)
    said = consent.latest([index])
    ticked = {Purpose.NEWS: news, Purpose.WHATSAPP: whatsapp}
    for purpose, yes in ticked.items():
        if yes and (index, purpose) not in said:
            language = registration.language
            consent.say(registration.phone, purpose, True, how="form", language=language)
    if whatsapp:
        registration.channels = ["whatsapp"]


def pause(registration: Registration) -> None:
    """Staff: no automatic message to this person. What waits is dropped when its time comes."""
    if not registration.paused:
        registration.paused = True
        audit.record("events.registration.paused", telling.cause(registration))


def resume(registration: Registration) -> None:
    """Staff: messages as before."""
    if registration.paused:
        registration.paused = False
        audit.record("events.registration.resumed", telling.cause(registration))


def _allows(said: dict[tuple[bytes, str], bool], address: str, purpose: Purpose) -> bool:
    return consent.allowed(said, phone_index(address), purpose)
