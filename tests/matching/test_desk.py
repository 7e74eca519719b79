"""The desk's page of the matching: what stands on it, its runs, its lists, its files."""

import io

import pytest
from openpyxl import load_workbook

from portal.accounts.permissions import Role
from portal.core import queue
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.matching import labels
from portal.matching.models import MatchRun, PersonMatch
from portal.matching.states import RunKind, RunState
from tests.databases import look_again
from tests.factories import people
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.people.desk import counsellor, press
from tests.queries import counted

HERE = "/fr/desk/matching/"
HTMX = {"HX-Request": "true"}
BROTLI = {"Accept-Encoding": "br"}
FIGURES = {
    "gap": 0.0012,
    "exposure": {
        "before": {"gini": 0.41, "lorenz": [[0, 0], [0.5, 0.2], [1, 1]]},
        "after": {"gini": 0.12, "lorenz": [[0, 0], [0.5, 0.42], [1, 1]]},
    },
    "exposure_openings": {"after": {"gini": 0.2, "lorenz": [[0, 0], [1, 1]]}},
    "groups": {
        "total": {"people": 300, "some": 260, "enough": 200},
        "hub": {
            "Rabat": {"people": 200, "some": 170, "enough": 120},
            "Tanger": {"people": 100, "some": None, "enough": None},
        },
        "sex": {"f": {"people": 160, "some": 140, "enough": 111}},
    },
}


def add(*made):
    with transaction():
        db.session.add_all(made)
    return made[0]


def run(**other):
    facts = {"kind": RunKind.WHOLE, "state": RunState.DONE, "version": "2026-11-22"}
    facts |= {"people": 300, "openings": 40, "pairs": 4321, "kept": 700, "added": 61}
    facts |= {"withdrawn": 7, "figures": FIGURES, "started_at": now(), "ended_at": now()}
    return add(MatchRun(**facts | other))


def coordinator(client, hub="", email="co@example.org"):
    made = make_staff(Role.COORDINATOR, email, hub=hub)
    assert sign_in(client, made).status_code == 303
    return made


def without(why="reach", **other):
    who = people.person(**other)
    people.agreed_to_matching(who)
    add(PersonMatch(person_id=who.id, excluded_by=why))
    return who


def test_the_page_says_how_many_have_none_and_leads_to_them(client, app):
    counsellor(client)
    who = without(name="Awa")
    page = client.get(HERE).text
    assert spoken(app, labels.WHY_NONE["reach"]) in words(page)
    address = f"{HERE}people?why=reach"
    assert f'href="{address}"' in page
    seen = client.get(address).text
    assert f'href="/fr/desk/people/{who.token}/suggestions"' in seen
    assert "<bdi>Awa</bdi>" not in client.get(f"{HERE}people?why=near").text


def test_a_counsellor_s_lists_hold_her_own_office_alone(client):
    counsellor(client)
    without(name="Awa")
    without(name="Kofi", hub="Tanger")
    seen = client.get(HERE + "people").text
    assert "<bdi>Awa</bdi>" in seen
    assert "Kofi" not in seen


def test_openings_without_candidates_are_listed(client):
    counsellor(client)
    opening = people.opportunity(title="Coiffeuse")
    seen = client.get(HERE + "openings").text
    assert f'href="/fr/desk/opportunities/{opening.token}/candidates"' in seen
    assert "Coiffeuse" in seen


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_last_whole_run_draws_its_curve_and_keeps_small_groups_back(client, lang):
    counsellor(client)
    run()
    page = client.get(f"/{lang}/desk/matching/").text
    assert page.count("<polyline") == 5
    drawing = page[page.index("<svg", page.index('class="curve"')) :]
    assert 'role="img" aria-label="' in drawing.partition(">")[0]
    tanger = page[page.index("<bdi>Tanger</bdi>") :].partition("</tr>")[0]
    assert tanger.count("–") == 2
    assert "100" in tanger


def test_a_run_without_figures_leaves_the_page_whole(client):
    counsellor(client)
    run(figures={})
    run(state=RunState.FAILED, error="ValueError", figures={}, ended_at=None)
    assert client.get(HERE).status_code == 200


def test_only_a_coordinator_starts_a_run_and_the_second_press_finds_it(client, jobs):
    coordinator(client)
    first = press(client, HERE, HERE + "runs")
    assert first.status_code == 303
    look_again()
    (made,) = db.session.query(MatchRun).all()
    assert first.location.endswith(f"/fr/desk/matching/runs/{made.token}")
    assert (made.kind, made.state) == ("whole", "waiting")
    assert jobs[-1][0] == queue.Job.MATCH_ALL
    page = client.get(HERE).text
    assert HERE + "runs/" + made.token in page
    form = {"form_token": token_in(page)}
    second = client.post(HERE + "runs", data=form)
    if second.status_code == 303:
        assert second.location == first.location
    look_again()
    assert db.session.query(MatchRun).count() == 1


def test_a_counsellor_starts_no_run(client):
    counsellor(client)
    page = client.get(HERE).text
    assert f'action="{HERE}runs"' not in page
    form = {"form_token": token_in(page, HERE + "export")}
    assert client.post(HERE + "runs", data=form).status_code == 403
    assert db.session.query(MatchRun).count() == 0


def test_a_run_under_way_is_looked_at_again_and_an_ended_one_is_not(client):
    counsellor(client)
    going = run(state=RunState.SCORING, done=120, total=300, ended_at=None, figures={})
    page = client.get(f"{HERE}runs/{going.token}")
    assert 'hx-trigger="every 2s"' in page.text
    assert 'max="300" value="120"' in page.text
    part = client.get(f"{HERE}runs/{going.token}", headers=HTMX).text
    assert part.strip().startswith('<section id="run"')
    ended = client.get(f"{HERE}runs/{run().token}").text
    assert "hx-trigger" not in ended
    assert "2026-11-22" in ended


def test_a_run_that_is_none_is_not_found(client):
    counsellor(client)
    assert client.get(HERE + "runs/nothing").status_code == 404


def test_the_list_is_taken_away_by_who_may_and_of_her_own_office(client):
    coordinator(client, hub="Rabat")
    without(name="=cmd|x")
    without(name="Kofi", hub="Tanger")
    answer = press(client, HERE + "people", HERE + "people/export", format="csv")
    text = answer.data.decode("utf-8-sig")
    assert "'=cmd|x" in text
    assert "Kofi" not in text
    assert db.session.query(Deed).filter_by(what="matching.list.exported").count() == 1


def test_the_list_in_a_file_is_that_of_the_page(client):
    coordinator(client)
    without(name="Awa")
    without("near", name="Kofi")
    page = HERE + "people?why=near"
    answer = press(client, page, HERE + "people/export?why=near", format="xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Kofi"]


def test_a_counsellor_takes_no_list_away(client):
    counsellor(client)
    without()
    page = client.get(HERE + "people").text
    assert "export" not in page
    form = {"form_token": token_in(client.get(HERE).text, HERE + "export"), "format": "csv"}
    assert client.post(HERE + "people/export", data=form).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_figures_in_a_file_name_nobody(client, kind):
    counsellor(client)
    without(name="Awa")
    run()
    answer = press(client, HERE, HERE + "export", format=kind)
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        assert "Awa" not in text
        assert "0.120" in text
        assert "Tanger" in text
    assert db.session.query(Deed).filter_by(what="matching.figures.exported").count() == 1


def test_a_strange_format_or_question_breaks_nothing(client):
    counsellor(client)
    assert press(client, HERE, HERE + "export", format="exe").status_code == 400
    for query in ({"page": "-1"}, {"page": "9" * 30}, {"why": "'"}, {"why": "reach", "page": "x"}):
        for page in ("people", "openings"):
            assert client.get(HERE + page, query_string=query).status_code == 200


def test_the_pages_are_light_and_ask_little(client):
    coordinator(client)
    for number in range(30):
        without(name=f"Marie-Thérèse Ouédraogo {number}")
        people.opportunity(title=f"Couturière confirmée pour atelier {number}")
    for _ in range(10):
        last = run()
    for page in ("", "people", "openings", f"runs/{last.token}"):
        for lang in ("fr", "ar"):
            answer = client.get(f"/{lang}/desk/matching/{page}", headers=BROTLI)
            assert len(answer.data) <= 6000, page
        with counted() as statements:
            client.get(HERE + page)
        assert len(statements) <= 12, (page, statements)
