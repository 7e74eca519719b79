"""What every wire is given, what it answers, and how it says that it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One copy of a message as it leaves.

    `reference` is ours and unique: what a provider dedupes by, what its receipts name. `address`
    is E.164 for sms and whatsapp. `text` is whole, with its link. An approved WhatsApp template is
    named by `template` and `language`; `parameters` fill its body, `link` the end of its button.
    `leave` is the address of the page that stops these messages (e-mail: List-Unsubscribe).
    """

    reference: str
    channel: str
    address: str = field(repr=False)
    language: str
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    template: str = ""
    parameters: tuple[str, ...] = field(default=(), repr=False)
    link: str = ""
    leave: str = ""


class Trouble(Exception):
    """The provider surely did not take it this time; it may later.

    `code` says why. `pause`: the provider asked to be left alone for so many seconds (429).
    """

    def __init__(self, code: str, pause: float = 0.0) -> None:
        super().__init__(code)
        self.code = code
        self.pause = pause


class Rejected(Exception):
    """The provider says no for good: a wrong number, a blocked one. `code` is one of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unclear(Exception):
    """It was handed over and the answer was lost: taken or not, nobody knows."""

    def __init__(self, code: str = "answer_lost") -> None:
        super().__init__(code)
        self.code = code


class Forged(Exception):
    """A callback that does not come from the provider."""


# Why a letter did not arrive, as far as a provider says; labels.py has a sentence for each.
REASONS = (
    "number_unknown",  # no such number, or it is not in service any more
    "number_barred",  # the operator or the person refuses such messages
    "phone_unreachable",  # off, or without network, until the provider gave up
    "not_on_channel",  # this number has no WhatsApp
    "mailbox_unknown",
    "mailbox_full",
    "content_refused",  # spam filter, template not approved, sender not registered
    "account_refused",  # wrong key, no credit: ours to mend, not the person's
    "refused",  # the provider gives no reason that we know
)


@dataclass(frozen=True)
class Receipt:
    """What a provider says of one letter. Named by our `reference`, its own id, or both.

    `state` is "accepted", "delivered" or "failed"; `event_id` is unique for the provider, so that
    the same word twice counts once.
    """

    state: str
    event_id: str
    reference: str = ""
    provider_ref: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Callback:
    """A request that claims to come from a provider. Header names are in small letters."""

    method: str
    url: str  # the whole address, as the provider was told it, query included
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Wire(Protocol):
    """A way to one provider.

    `name` tells it from the others ("sms-1"). `dedupes`: the same reference twice is one letter.
    `tells`: receipts come later. `hook`: where it sends them (set once, at the start). `price`:
    centimes a segment (SMS) or a letter (the others). `rate`: letters a second, 0.0 for no limit.
    """

    name: str
    channel: str
    dedupes: bool
    tells: bool
    hook: str
    price: int
    rate: float

    def send(self, letter: Letter) -> str:
        """Hand it over; the provider's id for it, "" if it gives none.

        Safe to call from many threads at once. Ends within 40 seconds.
        Raises Trouble, Rejected or Unclear.
        """

    def ask(self, letter: Letter) -> str | None:
        """Did the provider take the letter with this reference? Its id if so, None if not.

        Raises Unclear when it can't tell, Trouble when it does not answer.
        """

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """The receipts in an authentic callback, and the text to answer it with.

        Raises Forged for one that is not the provider's, ValueError for one that can't be read.
        """
