"""A scanner that types is understood whatever keyboard the computer takes it for."""

import pytest

from portal.core import codes
from portal.settings import ROOT
from tests.browser.phones import chromium

pytestmark = pytest.mark.browser

CODE = "7K3M9QX" + codes.check_character("7K3M9QX")
PAGE = "<input id=name><button>OK</button>"
FRENCH = dict(zip("0123456789", "à&é\"'(-è_ç", strict=True)) | {
    "A": "Q",
    "Q": "A",
    "Z": "W",
    "W": "Z",
    "M": "?",
    "-": ")",
}
ARABIC = dict(zip("QWERTYUIOPASDFGHJKZXCVNM", "ضصثقفغعهخحشسيبلاتنئءؤرىة", strict=True)) | {
    **dict(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True)),
    "B": "لا",
}
# A French computer whose Caps Lock is on: digits are digits, letters are not where they were.
FRENCH_LETTERS = {"A": "Q", "Q": "A", "Z": "W", "W": "Z"}
# Presses keys as a scanner does, `pause` milliseconds one after the other, or `pause[i]` before the
# key i; `target` may be a field.
PRESS = """async ([keys, pause, target]) => {
  const place = target ? document.querySelector(target) : document.body;
  const heard = [];
  for (const [i, [key, code]] of keys.entries()) {
    const wait = Array.isArray(pause) ? pause[i] : pause;
    if (wait) await new Promise((done) => setTimeout(done, wait));
    const options = { key, code, bubbles: true, cancelable: true };
    heard.push(place.dispatchEvent(new KeyboardEvent("keydown", options)));
  }
  await new Promise((done) => setTimeout(done, 200));
  return heard;
}"""
LISTEN = "() => { window.given = []; window.stop = kiosk.wedge.listen((text) => given.push(text)) }"


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser):
    tab = browser.new_page()
    tab.set_content(PAGE)
    for part in ("codes", "wedge"):
        tab.add_script_tag(path=ROOT / f"static/js/kiosk/{part}.js")
    yield tab
    tab.close()


@pytest.fixture
def scan(tab):
    """Presses keys and gives what the page was told; listens anew each time."""

    def scan(keys, pause=0, target=""):
        scan.passed = tab.evaluate(PRESS, [keys, pause, target])
        return tab.evaluate("given.splice(0)")

    tab.evaluate(LISTEN)
    return scan


def physical(character):
    """The key on an American keyboard, where scanners press it."""
    if character.isdigit():
        return f"Digit{character}"
    named = {"-": "Minus", "]": "BracketRight", "\x02": "", "*": "Digit8"}
    return named.get(character, f"Key{character.upper()}")


def keys(text, layout=None, end="Enter"):
    """What the browser sees when a scanner types `text` on a computer with that layout."""
    seen = [[(layout or {}).get(each, each), physical(each)] for each in text]
    return seen + ([[end, end]] if end else [])


@pytest.mark.parametrize("end", ["Enter", "Tab", ""])
@pytest.mark.parametrize("layout", [None, FRENCH, ARABIC], ids=["american", "french", "arabic"])
def test_a_scan_is_told_once_whatever_the_layout_and_the_end(scan, layout, end):
    (text,) = scan(keys(CODE, layout, end))
    assert codes.read(text) == CODE


@pytest.mark.parametrize("typed", [CODE.lower(), codes.shown(CODE), f"]Q1{CODE}", f"*{CODE}*"])
def test_small_letters_dashes_prefixes_and_suffixes_do_not_matter(scan, typed):
    (text,) = scan(keys(typed))
    assert codes.read(text) == CODE


def test_a_scanner_that_was_set_to_french_is_understood_too(scan):
    """It presses the keys where French keyboards have them: what the computer says is right."""
    there = {"Q": "KeyA", "A": "KeyQ", "Z": "KeyW", "W": "KeyZ", "M": "Semicolon"}
    pressed = [[each, there.get(each, physical(each))] for each in CODE]
    (text,) = scan([*pressed, ["Enter", "Enter"]])
    assert codes.read(text) == CODE


def bodies():
    return (f"{a}{b}{c}AW25" for a in codes.ALPHABET for b in codes.ALPHABET for c in "AQZW")


def is_twofold(body):
    whole = body + codes.check_character(body)
    other = whole.translate(str.maketrans(FRENCH_LETTERS))
    return other != whole and codes.read(other) is not None


def test_a_code_that_could_be_read_both_ways_is_read_as_the_scans_before(scan):
    both = next(body + codes.check_character(body) for body in bodies() if is_twofold(body))
    pressed = keys(both, FRENCH_LETTERS)
    assert scan(pressed) == [""], "nobody knows yet which one it is"
    scan(keys(CODE, FRENCH))
    assert scan(pressed) == [both]


def test_what_is_no_badge_is_told_as_it_was_typed(scan):
    assert scan(keys("6111234567890")) == ["6111234567890"]


def test_the_second_key_may_come_late_where_page_or_scanner_slept(scan):
    assert scan(keys(CODE), pause=[0, 200, *[0] * len(CODE)]) == [CODE]


def test_two_scans_are_two(scan):
    other = "0123456" + codes.check_character("0123456")
    first, second = scan([*keys(CODE), *keys(other)])
    assert (codes.read(first), codes.read(second)) == (CODE, other)


def test_a_person_who_types_is_left_alone(scan):
    assert scan(keys(CODE), pause=70) == []
    assert all(scan.passed)


def test_a_field_keeps_what_is_typed_into_it(scan):
    assert scan(keys(CODE), target="#name") == []
    assert all(scan.passed)


def test_the_enter_of_a_scanner_presses_no_button(scan):
    scan(keys(CODE))
    assert scan.passed[-1] is False
    scan([["Enter", "Enter"]])
    assert scan.passed == [True]


def test_a_key_that_is_held_down_is_no_scan(scan, tab):
    tab.evaluate(
        """() => { for (let i = 0; i < 12; i++) document.body.dispatchEvent(new KeyboardEvent(
        "keydown", { key: "A", code: "KeyA", bubbles: true, repeat: i > 0 })) }"""
    )
    assert scan([]) == []


def test_after_stopping_nothing_is_told(scan, tab):
    tab.evaluate("stop()")
    assert scan(keys(CODE)) == []
