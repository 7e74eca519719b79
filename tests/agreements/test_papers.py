"""The paper: French, an Arabic version to read along, and who signed when."""

import re

import pytest

from portal.agreements import papers, texts
from portal.agreements.rules import wording
from portal.agreements.rules.sentences import PAPER, PROMISES, WORDS
from portal.agreements.states import Party
from portal.core import pdf
from portal.core.db import writing
from portal.core.pdf import Paper
from tests.agreements.table import EVERYONE, SCHOOL, Table
from tests.agreements.test_pages import at_home
from tests.factories.moments import at

ALL = (*EVERYONE, Party.SCHOOL)


@pytest.fixture
def written(monkeypatch):
    """What is put on papers, text by text, in the order of reading."""
    texts_written = []
    real = Paper._cell

    def note(paper, x, y, width, height, text):
        texts_written.append((paper.right_to_left, text))
        return real(paper, x, y, width, height, text)

    monkeypatch.setattr(Paper, "_cell", note)
    return texts_written


@pytest.fixture
def page(app, rows):
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        yield


def pages_of(made: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", made))


def test_the_french_text_comes_first_and_the_arabic_one_says_that_french_counts(page, written):
    table = Table(school=SCHOOL)
    made = papers.pdf(table.now, Party.PERSON)
    assert made.startswith(b"%PDF")
    assert pages_of(made) >= 2
    french = [text for arabic, text in written if not arabic]
    arabic = [text for arabic, text in written if arabic]
    for promise in PROMISES:
        assert WORDS["fr"][promise] in french
        assert WORDS["ar"][promise] in arabic
    assert PAPER["fr"]["courtesy"] in french
    assert PAPER["ar"]["courtesy"] in arabic
    assert french[0] == f"Convention de stage n° {table.number}"
    assert written[-1][0]


def test_all_the_lines_that_are_signed_are_on_the_paper(page, written):
    table = Table(school=SCHOOL, terms="Un jour libre : le vendredi")
    papers.pdf(table.now, Party.PERSON)
    shown = {text for _, text in written}
    for part in wording.read(table.now.text):
        assert {part.text, part.label or part.text} <= shown


def test_it_says_who_signed_when_on_morocco_s_clocks_and_what(page, written):
    table = Table(school=SCHOOL)
    with at("2027-01-31 23:40"):
        table.sign(Party.PERSON, Party.EMPLOYER)
    papers.pdf(table.now, Party.EMPLOYER)
    shown = " | ".join(text for _, text in written)
    mark = wording.text_hash(table.now.text).hex()[:12]
    assert "Atelier Nour, Nom employer – signé le 31 janvier 2027 à 23:40" in shown
    assert shown.count(mark) == 4  # two signatures, in two languages
    assert "Portail Emploi – n’a pas signé" in shown
    assert PAPER["fr"]["draft"] in shown


def test_the_whole_name_is_on_the_paper_of_others_once_all_have_signed(page, written):
    table = Table()
    code = table.send_code(Party.PERSON, name="Aminata Secretname")
    table.sign_with(Party.PERSON, code)
    for reader, there in ((Party.EMPLOYER, False), (Party.PROGRAMME, False), (Party.PERSON, True)):
        written.clear()
        papers.pdf(table.now, reader)
        assert any("Secretname" in text for _, text in written) is there
    table.sign(Party.EMPLOYER, Party.PROGRAMME)
    written.clear()
    papers.pdf(table.now, Party.EMPLOYER)
    assert any("Aminata Secretname" in text for _, text in written)
    assert PAPER["fr"]["draft"] not in {text for _, text in written}


def test_one_that_was_stopped_says_so(page, written):
    table = Table()
    table.refuse(Party.PERSON, "non")
    papers.pdf(table.now, Party.PERSON)
    assert PAPER["fr"]["stopped"] in {text for _, text in written}


def test_each_page_bears_the_number(page, monkeypatch):
    feet = []
    real = pdf._Sheet.footer
    monkeypatch.setattr(pdf._Sheet, "footer", lambda s: (feet.append(s.foot), real(s))[1])
    table = Table(activities="\n".join(f"Tâche {n}" for n in range(90)))
    made = papers.pdf(table.now, Party.PERSON)
    assert len(feet) == pages_of(made) >= 4
    assert set(feet) == {table.number}


def test_words_that_no_font_draws_and_long_ones_do_not_break_it(page):
    table = Table(title="😀" * 9 + "x" * 100, address="ل" * 110, activities="w" * 1500)
    assert papers.pdf(table.now, Party.PERSON).startswith(b"%PDF")


@pytest.mark.parametrize("party", ALL)
def test_every_party_has_the_paper_and_nothing_keeps_it(client, rows, party):
    table = Table(school=SCHOOL)
    table.sign(*ALL)
    here = at_home(client, table, party)
    answer = client.get(f"{here}agreement.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert table.number in answer.headers["Content-Disposition"]
    assert b"%PDF" in answer.data[:8]


def test_it_is_drawn_with_no_transaction_open(client, rows, monkeypatch):
    open_then = []
    real = papers.pdf
    monkeypatch.setattr(papers, "pdf", lambda *a: (open_then.append(writing()), real(*a))[1])
    table = Table()
    for party in EVERYONE:
        client.get(f"{at_home(client, table, party)}agreement.pdf")
    assert open_then == [False] * 3


def test_what_was_signed_does_not_change_with_the_words_of_the_portal(page, monkeypatch):
    table = Table()
    table.sign(Party.PERSON)
    monkeypatch.setitem(WORDS["fr"], "promise_free", "Autre chose.")
    said = [part.text for part in texts.parts(table.now, "fr")]
    assert "Autre chose." not in said
    assert wording.text_hash(table.now.text) == table.seat(Party.PERSON).text_hash
