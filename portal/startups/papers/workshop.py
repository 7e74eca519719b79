"""What a kit or a catalogue consists of, piece by piece, for a worker to draw."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from babel import dates
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.clock import local, now
from portal.notifications.texts import speaking
from portal.startups.models import Startup
from portal.startups.papers import (
    card,
    catalogue,
    entry,
    facts,
    flyer,
    photos,
    poster,
    status,
    vcard,
)
from portal.startups.papers.facts import Facts
from portal.web.locale import locale

FOLDER = "papers"  # in the data folder
EVERYTHING = "everything.zip"
PREVIEW = "preview.jpg"
KIT = (
    *("poster.pdf", "flyer.pdf", "status-fr.jpg", "status-ar.jpg"),
    *("card.pdf", "cards.pdf", "contact.vcf"),
)
CATALOGUE = "catalogue.pdf"
DATED = (2026, 1, 1, 0, 0, 0)  # what is in the archive says nothing of when it was made


@dataclass(frozen=True)
class Piece:
    """One file. `draw` is given the folder in which the pieces before it lie. `long`: its worker
    should do nothing else before. `kept`: for its readers, not only for the pieces after it."""

    name: str
    draw: Callable[[Path], bytes]
    long: bool = False
    kept: bool = True


@dataclass(frozen=True)
class Work:
    """All pieces, a digest of what is on them, and whose pages and photos stand there."""

    pieces: Sequence[Piece]
    digest: str
    pages: Sequence[int]
    photos: Sequence[str]


def kit(startup: Startup) -> Work:
    """A kit: read from the database here, drawn later."""
    sides = facts.kit(startup)
    large = facts.photo(sides[0].photo)
    pieces = [
        Piece("poster.pdf", lambda _folder: poster.draw(sides, large)),
        Piece("flyer.pdf", lambda _folder: flyer.draw(sides, large)),
        Piece("card.pdf", lambda _folder: card.draw(sides)),
        Piece("cards.pdf", lambda _folder: card.sheet(sides)),
        *(Piece(f"status-{side.language}.jpg", partial(_status, side, large)) for side in sides),
        Piece(PREVIEW, lambda folder: status.preview((folder / "status-fr.jpg").read_bytes())),
        Piece("contact.vcf", lambda _folder: vcard.draw(_first(sides, startup.language))),
        Piece(EVERYTHING, _archive),
    ]
    used = [sides[0].photo] if sides[0].photo else []
    return Work(pieces, facts.digest(sides), [startup.id], used)


def catalogue_of(startups: Sequence[Startup], language: str) -> Work:
    """A catalogue: its photos one by one, then the whole."""
    entries = catalogue.in_order([facts.facts(one, language) for one in startups])
    words = _words(entries, language)
    used = [one.photo for one in entries if one.photo]
    pieces = [Piece(f"{token}.jpg", partial(_photo, token), kept=False) for token in used]
    whole = Piece(CATALOGUE, partial(_whole, words, entries), long=True)
    ids = [one.id for one in startups]
    return Work([*pieces, whole], facts.digest([words, *entries]), ids, used)


def root() -> Path:
    """Where the folders of all papers lie."""
    return current_app.extensions["settings"].data_dir / FOLDER


def _status(side: Facts, large: bytes | None, _folder: Path) -> bytes:
    return status.draw(side, large)


def _first(sides: Sequence[Facts], language: str) -> Facts:
    """The side in the language that the members write, else the first."""
    return next((side for side in sides if side.language == language), sides[0])


def _archive(folder: Path) -> bytes:
    """All files in one. They are packed already: stored as they are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in KIT:
            archive.writestr(zipfile.ZipInfo(name, DATED), (folder / name).read_bytes())
    return written.getvalue()


def _photo(token: str, _folder: Path) -> bytes:
    """An empty file where the photo has gone meanwhile."""
    return photos.cut(facts.photo(token), entry.PHOTO, entry.PHOTO, entry.PHOTO_BYTES) or b""


def _whole(words: catalogue.Words, entries: Sequence[Facts], folder: Path) -> bytes:
    files = {one.photo: folder / f"{one.photo}.jpg" for one in entries if one.photo}
    return catalogue.draw(words, entries, {k: v for k, v in files.items() if v.stat().st_size})


def _words(entries: Sequence[Facts], language: str) -> catalogue.Words:
    settings = current_app.extensions["settings"]
    with speaking(language):
        others = _("Others")
        counted = (
            (_("Trade"), [one.sector for one in entries]),
            (_("Legal form"), [one.form for one in entries]),
            (_("City"), [one.place or others for one in entries]),
        )
        month = dates.format_date(local(now()), "LLLL y", locale=locale())
        count = ngettext("%(num)s business", "%(num)s businesses", len(entries))
        return catalogue.Words(
            language=language,
            programme=settings.programme.name[language],
            title=_("Our businesses"),
            subtitle=f"{count} · {month}",
            contents=_("Contents"),
            others=others,
            counts=tuple((title, catalogue.tally(names, others)) for title, names in counted),
            colours=tuple(sorted(settings.programme.colours.items())),
        )
