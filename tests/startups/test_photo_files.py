"""Files of photos: served only while everyone may see them, removed when nobody wants them."""

import os
import time

import pytest
from sqlalchemy import update

from jobs import housekeeping
from portal.core import photo_files, photos
from portal.core.db import db, transaction
from portal.startups.models import Startup, StartupPhoto
from portal.startups.states import PhotoState, StartupState
from tests.factories import startups
from tests.startups.pictures import camera

REDUCED = photos.Reduced(
    400,
    300,
    "d" * 32,
    {"320.avif": b"avif", "320.webp": b"webp", "320.jpg": b"jpg"} | {photos.MASTER: b"master"},
)


@pytest.fixture
def place(folder):
    return folder / photo_files.FOLDER


@pytest.fixture
def kept(rows, place):
    """A photo that everyone may see, with its files."""
    made = photo_files.keep(place, REDUCED)
    facts = {name: getattr(made, name) for name in ("token", "width", "height", "digest", "files")}
    page = startups.startup(photos=[startups.photo(**facts)])
    yield page.photos[0]
    photo_files.drop(place, made.token)


def address(photo, name="320.avif"):
    return f"/photos/{photo.token}-{name}"


@pytest.mark.parametrize("kind", ["avif", "webp", "jpg"])
def test_a_file_is_served_as_what_it_is_and_nothing_else(client, kept, kind):
    answer = client.get(address(kept, f"320.{kind}"))
    assert (answer.status_code, answer.data) == (200, kind.encode())
    assert answer.mimetype == ("image/jpeg" if kind == "jpg" else f"image/{kind}")
    head = answer.headers
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert head["Content-Disposition"] == f'inline; filename="photo-320.{kind}"'
    assert head["Cross-Origin-Resource-Policy"] == "same-origin"
    assert head["Cache-Control"] == "public, max-age=30"
    assert "Set-Cookie" not in head


def test_who_has_it_already_is_told_so(client, kept):
    first = client.get(address(kept))
    again = client.get(address(kept), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=30"
    other = client.get(address(kept, "320.jpg"), headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("state", [s for s in StartupState if s != StartupState.SHOWN])
def test_a_page_that_nobody_may_see_takes_its_photos_along_at_once(client, kept, state):
    mark = client.get(address(kept)).headers["ETag"]
    with transaction():
        db.session.execute(update(Startup).values(state=state))
    assert client.get(address(kept)).status_code == 404
    assert client.get(address(kept), headers={"If-None-Match": mark}).status_code == 404


@pytest.mark.parametrize("state", [PhotoState.LEFT, PhotoState.TO_CHECK])
def test_a_photo_that_the_team_did_not_take_is_not_served(client, kept, state):
    with transaction():
        db.session.execute(update(StartupPhoto).values(state=state))
    assert client.get(address(kept)).status_code == 404


def test_a_photo_whose_row_is_gone_is_gone_although_its_files_are_there(client, kept):
    where = address(kept)
    with transaction():
        db.session.delete(db.session.merge(kept))
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        *(
            "master.jpg",
            "320.avif.jpg",
            "320.png",
            "0.jpg",
            "99999.jpg",
            "..%2f320.jpg",
            "320.AVIF",
        ),
        *("320.jpg%0a", "٣٢٠.jpg", "320.jpg/", "640.avif", ".320.jpg", "%2e%2e/%2e%2e/keys"),
    ],
)
def test_no_other_name_is_found(client, kept, name):
    assert client.get(address(kept, name)).status_code == 404


@pytest.mark.parametrize("token", ["x" * 22, "x" * 21, "x" * 23, "../" * 7 + "x", "%00" * 22])
def test_no_other_token_is_found(client, kept, token):
    assert client.get(f"/photos/{token}-320.avif").status_code == 404


def test_the_master_is_for_paper_only(place, kept):
    assert photo_files.master(place, kept.token) == b"master"
    assert photo_files.read(place, kept.token, photos.MASTER) is None
    assert photo_files.master(place, "../" + "x" * 19) is None


def test_a_half_written_file_is_never_seen(place, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: None)
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: None)  # the power fails before it
    made = photo_files.keep(place, REDUCED)
    assert photo_files.read(place, made.token, "320.avif") is None
    assert photo_files.tidy(place, set(), older=-1) >= 4


def test_the_nightly_job_removes_what_has_no_row_and_lies_there_for_an_hour(
    app, kept, place, monkeypatch
):
    monkeypatch.setattr("jobs.app", lambda: app)
    stray, fresh = photo_files.keep(place, REDUCED), photo_files.keep(place, REDUCED)
    long_ago = time.time() - housekeeping.UNWANTED - 60
    other = place / "notes.txt"
    other.write_text("not ours")
    for path in (*place.glob(f"{stray.token}*"), *place.glob(f"{kept.token}*"), other):
        os.utime(path, (long_ago, long_ago))
    housekeeping.tidy()
    there = {token: len(list(place.glob(f"{token}*"))) for token in (stray.token, fresh.token)}
    assert there == {stray.token: 0, fresh.token: 4}
    assert len(list(place.glob(f"{kept.token}*"))) == 4
    assert other.exists()
    photo_files.drop(place, fresh.token)
    other.unlink()


def test_a_public_page_loads_its_cover_at_once_and_small(app, kept):
    page = app.jinja_env.get_template("startups/_photo.html").module
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        cover, other = (
            str(page.picture(kept, cover=True)),
            str(page.picture(startups.startup(photos=[startups.photo()]).photos[0])),
        )
    assert 'width="400" height="300"' in cover
    assert 'alt="Un sac bleu"' in cover
    assert "lazy" not in cover
    assert "960" not in cover
    assert 'loading="lazy"' in other
    assert "-960.avif 960w" in other


def test_what_is_read_in_another_language_says_so(app, kept):
    page = app.jinja_env.get_template("startups/_photo.html").module
    with app.test_request_context("/ar/"):
        app.preprocess_request()
        assert 'alt="Un sac bleu" lang="fr"' in str(page.picture(kept))


def test_a_photo_of_a_phone_stays_under_its_caps():
    made = photos.reduced(camera(1280, 960))
    assert {
        name: size for name, size in made.sizes.items() if size > CAPS[name.split(".")[0]]
    } == {}
    assert (made.width, made.height) == (960, 720)


CAPS = {"160": 3_500, "320": 9_000, "640": 18_000, "960": 40_000}
