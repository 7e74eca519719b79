"""Tables as people make them: every encoding, every mishap; and nothing runs on the way out."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from portal.core import tables
from portal.core.errors import Refused

LINES = "Nom;Téléphone\nAïcha Ñandú;0612345678\n"


def xlsx(*lines, sheets=()):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for name in sheets:
        book.create_sheet(name).append(["later"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content, **parts):
    """An XLSX file with some of its parts written anew."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/")[-1].split(".")[0], old.read(name)))
    return file.getvalue()


def cells(content):
    return [row for _, row in tables.read(content)]


def assert_read_or_refused(content):
    with suppress(Refused):
        assert tables.read(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(encoding):
    assert cells(LINES.encode(encoding))[1] == ["Aïcha Ñandú", "0612345678"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_arabic_is_read_in_every_usual_encoding(encoding):
    assert cells("الاسم;المدينة\nعائشة;طنجة\n".encode(encoding)) == [
        ["الاسم", "المدينة"],
        ["عائشة", "طنجة"],
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_comma_semicolon_and_tab_part_the_columns(delimiter, end):
    text = f"Nom{delimiter}Ville{end}Ali{delimiter}Rabat{end}"
    assert cells(text.encode()) == [["Nom", "Ville"], ["Ali", "Rabat"]]


def test_commas_inside_cells_do_not_win_over_semicolons():
    text = "Liste, provisoire;;\nNom;Ville;Note\nAli;Rabat;bon, sérieux, libre\n"
    assert cells(text.encode())[1] == ["Nom", "Ville", "Note"]


def test_quotes_keep_what_they_hold_together():
    text = 'Nom,Ville\n"Diallo, Awa","Rabat\nAgdal"\n"dit ""Le Grand""",Salé\n'
    assert tables.read(text.encode())[1:] == [
        (2, ["Diallo, Awa", "Rabat Agdal"]),
        (3, ['dit "Le Grand"', "Salé"]),
    ]


def test_a_quote_that_is_never_closed_swallows_nobody():
    text = 'Nom;Ville\n"Ali;Rabat\nAwa;Salé\nBa;Fès\n'
    assert cells(text.encode())[1:] == [["Ali", "Rabat"], ["Awa", "Salé"], ["Ba", "Fès"]]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    assert [number for number, _ in tables.read(b"Nom\n\nAli\n;;\nAwa\n")] == [1, 3, 5]
    assert [n for n, _ in tables.read(xlsx(["Nom"], [], ["Ali"], [None], ["Awa"]))] == [1, 3, 5]


def test_excel_cells_are_read_as_a_person_would_write_them():
    half_past_nine = datetime.fromisoformat("2026-12-11T09:30")
    values = [612345678, 6.12345678e8, 212612345678.0, 1.5, date(2026, 12, 11), half_past_nine]
    values += [None, " a  b ", True]
    assert cells(xlsx(values))[0] == [
        *("612345678", "612345678", "212612345678", "1.5", "2026-12-11"),
        *("2026-12-11 09:30", "", "a b", "True"),
    ]


def test_the_first_sheet_that_holds_something_counts():
    assert cells(xlsx(sheets=["Suite"])) == [["later"]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("612345678.0", "612345678"),
        ("6.12345678E8", "612345678"),
        ("6.1234567E+8", "612345670"),
        ("2,12612345678E+11", "212612345678"),
        ("6.12346E+08", "6.12346E+08"),  # the last digits are lost: nobody may guess them
        ("6.12345678E80", "6.12345678E80"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("1.5", "1.5"),
    ],
)
def test_a_number_that_went_through_a_spreadsheet_is_found_again(typed, meant):
    assert tables.whole_number(typed) == meant


def test_a_nul_byte_is_left_out():
    assert cells(b"Nom;Ville\nAwa\x00 Diallo;Rabat et ses environs\n")[1][0] == "Awa Diallo"


def test_an_endless_cell_is_cut():
    text = "Nom\n" + "x" * 100_000 + "\nAli\n"
    assert [len(row[0]) for row in cells(text.encode())] == [3, tables.LONGEST_CELL, 3]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "list_empty"),
        (b" \r\n;;;\r\n", "list_empty"),
        (xlsx(), "list_empty"),
        (b"x" * (tables.MOST_BYTES + 1), "list_big"),
        (b"Nom\n" + b"Ali\n" * 5001, "list_long"),
        (b"Nom\n" + b"x" * 200_000, "list_unreadable"),
        (bytes(range(256)) * 20, "list_unreadable"),
        (b"%PDF-1.7\n" + bytes(range(32)) * 90, "list_unreadable"),
        (b"PK\x03\x04 but no zip", "list_unreadable"),
        (xlsx(["Nom"])[:-900], "list_unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "list_unreadable"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "list_locked",
        ),
        (repacked(xlsx(["Nom"]), sheet1="<worksheet><oops>"), "list_unreadable"),
        (repacked(xlsx(["Nom"]), sheet1=b" " * (tables.MOST_UNPACKED + 1)), "list_big"),
    ],
    ids=range(14),
)
def test_what_is_no_list_is_refused_with_a_reason(content, code):
    with pytest.raises(Refused, match=code) as refusal:
        tables.read(content)
    assert refusal.value.field == "file"


def test_entities_that_multiply_are_not_opened():
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 50}">' for i in range(9))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet>&l9;</worksheet>'
    )
    for text in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(Refused, match="list_unreadable"):
            tables.read(repacked(xlsx(["Nom"]), sheet1=text))


def test_exactly_five_thousand_people_are_taken():
    assert len(tables.read(b"Nom\n" + b"Ali\n" * 5000)) == 5001


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_whatever_raise_anything_but_a_refusal(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"Nom;Ville\n"):
        assert_read_or_refused(start + content)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=40))
def test_a_damaged_excel_file_is_read_or_refused(place, damage):
    whole = xlsx(["Nom", "Ville"], ["Ali", "Rabat"])
    assert_read_or_refused(whole[:place] + damage + whole[place + len(damage) :])


HARMFUL = [
    "=1+1",
    "+212",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    " =1",
    "＝1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_that_is_written_can_act_as_a_formula(kind):
    content = tables.write(kind, ["=Header"], [[text] for text in HARMFUL])
    if kind == "csv":
        lines = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}
        lines = [row[0].value for row in sheet.rows]
    assert len(lines) == 1 + len(HARMFUL)
    assert all(line.startswith("'") for line in lines)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_written_is_read_again(kind):
    rows = [["Nom", "Ville"], ['=Ali; "x", y', "طنجة"], ["06 12 34 56 78", "2026-12-11 09:00"]]
    assert cells(tables.write(kind, rows[0], rows[1:])) == rows


def test_csv_opens_with_a_double_click_in_french_excel():
    content = tables.write("csv", ["Nom", "Ville"], [["Aïcha", "Salé"]])
    assert content == b"\xef\xbb\xbf" + "Nom;Ville\r\nAïcha;Salé\r\n".encode()


def test_an_arabic_sheet_runs_from_right_to_left():
    for mirrored in (True, False):
        content = tables.write("xlsx", ["الاسم"], [], right_to_left=mirrored)
        sheet = load_workbook(io.BytesIO(content)).active
        assert bool(sheet.sheet_view.rightToLeft) is mirrored
