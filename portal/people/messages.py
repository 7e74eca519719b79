"""The kinds of message that people send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from portal.notifications.kinds import Kind
from portal.notifications.models import Message

KINDS: tuple[Kind, ...] = ()


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    return {}
