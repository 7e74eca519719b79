"""How a page is shown to others: the words and the picture beside a shared link."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, url_for
from markupsafe import Markup

from portal.core.localised import pick
from portal.notifications.texts import speaking
from portal.startups import sentences
from portal.startups.cards import found as for_engines
from portal.startups.models import Startup
from portal.startups.operations import sharing
from portal.startups.queries import found, photos
from portal.web.locale import LANGUAGES, language

# The names that Facebook has for our languages.
LOCALES = {"fr": "fr_FR", "ar": "ar_AR", "en": "en_US", "es": "es_ES"}
LONGEST = 200  # letters of a description that anybody shows


@dataclass(frozen=True)
class Image:
    """A picture for others: where it is, what it is."""

    address: str
    type: str


def description(startup: Startup) -> str:
    """`Robes et sacs en wax · Coopérative · Salé`: what it is, for a preview of the link."""
    line, place = sentences.written(startup.line)[0], sentences.place_name(startup)
    said = (line or sentences.trade_name(startup), sentences.form_name(startup), place)
    return " · ".join(part for part in said if part)[:LONGEST]


def title(startup: Startup) -> str:
    """`Atelier Baobab – Salé`."""
    parts = (startup.name, sentences.place_name(startup))
    return " – ".join(part for part in parts if part)


def here(startup: Startup) -> str:
    """The whole address of the page in this language."""
    return sentences.address(startup)


def languages(startup: Startup) -> Iterator[tuple[str, str]]:
    """In which languages it can be read, and where; "x-default": for readers of none of these, as
    its members write it."""
    for code in LANGUAGES:
        yield code, sentences.address(startup, code)
    yield "x-default", sentences.address(startup, startup.language)


def locales() -> list[str]:
    """This page's language, then the others, as Facebook calls them."""
    return [LOCALES[language()], *(LOCALES[code] for code in LANGUAGES if code != language())]


def image(startup: Startup) -> Image:
    """The picture's whole address and its type. Another picture has another address."""
    drawn = picture(startup)
    path = url_for("startup_sharing.picture", slug=startup.slug, name=drawn.file)
    return Image(current_app.extensions["settings"].base_url + path, drawn.type)


def json_ld(startup: Startup) -> Markup:
    """What search engines read, where they are to list the page; else ""."""
    return for_engines.for_search_engines(startup, image(startup).address)


def picture(startup: Startup) -> sharing.Picture:
    """What stands on the picture beside a shared link, in the page's language."""
    programme = current_app.extensions["settings"].programme
    taken = photos.to_show(startup)
    return sharing.Picture(
        language=language(),
        programme=programme.name[language()],
        kind=sentences.trade_name(startup),
        name=startup.name,
        line=pick(startup.line, language()),
        place=sentences.place_name(startup),
        photo=taken[0].token if taken else "",
        colours=tuple(sorted(programme.colours.items())),
    )


def pictures() -> dict[str, sharing.Picture]:
    """Every picture that there should be, by the name of its file."""
    startups, named = found.all_shown(), {}
    for code in LANGUAGES:
        with speaking(code):
            for startup in startups:
                drawn = picture(startup)
                named[sharing.file_name(startup.slug, drawn)] = drawn
    return named


def plain_picture() -> sharing.Picture:
    """The programme's own, while a page has none."""
    programme = current_app.extensions["settings"].programme
    colours = tuple(sorted(programme.colours.items()))
    return sharing.Picture(language(), programme.name[language()], colours=colours)
