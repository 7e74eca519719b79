"""The kiosk's page: the same for all, and a worker that knows its files."""

import json
import re

import pytest

from portal.web.locale import LANGUAGES


def told(answer) -> dict:
    """What the worker's script says of the page."""
    return json.loads(re.search(r"self\.shell = (\{.*\});", answer.text).group(1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_may_be_kept_and_is_asked_about_each_time(client, lang):
    page = client.get(f"/{lang}/kiosk/")
    assert page.headers["Cache-Control"] == "public, no-cache"
    again = client.get(f"/{lang}/kiosk/", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_everybody_is_given_the_same_page(client, app):
    other = app.test_client()
    other.set_cookie("lang", "ar")
    headers = {"Accept-Language": "es", "Save-Data": "on", "User-Agent": "a tablet"}
    assert other.get("/fr/kiosk/", headers=headers).data == client.get("/fr/kiosk/").data


def test_only_this_page_may_use_the_camera_and_decode(client):
    page, home = client.get("/fr/kiosk/"), client.get("/fr/")
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "camera=()" in home.headers["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in home.headers["Content-Security-Policy"]
    assert "'unsafe-" not in page.headers["Content-Security-Policy"]


def test_the_worker_knows_every_file_of_the_page(client):
    page = client.get("/fr/kiosk/")
    shell = told(client.get("/fr/kiosk/worker.js"))
    named = set(re.findall(r"/static/[^\"]+", page.text))
    assert set(shell["files"]) | set(shell["wanted"]) == named
    for name in shell["files"]:
        assert re.search(r'(href|src)="' + re.escape(name), page.text)
    kinds = {name.rpartition(".")[2] for name in shell["files"]}
    assert kinds == {"css", "js"}
    assert [name for name in shell["wanted"] if name.endswith(".wasm")]


def test_each_language_has_a_worker_of_its_own(client):
    versions = {told(client.get(f"/{lang}/kiosk/worker.js"))["version"] for lang in LANGUAGES}
    assert len(versions) == len(LANGUAGES)


def test_the_decoder_is_served_as_what_it_is_and_for_a_year(client):
    shell = told(client.get("/fr/kiosk/worker.js"))
    (decoder,) = [name for name in shell["wanted"] if name.endswith(".wasm")]
    answer = client.get(decoder, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Type"] == "application/wasm"
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()
