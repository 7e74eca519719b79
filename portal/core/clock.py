"""The only place that asks what time it is, and where Morocco's clock is read."""

import zoneinfo
from datetime import UTC, datetime

# Morocco moved to UTC+0 for good on 20 September 2026 (IANA 2026f). Machines with older system
# files are an hour wrong, so only the pinned `tzdata` package is asked.
zoneinfo.reset_tzpath([])
CASABLANCA = zoneinfo.ZoneInfo("Africa/Casablanca")


def now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """`moment` as the clocks of Morocco show it."""
    return moment.astimezone(CASABLANCA)


def from_wall_clock(naive: datetime) -> datetime:
    """The UTC instant at which Moroccan clocks show `naive`."""
    return naive.replace(tzinfo=CASABLANCA).astimezone(UTC)
