"""Whatever is sent as a photo: a clean one comes out, or a sentence, and nothing is left.

A run of every day sends one of each group through the door and looks at the pixels of the rest;
with PORTAL_FAULTS=full each of the corpus goes the whole way.
"""

import io
import os

import pytest
from PIL import Image
from sqlalchemy import select

from portal.core import photo_files, photo_worker
from portal.core.db import db
from portal.startups import labels
from portal.startups.models import StartupPhoto
from tests.factories import people, startups
from tests.startups import corpus
from tests.startups.corpus_parts import CORNERS, MARK
from tests.startups.pictures import PHOTOS, said, send

FULL = os.environ.get("PORTAL_FAULTS") == "full"
CASES = corpus.cases(whole=FULL)
# How each kind of file says that it holds more than pixels.
TELLING = (MARK, b"Exif\0", b"EXIF", b"ICC_PROFILE", b"ICCP", b"adobe", b"xmp", b"XMP", b"<script")
COMMENT = b"\xff\xfe"


@pytest.fixture
def founder(client, rows):
    keeper = startups.member(startups.startup())
    people.enter(client, keeper.account)
    return client


def on_disk(folder) -> set[str]:
    return {path.name for path in (folder / photo_files.FOLDER).glob("*")}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_sent_comes_out_clean_or_not_at_all(app, founder, folder, case):
    before = on_disk(folder)
    answer = send(founder, case.content, file_name=case.file_name, mime=case.mime)
    fate = {303: corpus.TAKEN, 422: corpus.REFUSED}.get(answer.status_code)
    assert fate is not None, answer.status_code
    assert case.fate in {fate, corpus.EITHER}
    if fate == corpus.REFUSED:
        assert said(answer) in sentences(app, case.code)
        assert on_disk(folder) == before
        assert db.session.scalar(select(StartupPhoto.id)) is None
        return
    row = db.session.scalars(select(StartupPhoto)).one()
    new = on_disk(folder) - before
    assert new == {f"{row.token}-{name}" for name in (*row.files, "master.jpg")}
    for name in new:
        clean((folder / photo_files.FOLDER / name).read_bytes(), case)
    for name in row.files:
        assert founder.get(f"{PHOTOS}{row.token}/{name}").status_code == 200
    photo_files.drop(folder / photo_files.FOLDER, row.token)


def sentences(app, code: str) -> set[str]:
    """What may be said of a file: what its code says, or any of the sentences about photos."""
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        codes = [code] if code else [c for c in labels.REFUSALS if c.startswith("photo_")]
        return {str(labels.REFUSALS[one]).replace("'", "&#39;") for one in codes}


def clean(made: bytes, case: corpus.Case) -> None:
    """A picture of ours, and nothing but pixels in it."""
    assert [word for word in TELLING if word in made] == []
    picture = Image.open(io.BytesIO(made))
    assert picture.format in {"AVIF", "WEBP", "JPEG"}
    assert dict(picture.getexif()) == {}
    assert {"comment", "icc_profile", "xmp", "exif"} & set(picture.info) == set()
    assert picture.mode == "RGB"
    assert max(picture.size) <= photo_worker.MASTER
    if picture.format == "JPEG":
        assert made.count(b"\xff\xd8\xff") == 1  # no preview inside
        assert COMMENT not in made[: made.index(b"\xff\xda")]
        assert made.endswith(b"\xff\xd9")
    if case.group in {"held", "misnamed", "two in one", "telling"}:
        upright(picture)


def upright(picture: Image.Image) -> None:
    """Red, green and blue stand in their corners."""
    wide, high = picture.size
    assert wide > high
    places = {"top left": (0.25, 0.25), "top right": (0.75, 0.25), "bottom left": (0.25, 0.75)}
    for corner, (x, y) in places.items():
        seen = picture.getpixel((int(wide * x), int(high * y)))
        away = max(abs(a - b) for a, b in zip(seen, CORNERS[corner], strict=True))
        assert away < 60, (corner, seen)


@pytest.mark.parametrize("case", list(corpus.all_held()), ids=str)
def test_a_photo_stands_upright_however_the_phone_was_held(case):
    picture = photo_worker.pixels(case.content)
    upright(picture)
    assert (picture.info, dict(picture.getexif())) == ({}, {})


@pytest.mark.skipif(not FULL, reason="takes seconds to make")
def test_the_corpus_is_large_enough():
    assert len(CASES) >= 200
