"""The kinds of message that accounts send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message

DOOR_CODE = "door_code"
ACCOUNT_OPENED = "account_opened"
KEYS_CHANGED = "keys_changed"

KINDS = (
    # The origin-bound line lets a phone fill the code in on this portal's pages only.
    Kind(DOOR_CODE, Purpose.CODE, ("otp",), Urgency.CODE, approved=False, bound="otp"),
    Kind(ACCOUNT_OPENED, Purpose.CODE),
    Kind(KEYS_CHANGED, Purpose.CODE),
)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Codes expire by themselves; the other words always matter."""
    return {}
