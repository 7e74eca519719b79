"""What people type finds their trade, offline; the catalogue is whole."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli import main
from portal.reference import catalogue, trades

WORDS = Path(__file__).with_name("typed_words.tsv")
SCRIPTS = {"ar": r"[\u0600-\u06ff]", "darija_ar": r"[\u0600-\u06ff]"}


@pytest.fixture(autouse=True)
def ours_alone():
    trades.keep_in(None)
    yield
    trades.keep_in(None)


@pytest.fixture(scope="module")
def shipped():
    return catalogue.trades()


def kind_of(name):
    """The words of a code in any order, without their endings."""
    return frozenset(word.removesuffix("s").removesuffix("ing") for word in name.split("-"))


def groups(text, language="fr"):
    return [one.isco for one in trades.find(text, language).trades]


def test_the_catalogue_has_several_hundred_trades_each_once(shipped):
    assert len(shipped) > 500
    assert [code for code, count in Counter(t.code for t in shipped).items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", trade.code) for trade in shipped)


def test_each_trade_has_words_in_every_language_in_its_own_script(shipped):
    for trade in shipped:
        for language in catalogue.LANGUAGES:
            names = trade.names[language]
            assert names, (trade.code, language)
            assert len(set(names)) == len(names), (trade.code, language)
            arabic = language in SCRIPTS
            assert bool(re.search(r"[\u0600-\u06ff]", names[0])) == arabic, (trade.code, language)


def test_no_two_trades_are_shown_under_one_name(shipped):
    for language in ("fr", "ar", "en", "es"):
        shown = Counter(trade.names[language][0] for trade in shipped)
        assert [name for name, count in shown.items() if count > 1] == []


def test_each_trade_stands_in_a_unit_group_and_names_skills_that_there_are(shipped):
    known = {group.isco for group in catalogue.groups()}
    skills = catalogue.skills()
    assert len(known) == 436
    for trade in shipped:
        assert trade.isco in known, trade.code
        assert trade.essential <= set(trade.skills) <= set(skills), trade.code
        assert trade.essential, trade.code


def test_a_skill_stands_once_and_is_used(shipped):
    skills = catalogue.skills()
    for language in ("fr", "ar", "en", "es"):
        shown = Counter(names[language][0] for names in skills.values())
        assert [name for name, count in shown.items() if count > 1] == []
    assert [kind for kind, count in Counter(map(kind_of, skills)).items() if count > 1] == []
    assert set(skills) == {skill for trade in shipped for skill in trade.skills}


def test_studying_learning_and_keeping_house_are_no_trades_to_be_hired_for(shipped):
    idle = {trade.code for trade in shipped if trade.code in trades.NO_WORK}
    assert idle == {"apprentice", "homemaker", "student"}


def typed_words():
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], set(row["isco"].split(",")), row["page"]) for row in rows]


@pytest.mark.parametrize(("text", "right", "page"), typed_words())
def test_what_people_type_finds_its_trade_among_the_first_five(text, right, page):
    found = trades.find(text, page).trades
    assert right & {one.isco for one in found}
    assert len(found) <= trades.MOST


def test_nineteen_of_twenty_typed_words_find_their_trade_first():
    first = [groups(text, page)[0] in right for text, right, page in typed_words()]
    assert sum(first) >= 0.95 * len(first) > 70


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maçon", "MACON"),
        ("peintre en bâtiment", "batiment peintre en"),
        ("حلاّق", "حلاق"),
        ("électricien", "electricienne"),
        ("je cherche un travail de plombier", "plombier"),
    ],
)
def test_accents_order_gender_and_small_talk_do_not_matter(one, other):
    assert groups(one)[0] == groups(other)[0]


@pytest.mark.parametrize("text", ["asdfgh", "", "   ", "12345", "bonjour", "؟؟؟"])
def test_what_names_no_trade_is_not_sure(text):
    assert not trades.find(text).sure


def test_a_plain_answer_is_sure_and_the_same_each_time():
    first = trades.find("couturière")
    assert first.sure
    assert first == trades.find("couturière")


def test_a_trade_of_ours_stands_in_the_place_of_its_like_in_esco():
    ours = catalogue.Trade("mason", "7112", catalogue.Source.PORTAL, {})
    theirs = catalogue.Trade("esco-1", "7112", catalogue.Source.ESCO, {})
    other = catalogue.Trade("stonemason", "7113", catalogue.Source.PORTAL, {})
    ranked = [(theirs, 1.0), (other, 0.95), (ours, 0.92)]
    assert trades._without_doubles(ranked) == [(ours, 1.0), (other, 0.95)]
    assert trades._without_doubles([(theirs, 1.0), (ours, 0.5)]) == [(theirs, 1.0), (ours, 0.5)]


def test_names_follow_the_language_of_the_page():
    for language in ("fr", "ar", "en", "es"):
        (best, *_) = trades.find("tailor", language).trades
        assert best.label in trades.labels(best.code, language)
    assert trades.labels("no-such-trade", "fr") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(text):
    found = trades.find(text)
    assert len(found.trades) <= trades.MOST
    assert all(0 <= one.score <= 1 for one in found.trades)


ESCO = """conceptUri,preferredLabel,altLabels,status,iscoGroup,description
http://data.europa.eu/esco/occupation/aa-1,gravity surveyor,"gravity reader
weigher of hills",released,2114,Measures how strongly hills pull.
http://data.europa.eu/esco/occupation/aa-2,cloud sweeper,,released,9613,Sweeps.
"""


def run(tmp_path, monkeypatch, *words):
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    return CliRunner().invoke(main, ["trades", *words])


def test_an_import_adds_occupations_and_the_same_file_again_changes_nothing(tmp_path, monkeypatch):
    file = tmp_path / "occupations_en_v1.2.csv"
    file.write_text(ESCO, encoding="utf-8")
    first = run(tmp_path, monkeypatch, "import", str(file))
    assert first.exit_code == 0, first.output
    assert "CC BY 4.0" in first.output
    kept = (tmp_path / "trades/esco.json.gz").read_bytes()
    second = run(tmp_path, monkeypatch, "import", str(file))
    assert "Nothing new" in second.output
    assert (tmp_path / "trades/esco.json.gz").read_bytes() == kept
    trades.keep_in(tmp_path)
    assert groups("weigher of hills", "en")[0] == "2114"


def test_a_file_that_is_not_esco_s_is_refused_with_a_sentence(tmp_path, monkeypatch):
    wrong = tmp_path / "occupations_fr.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    answer = run(tmp_path, monkeypatch, "import", str(wrong))
    assert answer.exit_code == 1
    assert "has no columns" in answer.output
    assert not (tmp_path / "trades").exists()


def test_the_command_prints_what_a_text_finds(tmp_path, monkeypatch):
    answer = run(tmp_path, monkeypatch, "find", "macon")
    assert "7112" in answer.output
    assert "Not sure" in run(tmp_path, monkeypatch, "find", "asdfgh").output
