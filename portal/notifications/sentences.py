"""What became of messages and of those who carry them, in words that one can read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.clock import now
from portal.notifications import queries, rules, wiring
from portal.notifications.labels import CHANNELS, REASONS
from portal.notifications.models import Message, ReceiptSeen, State, WireHealth
from portal.notifications.queries import Money
from portal.notifications.wires.base import Wire
from portal.web import locale

SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class Step:
    at: datetime
    text: str


def of(message: Message, following: Message | None = None) -> str:
    """What became of one copy. `following`: the copy on the next channel, if there is one."""
    channel = CHANNELS[message.channel]
    if following and message.state in {State.ACCEPTED, State.UNKNOWN}:
        return _(
            "%(channel)s did not deliver it within %(time)s, so we tried %(next)s.",
            channel=channel,
            time=locale.lasting(rules.PATIENCE[message.channel]),
            next=CHANNELS[following.channel],
        )
    return _("%(channel)s: %(what)s", channel=channel, what=_what(message, following))


def of_all(messages: Sequence[Message]) -> list[tuple[Message, str]]:
    """Each message with its sentence; copies of one message know of each other."""
    following: dict[int, Message] = {}
    newest: dict[str, Message] = {}
    for message in sorted(messages, key=lambda m: m.id):
        stem = message.dedupe_key.rpartition(":")[0]
        if stem in newest:
            following[newest[stem].id] = message
        newest[stem] = message
    return [(message, of(message, following.get(message.id))) for message in messages]


def why(code: str) -> str:
    """The sentence of a reason; "" for none."""
    known = REASONS.get(code.partition(":")[0])
    if known or not code:
        return str(known or "")
    return _("A fault that we have no words for: %(code)s.", code=code)


def story(
    message: Message, receipts: Sequence[ReceiptSeen], following: Message | None = None
) -> list[Step]:
    """Everything that happened to one copy, step by step."""
    steps = [Step(message.created_at, _("The message was written."))]
    if message.accepted_at:
        taken = _("The provider %(name)s took it.", name=message.provider or "–")
        steps.append(Step(message.accepted_at, taken))
    steps += [Step(seen.at, _said(message, seen)) for seen in receipts]
    if message.state not in {seen.state for seen in receipts} | {State.ACCEPTED}:
        at = message.delivered_at or message.updated_at
        steps.append(Step(at, _what(message)))
    if following:
        sentence = _("So we tried %(next)s.", next=CHANNELS[following.channel])
        steps.append(Step(following.created_at, sentence))
    steps.sort(key=lambda step: step.at)
    return steps + _to_come(message)


def wire(one: Wire, health: WireHealth | None, at: datetime) -> list[str]:
    """How a provider does: working or resting, its last answer, its last trouble."""
    if health is None or not (health.last_ok_at or health.last_error_at):
        return [_("Nothing was sent yet.")]
    said = [_works(health, at)]
    if health.last_ok_at:
        said.append(_("Last good answer: %(day)s at %(time)s.", **_moment(health.last_ok_at)))
    if health.last_error_at:
        last = _("Last trouble, %(day)s at %(time)s:", **_moment(health.last_error_at))
        said.append(f"{last} {why(health.last_error)}")
    return said


def alarms(at: datetime) -> list[str]:
    """What a coordinator must know now: the day's money, providers that rest."""
    resting = queries.resting(at)
    money = budget(queries.money(at))
    return [*([money] if money else []), *(_rests(row, resting) for row in resting)]


def budget(money: Money) -> str:
    """The alarm of the day's money; "" while less than half of it is spent."""
    if money.share >= 1:
        return _("Today's money for messages is spent. Only codes leave until midnight.")
    if money.share >= queries.ALARM:
        share = locale.percent(money.share)
        return _("%(share)s of today's money for messages is spent.", share=share)
    return ""


def _rests(row: WireHealth, resting: Sequence[WireHealth]) -> str:
    names = {other.name for other in resting}
    channel = row.name.partition("-")[0]
    until = locale.clock(row.rest_until or now())
    rests = _("The provider %(name)s rests until %(time)s.", name=row.name, time=until)
    if any(w.name not in names for w in wiring.wires()[channel]):
        return rests + " " + _("Another one sends meanwhile.")
    none = _("No message leaves by %(channel)s until then.", channel=CHANNELS[channel])
    return f"{rests} {none}"


def _works(health: WireHealth, at: datetime) -> str:
    if health.rest_until and health.rest_until > at:
        return _("It rests until %(time)s.", time=locale.clock(health.rest_until))
    if health.failures >= rules.BREAKER:
        return _("It failed too often: one message tries if it answers again.")
    return _("It works.")


def _what(message: Message, following: Message | None = None) -> str:
    """What became of it, without the name of the channel."""
    words = WHAT[State(message.state)](message)
    if following and message.state == State.DELIVERED:
        also = _("We had tried %(next)s as well.", next=CHANNELS[following.channel])
        return f"{words} {also}"
    if following:
        return words + " " + _("So we tried %(next)s.", next=CHANNELS[following.channel])
    return words


def _pending(message: Message) -> str:
    if message.next_at <= now() + SOON:
        then = _("It waits to leave.")
    elif message.error_code:
        then = _("We try again on %(day)s at %(time)s.", **_moment(message.next_at))
    else:
        then = _("It leaves on %(day)s at %(time)s.", **_moment(message.next_at))
    return f"{why(message.error_code)} {then}".strip()


def _leased(message: Message) -> str:
    return _("It leaves at this moment.")


def _accepted(message: Message) -> str:
    found = wiring.named(message.provider)
    left = _("It left on %(day)s at %(time)s.", **_moment(message.accepted_at))
    if found is not None and found.tells:
        return left + " " + _("We do not know yet if it arrived.")
    return left + " " + _("This provider does not tell us if it arrives.")


def _delivered(message: Message) -> str:
    at = _moment(message.delivered_at)
    if message.channel == "email":
        return _("The mailbox received it on %(day)s at %(time)s.", **at)
    return _("The phone received it on %(day)s at %(time)s.", **at)


def _failed(message: Message) -> str:
    return why(message.error_code) or _("It did not arrive.")


def _unknown(message: Message) -> str:
    careful = _("It is not sent again by itself, so that nobody gets it twice.")
    return f"{why(message.error_code)} {careful}".strip()


def _dead(message: Message) -> str:
    if message.error_code == "unwritable":
        return why(message.error_code)
    tried = ngettext("We tried %(num)s time.", "We tried %(num)s times.", message.attempts)
    return f"{tried} {why(message.error_code)}".strip()


def _cancelled(message: Message) -> str:
    return why(message.error_code) or why("reason_gone")


def _expired(message: Message) -> str:
    late = _("Not sent: it had become too late.")
    return f"{late} {why(message.error_code)}".strip()


WHAT = {
    State.PENDING: _pending,
    State.LEASED: _leased,
    State.ACCEPTED: _accepted,
    State.DELIVERED: _delivered,
    State.FAILED: _failed,
    State.UNKNOWN: _unknown,
    State.DEAD: _dead,
    State.CANCELLED: _cancelled,
    State.EXPIRED: _expired,
}


def _said(message: Message, seen: ReceiptSeen) -> str:
    """One word of the provider."""
    if seen.state == State.FAILED:
        return why(seen.reason) or _("It did not arrive.")
    if seen.state == State.DELIVERED:
        mail = message.channel == "email"
        return _("The mailbox received it.") if mail else _("The phone received it.")
    return _("The provider says that it is on its way.")


def _to_come(message: Message) -> list[Step]:
    if not (message.fallback_at and message.otherwise):
        return []
    after = CHANNELS[message.otherwise[0][0]]
    return [
        Step(message.fallback_at, _("If it has not arrived by then, we try %(next)s.", next=after))
    ]


def _moment(at: datetime | None) -> dict[str, Any]:
    return {"day": locale.day(at), "time": locale.clock(at)} if at else {"day": "–", "time": "–"}
