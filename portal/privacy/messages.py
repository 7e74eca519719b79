"""The kinds of message about what is kept. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message

ACCOUNT_ASLEEP = "account_asleep"

KINDS = (Kind(ACCOUNT_ASLEEP, Purpose.WORK, (), Urgency.LATER),)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """The question always has its reason: a sign-in does no harm to it."""
    return {}
