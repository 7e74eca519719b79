"""What the papers of a kit look like: sizes, sides, words, codes; nothing is cut or overlaps."""

import itertools
import re
from dataclasses import replace

import pytest

from portal.core.placing import Placed
from portal.startups.papers import card, composition, facts, flyer, poster, status, vcard
from portal.startups.papers.facts import Facts
from portal.startups.states import PhotoState
from tests.factories import startups
from tests.startups import papers
from tests.startups.pictures import camera

LONG = "Coopérative Les Mains Solidaires de la Vallée du Bouregreg et d’Ailleurs"
WORD = "Anticonstitutionnellement" * 4
ARABIC = "تعاونية أيادي الأمل للخياطة والطرز التقليدي بالرباط وسلا وتمارة"


def one(**other) -> Facts:
    said = {
        "language": "fr",
        "name": "Atelier Baobab",
        "line": "Robes et sacs en wax, cousus à Salé",
        "form": "Coopérative",
        "place": "Salé",
        "address": "12, rue des Tisserands",
        "products": tuple((f"Sac en wax {n}", "120 – 350 MAD / pièce") for n in range(6)),
        "more": "et 6 autres sur notre page",
        "hours": (("Lundi – Vendredi", "9:00 – 13:00, 15:00 – 19:00"),),
        "phone": "06 61 23 45 67",
        "whatsapp": "+221 77 123 45 67",
        "supported": "Soutenu par Soleterre",
        "scan": "https://portail.example.ma/s/7K3M9QXH",
        "dial": "+212661234567",
        "dial_whatsapp": "+221771234567",
        "words": {"scan": "Scannez", "comma": ", ", "colon": " : ", "country": "Maroc"},
    }
    return Facts(**said | other)


CASES = {
    "plain": {},
    "nothing": {"products": (), "more": "", "hours": (), "whatsapp": "", "address": "", "line": ""},
    "long": {
        "name": LONG,
        "line": "Nettoyage de bureaux, d’immeubles, d’écoles, jardinage et petites réparations. "
        * 2,
        "address": "Immeuble Al Wahda, 3e étage, appartement 12, angle avenue Mohammed V",
        "products": tuple((f"{LONG} {n}", "1 250,50 – 12 600 MAD / m²") for n in range(6)),
        "hours": tuple((f"Jour {n}", f"{n}:00 – 13:00, 15:00 – 19:00") for n in range(7)),
    },
    "one word": {"name": WORD, "line": WORD, "address": WORD, "place": WORD, "supported": WORD},
    "arabic": {
        "name": ARABIC,
        "line": ARABIC,
        "products": tuple((ARABIC, "120 درهم / قطعة") for _ in range(6)),
    },
}
DRAWN = {
    "poster": lambda sides, photo: poster.draw(sides, photo),
    "flyer": lambda sides, photo: flyer.draw(sides, photo),
    "card": lambda sides, photo: card.draw(sides),
    "cards": lambda sides, photo: card.sheet(sides),
}
SIZES = {"poster": (210, 297), "flyer": (105, 148), "card": (85, 55), "cards": (210, 297)}
MOST = {"poster": 600_000, "flyer": 300_000, "card": 300_000, "cards": 300_000}
WIDE = 1.0  # millimetres of QR that a telephone wants for a square, at most


def sides(case: str) -> list[Facts]:
    return [one(language=language, **CASES[case]) for language in ("fr", "ar")]


@pytest.fixture
def boxes(monkeypatch):
    """Each line of text that is drawn: page, left, top, right, bottom, what it says."""
    drawn = []
    before = Placed._draw

    def watched(paper, block, line, x, y, width, side):
        long = paper.long(line, block.size, bold=block.bold)
        room = width - long
        left = paper.across(x + {"start": 0, "middle": room / 2, "end": room}[side], long)
        edges = (left, y, left + long, y + block.leading)
        drawn.append((paper.sheet.page_no(), *edges, line, (paper.width, paper.height), room))
        before(paper, block, line, x, y, width, side)

    monkeypatch.setattr(Placed, "_draw", watched)
    return drawn


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("photo", [None, camera(160, 120, 1, 85)], ids=["bare", "photo"])
def test_no_text_leaves_its_box_its_paper_or_lies_on_another(boxes, kind, case, photo):
    DRAWN[kind](sides(case), photo)
    assert boxes
    for _, left, top, right, bottom, line, (width, height), room in boxes:
        assert room > -0.01, line
        assert left >= 2, line
        assert right <= width - 2, line
        assert top >= 2, line
        assert bottom <= height - 2, line
    slack = 0.35  # millimetres: the white above and below the letters of a line
    for a, b in itertools.combinations(boxes, 2):
        across = min(a[3], b[3]) - max(a[1], b[1])
        down = min(a[4], b[4]) - max(a[2], b[2])
        assert a[0] != b[0] or across <= slack or down <= slack, (a[5], b[5], down)


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("name", ["Coopérative Fil d’Or", "Coopérative Argile", LONG, ARABIC])
def test_no_word_of_a_name_is_torn(boxes, kind, name):
    DRAWN[kind]([one(name=name, products=())], None)
    lines = " ".join(box[5] for box in boxes)
    assert name in lines


@pytest.mark.parametrize("kind", DRAWN)
def test_each_paper_has_its_size_two_sides_and_few_bytes(kind):
    made = DRAWN[kind](sides("plain"), camera(1600, 1200, 1, 85))
    assert papers.sizes(made) == [SIZES[kind], SIZES[kind]]
    assert len(made) <= MOST[kind]


@pytest.mark.parametrize("case", ["plain", "long"])
@pytest.mark.parametrize(("kind", "medium"), [("poster", "P"), ("flyer", "F"), ("card", "C")])
def test_the_code_on_each_side_leads_to_the_page_and_says_which_paper(kind, medium, case):
    made = DRAWN[kind](sides(case), None)
    for number in (0, 1):
        found = papers.codes(papers.picture(made, number))
        assert found == [f"HTTPS://PORTAIL.EXAMPLE.MA/S/7K3M9QXH/{medium}"]


def test_a_sheet_of_cards_has_ten_that_can_each_be_scanned():
    found = papers.codes(papers.picture(card.sheet(sides("plain"))))
    assert found == ["HTTPS://PORTAIL.EXAMPLE.MA/S/7K3M9QXH/C"] * 10


def test_a_code_of_a_portal_in_a_folder_keeps_its_letters():
    assert (
        one(scan="https://a.ma/portail/s/7K3M9QXH").qr("p") == "https://a.ma/portail/s/7K3M9QXH/p"
    )


def test_the_code_on_a_poster_is_large_enough_for_an_arm_s_length():
    assert composition.QR >= 25
    assert composition.QR * flyer.SHAPE.scale >= 25


def test_what_stands_on_a_poster_can_be_searched():
    said = papers.text(poster.draw(sides("plain"), None))
    for words in ("Atelier Baobab", "06 61 23 45 67", "Sac en wax 5", "et 6 autres", "Soleterre"):
        assert words in said


@pytest.mark.parametrize("case", CASES)
def test_the_picture_for_whatsapp_has_its_size_in_few_bytes(case):
    for side, photo in itertools.product(sides(case), (None, camera(800, 600, 1, 85))):
        made = status.draw(side, photo)
        assert papers.opened(made).size == (1080, 1920)
        assert papers.opened(made).format == "JPEG"
        assert len(made) < 150_000


def test_an_emoji_leaves_no_empty_box():
    with_one = poster.draw([one(name="Atelier 🧵 Baobab")], None)
    assert papers.text(with_one) == papers.text(poster.draw([one()], None))


def test_facts_are_in_the_language_asked_for_and_else_in_the_one_there_is(rows):
    page = startups.startup(
        line={"fr": "Robes", "ar": "فساتين"},
        products=[
            startups.product(name={"fr": "Sac en wax"}),
            startups.product(name={"ar": "قميص"}),
        ],
    )
    french, arabic = facts.kit(page)
    assert (french.line, arabic.line) == ("Robes", "فساتين")
    assert [name for name, _ in arabic.products] == ["Sac en wax", "قميص"]
    assert [name for name, _ in french.products] == ["Sac en wax", "قميص"]
    assert arabic.place == "سلا"


def test_six_products_stand_on_a_paper_and_how_many_more_there_are(rows):
    page = startups.startup(products=[startups.product() for _ in range(12)])
    french = facts.facts(page, "fr")
    assert len(french.products) == 6
    assert "6" in french.more
    assert facts.facts(startups.startup(), "fr").more == ""


def test_a_photo_that_the_team_left_or_has_not_seen_is_on_no_paper(rows):
    left = startups.photo(state=PhotoState.LEFT)
    waits = startups.photo(state=PhotoState.TO_CHECK, place=1)
    taken = startups.photo(place=2)
    assert facts.facts(startups.startup(photos=[left, waits, taken]), "fr").photo == taken.token
    left = startups.photo(state=PhotoState.LEFT)
    assert facts.facts(startups.startup(photos=[left]), "fr").photo == ""


def test_days_on_which_it_is_closed_need_no_words(rows):
    said = facts.facts(startups.startup(hours={"mon": [["09:00", "13:00"]], "tue": []}), "fr").hours
    assert [when for _, when in said] == ["9:00 – 13:00"]


def read(contact: bytes) -> list[tuple[str, str]]:
    """A strict reader of vCard 3.0: (name with its parameters, value), unfolded and unescaped."""
    assert contact.endswith(b"\r\n")
    assert b"\n" not in contact.replace(b"\r\n", b"")
    lines = contact.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no letter is torn
    whole = b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n")
    pairs = [re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[\w,]+)*):(.*)", line) for line in whole]
    assert all(pairs), whole
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD")
    return [(pair[1], pair[2]) for pair in pairs]


def plain(value: str) -> str:
    """An escaped value as it is meant."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\\(?![\\,;n])", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_a_contact_holds_all_that_a_telephone_wants():
    card_ = dict(read(vcard.draw(one())))
    assert card_["FN"] == card_["ORG"] == "Atelier Baobab"
    assert card_["N"] == "Atelier Baobab;;;;"
    assert card_["TEL;TYPE=WORK,VOICE,PREF"] == "+212661234567"
    assert card_["TEL;TYPE=CELL"] == "+221771234567"
    assert card_["URL"] == "https://portail.example.ma/s/7K3M9QXH"
    assert card_["ADR;TYPE=WORK"] == ";;12\\, rue des Tisserands;Salé;;;Maroc"


@pytest.mark.parametrize(
    "name",
    [
        "A; B, C \\ D: E",
        "Deux\nlignes\r\nEND:VCARD",
        "\\n n’est pas une ligne",
        ARABIC * 5,
        "é" * 200,
    ],
)
def test_whatever_a_name_holds_the_contact_stays_one_contact(name):
    said = read(vcard.draw(one(name=name, line=name)))
    names = [field for field, _ in said]
    assert names.count("END") == names.count("FN") == 1
    assert plain(dict(said)["FN"]) == "\n".join(part.strip() for part in name.splitlines())


def test_another_wording_has_another_digest():
    assert facts.digest([one()]) == facts.digest([one()])
    assert facts.digest([one()]) != facts.digest([replace(one(), line="Autre")])
