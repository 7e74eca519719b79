"""A file in which a stopped kiosk saved the scans that it had not sent."""

from collections.abc import Iterator
from typing import Any

from portal.core.clock import now
from portal.core.errors import Refused
from portal.kiosks import rules
from portal.kiosks.models import Kiosk
from portal.kiosks.operations import hearing, lines, receiving
from portal.kiosks.queries import points
from portal.kiosks.queries.rules_of import ms

MOST_BYTES = 5 * 1024 * 1024
MOST_SAVED = 20_000  # scans: more than a kiosk makes in a fair of three days


def read(content: bytes, kiosk: Kiosk) -> list[dict[str, Any]]:
    """The scans in the file.

    Raises Refused, field "file": file_big, file_unreadable, file_empty, file_other_event.
    """
    if len(content) > MOST_BYTES:
        raise Refused("file_big", "file")
    try:
        said = hearing.json_object(content)
    except hearing.UnreadableError as error:
        raise Refused("file_unreadable", "file") from error
    scans = said.get("scans")
    if not isinstance(scans, list) or not all(map(lines.nonce_of, scans)):
        raise Refused("file_unreadable", "file")
    if not scans:
        raise Refused("file_empty", "file")
    if len(scans) > MOST_SAVED:
        raise Refused("file_big", "file")
    if said.get("event") != kiosk.event_id:
        raise Refused("file_other_event", "file")
    return scans


def batches(scans: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """In pieces as large as a kiosk sends, each for a transaction of its own."""
    for begin in range(0, len(scans), rules.MOST_SCANS):
        yield scans[begin : begin + rules.MOST_SCANS]


def take_in(kiosk: Kiosk, scans: list[dict[str, Any]]) -> int:
    """Keep these scans as if the kiosk had sent them. How many were new?

    How wrong its clock is we know from when we last heard of it, not from the file: nobody knows
    how long that lay about.
    """
    before = points.known([scan["n"] for scan in scans])
    at = now()
    receiving.receive(kiosk, scans, ms(at) + kiosk.ahead, at)
    return len({scan["n"] for scan in scans} - before)
