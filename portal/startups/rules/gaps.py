"""What the page of a start-up lacks, and what of it waits for the team."""

from datetime import datetime, timedelta
from enum import StrEnum

from portal.startups.models import Startup
from portal.startups.states import PhotoState, StartupState

HOURS_HOLD = timedelta(days=90)  # so long "these hours are right" is believed
NEVER_SENT = (StartupState.DRAFT, StartupState.SENT_BACK)
PUBLISHED = (StartupState.SHOWN, StartupState.HIDDEN)  # a change of these may wait


class Gap(StrEnum):
    WAITING = "waiting"
    REPORTED = "reported"
    NO_PAGE = "no_page"
    NO_KEEPER = "no_keeper"
    NO_PHOTO = "no_photo"
    NO_PRICE = "no_price"
    STALE_HOURS = "stale_hours"
    ONE_LANGUAGE = "one_language"


class Waits(StrEnum):
    """What the team has to look at."""

    PAGE = "page"  # for the first time
    NAME = "name"
    LINKS = "links"
    PHOTOS = "photos"


# A page without any of these is complete. One language is enough: a page in two is better.
INCOMPLETE = (Gap.NO_KEEPER, Gap.NO_PHOTO, Gap.NO_PRICE, Gap.STALE_HOURS)


def gaps(startup: Startup, *, keepers: int, reports: int, at: datetime) -> tuple[Gap, ...]:
    """What a page lacks, the most urgent first. `keepers`: members with an account; `reports`:
    those that nobody of the team has read."""
    lacks = {
        Gap.WAITING: bool(waits(startup)),
        Gap.REPORTED: reports > 0,
        Gap.NO_PAGE: startup.state in NEVER_SENT,
        Gap.NO_KEEPER: keepers == 0,
        Gap.NO_PHOTO: all(photo.state == PhotoState.LEFT for photo in startup.photos),
        Gap.NO_PRICE: all(product.price_from is None for product in startup.products),
        Gap.STALE_HOURS: startup.hours_at is None or startup.hours_at <= at - HOURS_HOLD,
        Gap.ONE_LANGUAGE: sum(bool(text) for text in startup.line.values()) == 1,
    }
    return tuple(gap for gap, lacking in lacks.items() if lacking)


def is_complete(startup: Startup, found: tuple[Gap, ...]) -> bool:
    """Does everyone see a page that lacks nothing of weight?"""
    return startup.state == StartupState.SHOWN and not set(found) & set(INCOMPLETE)


def waits(startup: Startup) -> tuple[Waits, ...]:
    """What of a start-up waits for the team."""
    if startup.state == StartupState.TO_CHECK:
        return (Waits.PAGE,)
    if startup.state not in PUBLISHED:
        return ()
    wanted = startup.wanted or {}
    new_photo = any(photo.state == PhotoState.TO_CHECK for photo in startup.photos)
    asked = {
        Waits.NAME: "name" in wanted,
        Waits.LINKS: "links" in wanted,
        Waits.PHOTOS: new_photo,
    }
    return tuple(what for what, is_asked in asked.items() if is_asked)
