"""The picture beside a shared link: a photo, the name, what it does; small in every language."""

import io
import itertools

import pytest
from PIL import Image, ImageChops

from jobs import startups as work
from portal.core import photo_files, pictures, queue, tasks
from portal.core.db import db, transaction
from portal.core.queue import Job
from portal.startups.cards import sharing as cards
from portal.startups.models import Startup, StartupPhoto
from portal.startups.operations import holding, sharing
from portal.startups.states import PhotoState, StartupState
from portal.web.locale import LANGUAGES
from tests.factories import startups as made
from tests.startups.pictures import camera, written

TOKEN = "A3dEfGh1JkLmNo5qRsTu_w"
LONG = "Coopérative des femmes transformatrices de produits de la mer et de la terre " * 3
ARABIC = "تعاونية الأمل لنسج الزرابي والحرف التقليدية " * 3
WORDS = (
    ("fr", "Couture", "Atelier Baobab", "Robes et sacs en wax, cousus à Salé", "Salé"),
    ("ar", "الخياطة", "تعاونية الأمل", "فساتين وحقائب من ثوب الواكس", "سلا"),
    ("ar", "الخياطة", "Atelier Baobab (SARL)", "Robes et sacs, 120 MAD", "سلا"),
    ("ar", ARABIC, ARABIC, ARABIC, ARABIC),
    ("es", LONG, LONG, LONG, LONG),
    ("en", "", "🙂\u202e\x00", "", ""),
    ("en", "Sewing", "W" * 400, "&<>" * 90, "?"),
)
PICTURES = [
    sharing.Picture(one[0], "Portail Emploi", *one[1:], photo=photo)
    for one, photo in itertools.product(WORDS, (TOKEN, ""))
]


def keep(folder, content, token=TOKEN):
    folder.mkdir(exist_ok=True)
    (folder / f"{token}-master.jpg").write_bytes(content)


@pytest.fixture
def photos(tmp_path):
    """A folder with one master photo."""
    keep(tmp_path / "photos", camera())
    return tmp_path / "photos"


@pytest.fixture
def shelf(app, rows, monkeypatch):
    """The job runs in the application of the tests; its pictures and photos are gone afterwards."""
    monkeypatch.setattr("jobs.app", lambda: app)
    data = app.extensions["settings"].data_dir
    keep(data / photo_files.FOLDER, camera())
    yield data / sharing.FOLDER
    for folder in (data / sharing.FOLDER, data / photo_files.FOLDER):
        for path in folder.iterdir() if folder.exists() else ():
            path.unlink()


def names(shelf):
    return sorted(path.name for path in shelf.iterdir() if not path.name.startswith("."))


def with_photo(**other):
    return made.startup(photos=[made.photo(token=TOKEN)], **other)


def address(startup, lang="fr", name="0.jpg"):
    return f"/{lang}/startups/{startup.slug}/share-{name}"


def opened(content):
    with Image.open(io.BytesIO(content)) as image:
        return image.format, image.convert("RGB")


def panel(content, lang="fr"):
    """The part of a picture where the photo stands."""
    left = 0 if lang == "ar" else pictures.WIDTH - sharing.PANEL
    return opened(content)[1].crop((left, sharing.TOP, left + sharing.PANEL, sharing.FOOT))


@pytest.mark.parametrize("picture", PICTURES, ids=range(len(PICTURES)))
def test_a_picture_has_the_size_that_is_shared_and_few_bytes(picture, photos):
    content = sharing.draw(picture, photos)
    kind, image = opened(content)
    assert image.size == (1200, 630)
    assert len(content) < 60_000
    assert picture.type == f"image/{kind.lower()}"
    assert picture.file.endswith(".jpg" if kind == "JPEG" else ".png")


def test_nothing_is_written_over_the_photo_or_over_the_place(photos):
    for language, name in (("fr", LONG), ("ar", ARABIC), ("ar", LONG)):
        bare, full = (
            opened(sharing.draw(sharing.Picture(language, "P", *words), photos))[1]
            for words in (("", " "), (name, name, name))
        )
        changed = ImageChops.difference(bare, full).point(lambda v: 255 * (v > 60)).getbbox()
        left, top, right, bottom = changed
        if language == "ar":
            assert left >= sharing.PANEL
        else:
            assert right <= pictures.WIDTH - sharing.PANEL
        assert top > sharing.TOP
        assert bottom <= sharing.PLACE_TOP + 12  # the tails of the last line's letters


def test_the_photo_stands_where_a_line_ends(photos):
    for language in ("fr", "ar"):
        content = sharing.draw(sharing.Picture(language, "P", photo=TOKEN), photos)
        plain = sharing.draw(sharing.Picture(language, "P"), photos)
        other = "fr" if language == "ar" else "ar"
        assert different(panel(content, language), panel(plain, language))
        assert not different(text_side(content, other), text_side(plain, other))


def text_side(content, lang):
    """A strip at the side where `lang` has its photo, below the title."""
    left = 40 if lang == "ar" else pictures.WIDTH - 140
    return opened(content)[1].crop((left, 400, left + 100, 520))


def different(one, other):
    return ImageChops.difference(one, other).convert("L").point(lambda v: v > 40).getbbox()


def test_forty_photos_of_any_kind_stay_below_60_000_bytes(tmp_path):
    for number in range(40):
        if number % 5:
            content = camera(800, 600, seed=number)
        else:  # nothing compresses worse
            noise = [Image.effect_noise((900, 700), 90 + number) for _ in "rgb"]
            content = written(Image.merge("RGB", noise), "JPEG", quality=92)
        keep(tmp_path, content)
        picture = sharing.Picture("fr", "P", "Couture", LONG, LONG, "Salé", TOKEN)
        assert len(sharing.draw(picture, tmp_path)) < 60_000


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", camera()[:900], written(Image.new("RGB", (9, 9)), "PNG")],
    ids=["nothing", "no photo", "cut off", "another kind"],
)
def test_a_photo_that_can_t_be_read_leaves_the_plain_design(tmp_path, content):
    keep(tmp_path, content)
    drawn = sharing.draw(sharing.Picture("fr", "P", name="Baobab", photo=TOKEN), tmp_path)
    plain = sharing.draw(sharing.Picture("fr", "P", name="Baobab"), tmp_path)
    assert not different(panel(drawn).resize((98, 98)), panel(plain).resize((98, 98)))


def test_a_photo_larger_than_ours_is_not_decoded(tmp_path, monkeypatch):
    keep(tmp_path, written(Image.new("L", (9000, 9000)), "JPEG"))
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("decoded"))
    assert sharing._photo(tmp_path, TOKEN) is None


def test_each_page_is_drawn_once_in_each_language(shelf, client, monkeypatch):
    drawn = []
    draw = sharing.draw
    monkeypatch.setattr(sharing, "draw", lambda p, photos: drawn.append(p) or draw(p, photos))
    with_photo()
    made.startup(state=StartupState.TO_CHECK)
    made.startup(state=StartupState.HIDDEN)
    work.draw_images()
    assert [picture.language for picture in drawn] == list(LANGUAGES)
    work.draw_images()
    assert len(drawn) == len(LANGUAGES) == len(names(shelf))
    assert tasks.age(Job.DRAW_STARTUP_IMAGES) is not None


@pytest.mark.parametrize(
    "change",
    [
        {Startup.name: "Atelier Nour"},
        {Startup.line: {"fr": "Autre chose", "ar": "آخر", "en": "Other", "es": "Otra"}},
        {Startup.city: "Fès", Startup.city_code: "fes"},
        {StartupPhoto.state: PhotoState.LEFT},
    ],
    ids=["name", "line", "city", "photo"],
)
def test_a_change_is_another_picture_and_the_old_one_goes(shelf, rows, change):
    with_photo()
    work.draw_images()
    before = names(shelf)
    with transaction():
        db.session.query(next(iter(change)).class_).update(change)
    work.draw_images()
    assert len(names(shelf)) == len(before)
    assert not set(names(shelf)) & set(before)


def test_the_first_photo_that_the_team_took_is_the_one(app, rows):
    waiting, left = made.photo(state=PhotoState.TO_CHECK), made.photo(state=PhotoState.LEFT)
    startup = made.startup(photos=[waiting, left, made.photo(token=TOKEN), made.photo()])
    with app.test_request_context("/fr/startups/"):
        assert cards.picture(startup).photo == TOKEN


def test_it_is_served_with_a_tag_to_everyone_for_half_a_minute(shelf, client):
    startup = with_photo()
    waiting = client.get(address(startup, "ar"))
    assert (waiting.status_code, waiting.mimetype) == (200, "image/png")
    work.draw_images()
    kept = client.get(address(startup, "ar"))
    assert kept.mimetype == "image/jpeg"
    assert kept.headers["Cache-Control"] == "public, max-age=30"
    assert kept.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert kept.headers["ETag"] != waiting.headers["ETag"]
    assert "X-Robots-Tag" in kept.headers  # its members did not choose to be listed
    again = client.get(address(startup, "ar"), headers={"If-None-Match": kept.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("state", [state for state in StartupState if state != "shown"])
def test_a_page_that_is_not_shown_has_no_picture_from_then_on(shelf, client, state):
    startup = with_photo()
    work.draw_images()
    with transaction():
        db.session.query(Startup).update({"state": state})
    assert client.get(address(startup)).status_code == 404


def test_a_photo_that_was_taken_away_is_gone_from_its_old_address_too(shelf, client):
    startup = with_photo()
    work.draw_images()
    (name,) = (n.partition("-fr-")[2] for n in names(shelf) if "-fr-" in n)
    old = address(startup, "fr", name)
    assert client.get(old).mimetype == "image/jpeg"
    with transaction():
        db.session.query(StartupPhoto).delete()
    for _ in range(2):
        assert client.get(old).mimetype == "image/png"
        work.draw_images()


@pytest.mark.parametrize("name", ["..%2f..%2fkeys", "%00", "x" * 300, "ffffffffffffffff.png"])
def test_a_name_leads_to_no_file(shelf, client, name):
    startup = made.startup()
    answer = client.get(address(startup, "fr", name))
    assert answer.status_code == 404 or answer.data == client.get(address(startup)).data


def test_many_are_drawn_a_few_at_a_time(shelf, rows, monkeypatch):
    rung = []
    monkeypatch.setattr(pictures, "AT_ONCE", 6)
    monkeypatch.setattr(queue, "ring", lambda job, *ids: rung.append(job) or True)
    with_photo()
    made.startup()
    work.draw_images()
    assert (len(names(shelf)), rung) == (6, [Job.DRAW_STARTUP_IMAGES])
    assert tasks.age(Job.DRAW_STARTUP_IMAGES) is None
    work.draw_images()
    assert (len(names(shelf)), len(rung)) == (8, 1)


def test_a_worker_that_is_killed_leaves_whole_pictures_and_the_next_one_goes_on(
    shelf, rows, monkeypatch
):
    made.startup()
    draw = sharing.draw
    turns = iter((draw, draw, None))

    def killed(picture, photos):
        alive = next(turns)
        if alive is None:
            (shelf / ".half.draft").write_bytes(b"\xff\xd8")
            raise SystemExit(9)
        return alive(picture, photos)

    monkeypatch.setattr(sharing, "draw", killed)
    with pytest.raises(SystemExit):
        work.draw_images()
    assert len(names(shelf)) == 2
    monkeypatch.setattr(sharing, "draw", draw)
    work.draw_images()
    assert len(names(shelf)) == len(LANGUAGES)
    assert not (shelf / ".half.draft").exists()
    for name in names(shelf):
        opened((shelf / name).read_bytes())


def test_two_workers_do_not_draw_at_once(shelf, rows):
    made.startup()
    shelf.mkdir(exist_ok=True)
    with pictures.alone(shelf):
        work.draw_images()
    assert names(shelf) == []
    assert tasks.age(Job.DRAW_STARTUP_IMAGES) is None


def test_a_change_rings_for_its_picture(rows, jobs):
    startup = made.startup()
    with transaction():
        holding.changed(holding.hold(startup.id))
        assert jobs == []
    assert jobs == [(Job.DRAW_STARTUP_IMAGES,)]
