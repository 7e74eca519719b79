"""What kinds of message there are. Each domain declares its own; portal/app.py brings them here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any


class Purpose(StrEnum):
    """What a person may allow or stop, each for itself."""

    CODE = "code"  # asked for each time, so it can't be stopped
    EVENT = "event"  # what concerns a registration of theirs
    REMINDER = "reminder"
    WORK = "work"  # what concerns an application, an opening or an agreement of theirs
    NEWS = "news"  # next steps, other events, offers
    WHATSAPP = "whatsapp"  # the channel: Meta learns of it


# What holds for someone who never said anything. To register is to ask for EVENT and REMINDER.
UNSAID = {
    Purpose.CODE: True,
    Purpose.EVENT: True,
    Purpose.REMINDER: True,
    Purpose.WORK: True,
    Purpose.NEWS: False,
    Purpose.WHATSAPP: False,
}
STOPPABLE = (Purpose.EVENT, Purpose.REMINDER, Purpose.NEWS)


class Urgency(IntEnum):
    CODE = 0
    ANSWER = 1  # to what one person did
    NOTICE = 2  # one of many copies, and it matters
    LATER = 3  # one of many copies that can wait


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    `parameters`: what its words are filled with, in the order of the approved WhatsApp template.
    `approved`: there is such a template; free words have none and don't go by WhatsApp.
    `bound`: the fact that is a one-time code. Such a message has no link: its last line names the
    portal's host and the code, so that a phone fills it in on the portal's own pages only.
    """

    name: str
    purpose: Purpose
    parameters: tuple[str, ...] = ()
    urgency: Urgency = Urgency.ANSWER
    approved: bool = True
    bound: str = ""


# Given copies that are about to leave: why some of them need not (id -> code).
Gone = Callable[[Sequence[Any]], dict[int, str]]

KINDS: dict[str, Kind] = {}
_GONE: dict[str, Gone] = {}


def declare(kinds: Iterable[Kind], gone: Gone) -> None:
    """Make kinds known. `gone` is asked at the moment of claiming whether a reason still holds."""
    for kind in kinds:
        KINDS[kind.name], _GONE[kind.name] = kind, gone


def gone(copies: Sequence[Any]) -> dict[int, str]:
    """Why some of these copies need not leave any more: id -> code, for those alone."""
    by_asker: dict[Gone, list[Any]] = {}
    for copy in copies:
        if copy.kind in _GONE:  # a kind that is no more can't be written: that is noticed later
            by_asker.setdefault(_GONE[copy.kind], []).append(copy)
    found: dict[int, str] = {}
    for ask, mine in by_asker.items():
        found |= ask(mine)
    return found
