"""The kinds of message that matching sends. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message

NEW = "suggestions_new"  # openings were found for her
GONE = "suggestion_gone"  # one that she wanted to think about is filled

KINDS: tuple[Kind, ...] = (
    Kind(NEW, Purpose.WORK, (), Urgency.NOTICE),
    Kind(GONE, Purpose.WORK, (), Urgency.NOTICE),
)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    return {}
