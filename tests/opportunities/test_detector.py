"""What the moderator's attention is drawn to, in four languages; and what it is not drawn to."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.opportunities import labels
from portal.opportunities.operations import posting
from portal.opportunities.rules import detector, pay
from portal.opportunities.states import Kind, PayPeriod
from tests.factories.people import opportunity
from tests.opportunities.detector_texts import INNOCENT, SUSPECT


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in SUSPECT.items() for text in texts]
)
def test_it_is_found(code, text):
    assert code in detector.codes(detector.found_in({"about": text}))


@pytest.mark.parametrize("text", INNOCENT)
def test_nothing_is_found_in_an_honest_opening(text):
    found = detector.found_in({"about": text})
    assert [(one.code, text[one.start : one.end]) for one in found] == []


def test_the_place_is_that_of_the_words_as_they_were_written():
    text = "Très bien. Appelez le 06.61.23.45.67, merci."
    (one,) = detector.found_in({"about": text})
    assert text[one.start : one.end] == "06.61.23.45.67"
    pieces = detector.pieces(text, [one])
    assert pieces == [
        ("Très bien. Appelez le ", False),
        ("06.61.23.45.67", True),
        (", merci.", False),
    ]


def test_codes_are_listed_once_and_always_in_the_same_order():
    text = "Passeport, caution, 0661234567, passeport, 0662345678"
    assert detector.codes(detector.found_in({"b": text, "a": text})) == ["phone", "money", "papers"]


@given(text=st.text(max_size=400))
@settings(deadline=None, max_examples=300)
def test_whatever_is_typed_is_cut_into_pieces_that_make_it_whole_again(text):
    found = detector.found_in({"about": text})
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert "".join(piece for piece, _ in detector.pieces(text, found)) == text


@given(digits=st.text("0123456789٠١٢٣٤٥٦٧٨٩ .-/+()h:o", max_size=300))
@settings(deadline=2000, max_examples=200)
def test_digits_without_end_are_read_in_no_time(digits):
    detector.found_in({"about": digits})


@given(
    number=st.from_regex(r"0[67][0-9]{8}", fullmatch=True),
    gaps=st.lists(st.sampled_from(["", " ", ".", "-", " . "]), min_size=9, max_size=9),
)
@settings(deadline=None)
def test_a_mobile_number_is_found_however_it_is_spaced(number, gaps):
    text = number[0] + "".join(gap + digit for gap, digit in zip(gaps, number[1:], strict=True))
    assume(not re.search(r"\d[.-]\d+[.-]20\d\d|20\d\d[.-]\d+[.-]\d", text))  # read as a day
    assume(not re.search(r"\d\.\d\d-\d+\.\d\d", text))  # read as the hours of a day
    assert "phone" in detector.codes(detector.found_in({"about": f"Appelez {text} vite"}))


@pytest.mark.parametrize("text", ["060 0.0.2000 0", "0 6 1 2 3 4 5 6 7 8", "06.12.34.56.78"])
def test_a_number_that_looks_a_little_like_a_day_is_found(text):
    assert "phone" in detector.codes(detector.found_in({"about": f"Appelez {text} vite"}))


@pytest.mark.parametrize("low", range(2000, 12000, 500))
@pytest.mark.parametrize("between", [" – ", "-", " à ", "/", " a "])
def test_no_wage_is_a_phone_number(low, between):
    for high in range(low, 14000, 500):
        for one, other in ((f"{low}", f"{high}"), (f"{low:,}", f"{high:,}")):
            text = f"{one}{between}{other} dirhams".replace(",", " ")
            assert detector.found_in({"about": text}) == [], text


@pytest.mark.parametrize(
    ("kind", "amount", "period", "weeks", "is_it"),
    [
        (Kind.INTERNSHIP, 3000, PayPeriod.MONTH, None, False),
        (Kind.INTERNSHIP, 9000, PayPeriod.MONTH, None, True),
        (Kind.FIXED_TERM, 9000, PayPeriod.MONTH, None, False),
        (Kind.PERMANENT, 30_000, PayPeriod.MONTH, None, True),
        (Kind.DAILY, 150, PayPeriod.DAY, None, False),
        (Kind.DAILY, 2000, PayPeriod.DAY, None, True),
        (Kind.DAILY, 18, PayPeriod.HOUR, None, False),
        (Kind.DAILY, 500, PayPeriod.HOUR, None, True),
        (Kind.TRAINING, 20_000, PayPeriod.TOTAL, 26, False),
        (Kind.TRAINING, 20_000, PayPeriod.TOTAL, None, True),
        (Kind.FIXED_TERM, 1000, PayPeriod.WEEK, None, False),
        (Kind.FIXED_TERM, None, PayPeriod.MONTH, None, False),
    ],
)
def test_pay_that_nobody_pays_is_noticed(kind, amount, period, weeks, is_it):
    assert pay.too_good(kind, amount, period, weeks) is is_it


def test_every_code_has_its_words():
    assert set(labels.FLAGS) == set(labels.WARNINGS) == set(detector.CODES)


def test_every_free_text_of_an_opening_is_looked_at(rows):
    for name in posting.FREE_TEXTS:
        listed = name in {"skills", "skills_wished"}
        one = opportunity(**{name: ["0661234567"] if listed else "0661234567"})
        assert [found.field for found in posting.found_in(one)] == [name]
