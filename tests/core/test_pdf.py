"""Papers in Latin and Arabic letters."""

import pytest
from fontTools.ttLib import TTFont

from portal.core import pdf
from portal.core.pdf import Paper


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("text", ["Œuvre à Fès, 12 €", "ŋ ñ ɓ ɗ ƴ ɲ ɛ ɔ", "خيّاطة بالرباط، گ ڤ ڭ ؟"])
def test_the_font_has_the_letters_that_people_write(weight, text):
    with TTFont(pdf.FONTS / f"{pdf.FAMILY}-{weight}.ttf") as font:
        assert {ord(letter) for letter in text} - font.getBestCmap().keys() == set()


def test_what_no_font_draws_is_left_out_and_nothing_turns_the_text_round():
    assert pdf.drawable("Bravo 😀 \u202eabc\u202c") == "Bravo  abc"


@pytest.mark.parametrize("number", ["06 12 34 56 78", "2026-0001", "12/02/2027", "+212 6 12"])
def test_numbers_keep_their_order_among_arabic_words(number):
    assert pdf.kept_together(f"رقم {number} هنا") == f"رقم \u200e{number}\u200e هنا"


def test_a_long_paper_goes_on_overleaf_and_a_short_one_does_not():
    short, long = Paper("fr", "Court"), Paper("ar", "طويل")
    short.facts([("Téléphone", "06 12 34 56 78"), ("Ville", "")])
    for _ in range(60):
        long.paragraph("هذا نص طويل " * 12)
    assert (short.pages, long.pages > 1) == (1, True)
    assert short.bytes()[:5] == long.bytes()[:5] == b"%PDF-"


def test_the_same_paper_is_the_same_bytes():
    def made():
        paper = Paper("fr", "Titre")
        paper.items(["Couture", "Cuisine"])
        return paper.bytes()

    assert made() == made()
