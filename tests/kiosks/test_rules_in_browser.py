"""In Chromium a kiosk decides as the server does: the table, and thousands of cases at random."""

import json
import random

import pytest

from portal.core import codes
from portal.kiosks import rules
from portal.kiosks.states import Verdict
from portal.settings import ROOT
from tests.browser.phones import chromium
from tests.kiosks import cases
from tests.kiosks.guesses import LOOKED_ALIKE, guesses

pytestmark = pytest.mark.browser
FILES = ROOT / "static" / "js" / "kiosk"
DECIDE = """({point, entry, seen, at, way, fresh}) => {
  const {verdict, session, since} = kiosk.rules.decide(point, entry, seen, at, way, fresh);
  return [verdict, session, since];
}"""


@pytest.fixture(scope="module")
def page():
    """An empty page with the two files that need nothing else."""
    with chromium() as browser:
        page = browser.new_page()
        for name in ("codes.js", "rules.js"):
            page.add_script_tag(path=FILES / name)
        yield page


def on_kiosk(page, function: str, asked: list) -> list:
    """What `function` says of each; as one text, which is much faster than as values."""
    answers = f"text => JSON.stringify(JSON.parse(text).map({function}))"
    return json.loads(page.evaluate(answers, json.dumps(asked)))


def test_the_table_of_cases_holds_on_a_kiosk(page):
    table = cases.TABLE["cases"]
    found = on_kiosk(page, DECIDE, [cases.question(case) for case in table])
    wrong = {
        case["case"]: answer
        for case, answer in zip(table, found, strict=True)
        if answer != cases.answer(case)
    }
    assert wrong == {}


def test_thousands_of_cases_at_random_are_decided_alike(page):
    asked = cases.drawn(20_000, seed=22)
    found = on_kiosk(page, DECIDE, asked)
    pairs = zip(asked, found, strict=True)
    assert [one for one, answer in pairs if cases.decided(one) != answer] == []


def test_a_day_is_the_same_day_on_a_kiosk(page):
    asked = [[one["point"], one["at"]] for one in cases.drawn(5000, seed=4)]
    asked += [[p, at // rules.DAY * rules.DAY + edge] for p, at in asked for edge in (-1, 0, 1)]
    found = on_kiosk(page, "([point, at]) => kiosk.rules.dayOf(point, at)", asked)
    assert found == [rules.day_of(cases.rules_of(point), at) for point, at in asked]


def test_a_verdict_has_the_same_light_on_a_kiosk(page):
    told = "verdict => [kiosk.rules.light(verdict), kiosk.rules.letIn(verdict)]"
    assert on_kiosk(page, told, list(Verdict)) == [
        [rules.light(verdict), verdict in rules.LET_IN] for verdict in Verdict
    ]


def test_codes_are_read_alike(page):
    texts = list(guesses([codes.new() for _ in range(200)], 20_000, random.Random(3)))
    texts += ["", "-", " ", "ABCD-EFGH", "７K3M9QXH", *LOOKED_ALIKE]
    found = on_kiosk(page, "text => kiosk.codes.read(text)", texts)
    assert found == [codes.read(text) for text in texts]
    assert any(found)
    assert page.evaluate("kiosk.codes.shown('7K3M9QXH')") == codes.shown("7K3M9QXH")


def test_codes_that_a_kiosk_makes_are_codes_of_its_own_range(page):
    prefix = codes.device_range(345)
    made = page.evaluate(
        "prefix => Array.from({length: 2000}, () => kiosk.codes.make(prefix))", prefix
    )
    assert all(codes.read(code) == code and code.startswith(prefix) for code in made)
    assert len(set(made)) > 1990  # four random characters: a million
    free = page.evaluate("Array.from({length: 2000}, () => kiosk.codes.make())")
    assert all(codes.read(code) == code for code in free)
    assert not [code for code in free if code[0] == codes.DEVICES or code[:4].isdigit()]
