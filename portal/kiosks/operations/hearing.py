"""What a kiosk sends, read with care: nothing in it is believed to be what it should be."""

import json
from dataclasses import dataclass
from typing import Any

from portal.kiosks.operations import lines
from portal.kiosks.rules import MOST_SCANS

LARGEST = 2**31 - 1  # of what is kept as a number
LATEST = 2**53  # the largest whole number that a browser counts with
LONGEST_CONFIG = 64


class UnreadableError(ValueError):
    """This is not what a kiosk sends."""


@dataclass(frozen=True)
class Heard:
    """`clock`: the device's, in milliseconds. `since`: up to which change it knows the list.
    `config`: the id of what it holds. `unsent`: scans that it still keeps."""

    clock: int
    since: int
    config: str
    unsent: int
    scans: list[dict[str, Any]]


def heard(body: bytes) -> Heard:
    """What was sent to be synchronised. Raises UnreadableError when nothing of it can be taken.

    A scan is only looked at for its nonce: whoever takes it in answers for it by that name. What is
    missing or odd beside the scans is asked for anew: the whole list, the whole configuration.
    """
    sent = json_object(body)
    scans = sent.get("scans", [])
    if not isinstance(scans, list) or len(scans) > MOST_SCANS:
        raise UnreadableError
    if not all(lines.nonce_of(scan) for scan in scans):
        raise UnreadableError
    config = sent.get("config")
    return Heard(
        clock=_number(sent.get("clock"), LATEST, need=True),
        since=_number(sent.get("since"), LARGEST),
        config=config if isinstance(config, str) and len(config) <= LONGEST_CONFIG else "",
        unsent=_number(sent.get("unsent"), LARGEST),
        scans=scans,
    )


def code(body: bytes) -> str:
    """The one-time code that was sent. Raises UnreadableError."""
    sent = json_object(body).get("code")
    if not isinstance(sent, str):
        raise UnreadableError
    return sent


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`. Raises UnreadableError for everything else."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(sent, dict):
        raise UnreadableError
    return sent


def _number(value: object, most: int, *, need: bool = False) -> int:
    """A whole number from 0 to `most`; what is none is 0, unless it is needed."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    if need:
        raise UnreadableError
    return 0
