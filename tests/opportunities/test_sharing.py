"""The picture beside a shared link: small, right in both directions, drawn once."""

import io
import re

import pytest
from PIL import Image

from jobs import opportunities as work
from portal.core import pictures, queue, tasks
from portal.core.db import db, transaction
from portal.core.queue import Job
from portal.employers.models import Organisation
from portal.opportunities import cards
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import sharing
from portal.web import public
from portal.web.locale import LANGUAGES
from tests.factories.people import opportunity, organisation

LONG = "Aide-cuisinier polyvalent pour un restaurant africain et marocain, équipe du soir " * 3
PICTURES = (
    sharing.Picture("fr", "Portail Emploi", "Stage", "Couturière", "Atelier Nour", "Salé"),
    sharing.Picture("ar", "بوابة العمل", "تدريب", "خياطة على الماكينة", "Atelier Nour", "سلا"),
    sharing.Picture("es", "Portal Empleo", "Empleo", LONG, LONG, LONG),
    sharing.Picture("ar", "بوابة العمل", "شغل", "مساعد طباخ متعدد المهام " * 12, "شركة", "الرباط"),
    sharing.Picture("en", "Work Portal", "", "🙂\u202e\x00", "", ""),
    sharing.Picture("en", "Work Portal", "Job", "W" * 400, "&<>", "?"),
)


@pytest.fixture
def shelf(app, rows, monkeypatch):
    """The job runs in the application of the tests; its pictures are gone afterwards."""
    monkeypatch.setattr("jobs.app", lambda: app)
    found = app.extensions["settings"].data_dir / sharing.FOLDER
    yield found
    for path in found.glob("*"):
        path.unlink()


def names(shelf):
    return sorted(path.name for path in shelf.glob("*.png"))


def shared(client, slug, lang="fr"):
    """The address of the picture as the page names it."""
    public.forget()
    page = client.get(f"/{lang}/opportunities/{slug}/").text
    (address,) = re.findall(r'og:image" content="[a-z]+://[^/]+(/[^"]+)"', page)
    return address


@pytest.mark.parametrize("picture", PICTURES, ids=range(len(PICTURES)))
def test_a_picture_has_the_size_that_is_shared_and_few_bytes(picture):
    content = sharing.draw(picture)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 60_000


def test_arabic_stands_on_the_right_and_joins_its_letters():
    title = "خياطة"
    french, arabic = (
        ink(sharing.Picture(lang, "", title=title, colours=())) for lang in ("fr", "ar")
    )
    assert french[0] == pictures.MARGIN or french[0] < pictures.WIDTH / 4
    assert arabic[2] > pictures.WIDTH - pictures.MARGIN - 8
    assert arabic[2] - arabic[0] == pytest.approx(french[2] - french[0], abs=2)
    apart = ink(sharing.Picture("ar", "", title=" ".join(title)))
    assert apart[2] - apart[0] > arabic[2] - arabic[0]


def ink(picture):
    """The box around what is written in the place of the title."""
    with Image.open(io.BytesIO(sharing.draw(picture))) as image:
        grey = image.convert("L").crop((0, sharing.TITLE_TOP, pictures.WIDTH, sharing.FIRM_TOP))
    return grey.point(lambda value: 255 if value < 128 else 0).getbbox()


def test_the_programme_s_colours_are_used_where_they_are_colours():
    odd = sharing.Picture("fr", "P", colours=(("clay", "oklch(1 2 3)"), ("green-deep", "#123456")))
    with Image.open(io.BytesIO(sharing.draw(odd))) as image:
        assert image.convert("RGB").getpixel((1190, 5)) == (0x12, 0x34, 0x56)


def test_each_opening_is_drawn_once_in_each_language(shelf, client, monkeypatch):
    drawn = []
    draw = sharing.draw
    monkeypatch.setattr(sharing, "draw", lambda picture: drawn.append(picture) or draw(picture))
    opportunity(slug="one", title="Couturière")
    opportunity(slug="closed", state="filled")
    work.draw()
    assert [picture.language for picture in drawn] == list(LANGUAGES)
    work.draw()
    assert len(drawn) == len(LANGUAGES) == len(names(shelf))
    assert tasks.age(Job.DRAW_SHARE_IMAGES) is not None


def test_another_title_is_another_picture_and_the_old_one_goes(shelf, client):
    opportunity(slug="one", title="Couturière")
    work.draw()
    before, address = names(shelf), shared(client, "one")
    with transaction():
        db.session.query(Opportunity).update({"title": "Brodeuse"})
    assert shared(client, "one") != address
    work.draw()
    assert len(names(shelf)) == len(before)
    assert not set(names(shelf)) & set(before)
    with transaction():
        db.session.query(Opportunity).update({"state": "withdrawn"})
    work.draw()
    assert names(shelf) == []


def test_the_picture_is_served_for_long_once_it_is_there(shelf, client):
    opportunity(slug="one", title="Couturière")
    address = shared(client, "one", "ar")
    waiting = client.get(address)
    assert waiting.headers["Cache-Control"] == "public, max-age=60"
    assert waiting.data == sharing.plain(plain("ar", client))
    work.draw()
    kept = client.get(address)
    assert kept.mimetype == "image/png"
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.data != waiting.data
    assert Image.open(io.BytesIO(kept.data)).size == pictures.SIZE


def plain(lang, client):
    with client.application.test_request_context(f"/{lang}/opportunities/"):
        client.application.preprocess_request()
        return cards.plain_picture()


def test_the_picture_of_a_suspended_employer_is_gone_at_once(shelf, client):
    firm = organisation()
    opportunity(firm, slug="one")
    work.draw()
    address = shared(client, "one")
    with transaction():
        db.session.get_one(Organisation, firm.id).state = "suspended"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["0", "..%2f..%2fkeys", "0" * 16, "%00", "x" * 300])
def test_a_name_that_is_none_leads_to_no_file(shelf, client, name):
    opportunity(slug="one")
    answer = client.get(f"/fr/opportunities/one/share-{name}.png")
    assert answer.status_code == 404 or answer.data == sharing.plain(plain("fr", client))


def test_many_are_drawn_a_few_at_a_time(shelf, rows, monkeypatch):
    rung = []
    monkeypatch.setattr(pictures, "AT_ONCE", 6)
    monkeypatch.setattr(queue, "ring", lambda job, *ids: rung.append(job) or True)
    firm = organisation()
    for number in range(2):
        opportunity(firm, slug=f"n-{number}")
    work.draw()
    assert (len(names(shelf)), rung) == (6, [Job.DRAW_SHARE_IMAGES])
    assert tasks.age(Job.DRAW_SHARE_IMAGES) is None
    work.draw()
    assert (len(names(shelf)), len(rung)) == (8, 1)


def test_two_workers_do_not_draw_at_once(shelf, rows):
    opportunity()
    shelf.mkdir(exist_ok=True)
    with pictures.alone(shelf):
        assert pictures.bring_up_to_date(shelf, {"a": PICTURES[0]}, sharing.draw) is None
        work.draw()
    assert names(shelf) == []
    assert tasks.age(Job.DRAW_SHARE_IMAGES) is None


def test_a_new_opening_rings_for_its_picture(rows, jobs):
    with transaction():
        sharing.due()
        assert jobs == []
    assert jobs == [(Job.DRAW_SHARE_IMAGES,)]
