"""Members add, move and remove photos of their page; faces only where everyone said yes."""

import hashlib

import pytest
from sqlalchemy import select

from portal.core import photo_files, photos
from portal.core.audit import Deed
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups import labels
from portal.startups.models import Startup, StartupPhoto
from portal.startups.operations import photos as operations
from portal.startups.states import Faces, PhotoState, StartupState, Step
from tests.factories import people, startups
from tests.people import spoken, token_in
from tests.startups.pictures import PHOTOS, answers, camera, post, said, send


@pytest.fixture
def photo() -> bytes:
    return camera(400, 300)


@pytest.fixture
def founder(client, folder):
    """A browser in which a member is signed in whose page is not sent yet."""
    return keeper(client, steps=[], state=StartupState.DRAFT, published_at=None)


def keeper(client, **page):
    owner = startups.member(startups.startup(**page)).account
    people.enter(client, owner)
    return client


def kept() -> list[StartupPhoto]:
    db.session.rollback()
    return list(db.session.scalars(select(StartupPhoto).order_by(StartupPhoto.place)))


def files(folder) -> set[str]:
    """Names in the folder of photos, of rows that this test has made or of none at all."""
    return {path.name for path in (folder / "photos").glob("*")}


def forms(page: str, action: str) -> dict:
    return {"form_token": token_in(page, action)}


def test_a_photo_is_kept_small_and_waits_for_the_team(founder, folder, photo):
    assert send(founder, photo).status_code == 303
    (row,) = kept()
    assert (row.state, row.faces, row.alt) == ("to_check", "nobody", {"fr": "Trois sacs bleus"})
    assert (row.consent_version, bool(row.consent_by)) == (operations.CONSENT, True)
    assert (row.width, row.height) == (400, 300)
    assert set(row.files) == {f"{w}.{k}" for w in (160, 320, 400) for k in ("avif", "webp", "jpg")}
    names = {name for name in files(folder) if name.startswith(row.token)}
    assert names == {f"{row.token}-{name}" for name in (*row.files, "master.jpg")}
    assert db.session.scalar(select(Startup.steps)) == [Step.PHOTOS]


def test_a_kept_photo_is_shown_to_its_member_with_how_it_stands(app, founder, photo):
    send(founder, photo)
    page = " ".join(founder.get(PHOTOS).text.split())
    assert spoken(app, labels.PHOTO_STATES["to_check"]) in page
    assert "Trois sacs bleus" in page
    answer = founder.get(f"{PHOTOS}{kept()[0].token}/160.avif")
    assert (answer.status_code, answer.mimetype) == (200, "image/avif")
    assert answer.headers["Cache-Control"] == "private, max-age=30"


def test_on_a_page_that_is_shown_a_new_photo_waits(client, photo):
    keeper(client)
    send(client, photo)
    assert kept()[0].state == PhotoState.TO_CHECK
    assert client.get(f"/photos/{kept()[0].token}-320.avif").status_code == 404


def test_why_a_photo_was_not_taken_is_said(app, client):
    keeper(client, photos=[startups.photo(state="left", state_note="On voit la voisine")])
    page = client.get(PHOTOS).text
    assert "On voit la voisine" in page
    assert spoken(app, labels.PHOTO_STATES["left"]) in " ".join(page.split())


@pytest.mark.parametrize("faces", ["", "perhaps"])
def test_nothing_is_kept_without_an_answer_about_faces(founder, folder, photo, faces):
    before = files(folder)
    answer = send(founder, photo, faces=faces)
    assert answer.status_code == 422
    assert 'data-wrong aria-describedby="faces-wrong"' in answer.text
    assert "Trois sacs bleus" in answer.text  # what was typed is still there
    assert (kept(), files(folder)) == ([], before)


def test_that_everyone_agreed_is_kept_with_the_photo(founder, photo):
    send(founder, photo, faces="agreed")
    assert kept()[0].faces == Faces.AGREED


def test_the_operation_itself_asks_about_faces(rows):
    page = startups.startup()
    made = photo_files.Kept("t" * 22, 320, 240, "d", {})
    with pytest.raises(Refused, match="faces_missing"):
        operations.add(page, made, alt={}, faces="", account_id=None)


def test_what_can_be_seen_has_to_be_said(founder, photo):
    assert send(founder, photo, alt="  ").status_code == 422
    assert kept() == []


def test_without_a_file_the_form_says_so(founder):
    page = founder.get(PHOTOS).text
    answer = post(founder, answers(page, b"", file_name=""))
    assert answer.status_code == 422
    assert 'href="#photo"' in answer.text


def test_the_same_photo_twice_is_refused_and_leaves_nothing(app, founder, folder, photo):
    send(founder, photo)
    before = files(folder)
    answer = send(founder, photo)
    assert said(answer) == spoken(app, labels.REFUSALS["photo_twice"])
    assert (len(kept()), files(folder)) == (1, before)


def test_the_same_form_twice_keeps_one_photo(founder, folder, photo):
    page = founder.get(PHOTOS).text
    sent = [post(founder, answers(page, photo)) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].location == sent[1].location
    (row,) = kept()
    assert len([name for name in files(folder) if name.endswith("master.jpg")]) >= 1
    assert all(name.startswith(row.token) for name in files(folder) if row.token in name)


def test_a_used_form_with_another_file_is_refused(app, founder, photo):
    page = founder.get(PHOTOS).text
    for content, status in ((photo, 303), (camera(300, 300), 422)):
        answer = post(founder, answers(page, content))
        assert answer.status_code == status
    assert len(kept()) == 1


def test_six_photos_are_the_most_and_the_seventh_is_not_even_read(app, client, monkeypatch, photo):
    keeper(client, photos=[startups.photo(place=n) for n in range(5)])
    page = client.get(PHOTOS).text
    assert send(client, photo).status_code == 303
    monkeypatch.setattr(photos, "reduced", lambda _: pytest.fail("read"))
    answer = post(client, answers(page, camera(300, 300)))
    assert answer.status_code == 422
    assert spoken(app, labels.REFUSALS["photos_full"]) in " ".join(answer.text.split())
    assert 'id="send-photo"' not in client.get(PHOTOS).text


def test_the_limit_holds_where_two_members_send_at_once(rows):
    page = startups.startup(photos=[startups.photo(place=n) for n in range(6)])
    made = photo_files.Kept("t" * 22, 320, 240, "d", {})
    with pytest.raises(Refused, match="photos_full"):
        operations.add(page, made, alt={}, faces="nobody", account_id=None)


def test_a_photo_moves_up_and_the_first_is_the_cover(client):
    keeper(client, photos=[startups.photo(place=n, alt={"fr": f"n{n}"}) for n in range(3)])
    action = f"{PHOTOS}{kept()[2].token}/move"
    for _ in range(2):
        data = forms(client.get(PHOTOS).text, action) | {"up": "1"}
        assert client.post(action, data=data).status_code == 303
    assert [row.alt["fr"] for row in kept()] == ["n2", "n0", "n1"]
    assert [row.place for row in kept()] == [0, 1, 2]


def test_removing_asks_once_more_and_then_nothing_is_left(founder, folder, photo):
    send(founder, photo)
    token = kept()[0].token
    action = f"{PHOTOS}{token}/remove"
    question = founder.get(action)
    assert (question.status_code, len(kept())) == (200, 1)
    data = forms(question.text, action)
    assert founder.post(action, data=data).status_code == 303
    assert kept() == []
    assert not [name for name in files(folder) if token in name]
    assert founder.post(action, data=data).status_code == 303  # the tap that came twice
    assert founder.get(action).status_code == 404


@pytest.mark.parametrize("path", ["move", "remove", "320.avif"])
def test_the_photo_of_another_page_does_not_exist(client, path):
    theirs = startups.startup(photos=[startups.photo()]).photos[0].token
    keeper(client)
    page = client.get(PHOTOS).text
    data = {"form_token": token_in(page, PHOTOS), "up": "1"}
    for token in (theirs, "x" * 22):
        if path != "move":
            assert client.get(f"{PHOTOS}{token}/{path}").status_code == 404
        if path != "320.avif":
            assert client.post(f"{PHOTOS}{token}/{path}", data=data).status_code == 404
    assert len(kept()) == 1


def test_every_deed_is_in_the_history_and_changes_the_version(client, photo):
    keeper(client, photos=[startups.photo()])
    send(client, photo)
    action = f"{PHOTOS}{kept()[1].token}/move"
    client.post(action, data=forms(client.get(PHOTOS).text, action) | {"up": "1"})
    action = f"{PHOTOS}{kept()[0].token}/remove"
    client.post(action, data=forms(client.get(action).text, action))
    db.session.rollback()
    what = db.session.scalars(select(Deed.what).where(Deed.what.startswith("startups.photo")))
    assert [deed.rpartition(".")[2] for deed in what] == ["added", "moved", "removed"]
    assert db.session.scalar(select(Startup.version)) == 4
    assert {f"startups.photo.{deed}" for deed in ("added", "moved", "removed")} <= set(labels.DEEDS)


def test_another_wording_of_the_consent_is_another_version():
    """Whoever changes the sentence changes operations.photos.CONSENT, and then this."""
    words = [str(labels.FACES_ASKED), *map(str, labels.FACES.values())]
    digest = hashlib.sha256("".join(words).encode()).hexdigest()[:12]
    assert (operations.CONSENT, digest) == ("2026-11", "e1c60e354217")


def test_a_file_that_is_much_too_heavy_gets_a_page(founder):
    assert send(founder, bytes(13 * 1024 * 1024)).status_code == 413


def test_other_forms_take_no_more_than_before(founder):
    data = {"form_token": "x", "alt": "x" * 7_000_000}
    assert founder.post("/fr/founder/begin", data=data).status_code == 413
