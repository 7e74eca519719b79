"""Tables in files: read CSV and Excel as people make them, write both so that nothing in them runs.

Nothing here knows what a column means. A file that can't be read raises Refused, field "file".
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from portal.core.errors import Refused
from portal.core.tidying import tidy

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 16 * 1024 * 1024  # of an Excel file: 5,000 rows of 20 columns need half of it
MOST_ROWS = 5_000  # that say something, below the header
MOST_LINES = 20_000  # looked at: LibreOffice may write empty rows down to the 1,048,576th
MOST_COLUMNS = 100
LONGEST_CELL = 1_000  # the rest is cut off: longer than any answer may be, so it is still noticed
UNREADABLE_SHARE = 0.05  # of characters that no text has: above, the file is no text

FORMULA = (
    "=+-@＝＋－＠"  # what makes Excel or LibreOffice run a cell (NUL, TAB and CR are tidied away)
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# No French or Spanish word has three accented letters in a row, nearly every Arabic one has.
_ARABIC_BYTES = re.compile(rb"[\xc0-\xff]{3}")
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # Excel before 2007, or any with a password
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
# 6.12345678E8: a phone number that passed through a spreadsheet. Excel itself writes six digits
# at most this way (6.12346E+08), which are not the whole number any more.
_EXPONENT = re.compile(r"(\d)[.,](\d{7,14})E\+?(\d{1,2})", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)[.,]0+")

Row = tuple[int, list[str]]  # its number as a spreadsheet shows it, its cells


def read(content: bytes) -> list[Row]:
    """The rows of a CSV or XLSX file that say something.

    Raises Refused with list_big, list_long, list_empty, list_locked or list_unreadable.
    """
    if len(content) > MOST_BYTES:
        raise Refused("list_big", "file")
    if content.startswith(_COMPOUND_FILE):
        if _PASSWORD in content:
            raise Refused("list_locked", "file")
        raise Refused("list_unreadable", "file")
    rows = _read_xlsx(content) if content.startswith(b"PK") else _read_csv(content)
    if not rows:
        raise Refused("list_empty", "file")
    return rows


def whole_number(text: str) -> str:
    """`text` without what a spreadsheet does to numbers: 612345678.0, 6.12345678E8."""
    found = _EXPONENT.fullmatch(text)
    if found:
        digits, power = found[1] + found[2].rstrip("0"), int(found[3])
        return digits.ljust(power + 1, "0") if len(digits) <= power + 1 <= 15 else text
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def _read_csv(content: bytes) -> list[Row]:
    text = _decoded(content)
    if len(_NO_TEXT.findall(text)) > UNREADABLE_SHARE * len(text):
        raise Refused("list_unreadable", "file")
    delimiter = _delimiter(text)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _saying_something(lines)
    except csv.Error:
        return _read_with_stray_quotes(text, delimiter)


def _read_with_stray_quotes(text: str, delimiter: str) -> list[Row]:
    """A quote that is opened and never closed must not swallow the people below it."""
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE, quotechar=None
    )
    try:
        return _saying_something([cell.strip('"') for cell in line] for line in lines)
    except csv.Error as error:
        raise Refused("list_unreadable", "file") from error


def _decoded(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        arabic = _ARABIC_BYTES.search(content)
        return content.decode("cp1256" if arabic else "cp1252", "replace")


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines."""
    lines = text[:20_000].splitlines()[:20]

    def presence(sign: str) -> tuple[int, int]:
        return sum(sign in line for line in lines), sum(line.count(sign) for line in lines)

    return max(";,\t", key=presence)


def _read_xlsx(content: bytes) -> list[Row]:
    from openpyxl import load_workbook  # slow to import, needed rarely

    try:
        _refuse_a_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            lines = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            rows = _saying_something([_written(value) for value in line] for line in lines)
            if rows:
                return rows
    except Refused:
        raise
    except Exception as error:  # a broken file makes openpyxl raise nearly anything
        raise Refused("list_unreadable", "file") from error
    return []


def _refuse_a_bomb(content: bytes) -> None:
    """Sizes are read before unpacking (zipfile never unpacks more than was announced), and no
    entity may multiply what is inside: an Excel file has no document type."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise Refused("list_big", "file")
        for part in parts.infolist():
            if b"<!DOCTYPE" in parts.read(part).replace(b"\0", b""):
                raise Refused("list_unreadable", "file")


def _written(value: Any) -> str:
    """The value of an Excel cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _saying_something(lines: Iterable[list[str]]) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(islice(lines, MOST_LINES), start=1):
        cells = [_cell(text) if text else "" for text in line[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(rows) > MOST_ROWS:
            raise Refused("list_long", "file")
        rows.append((number, cells))
    return rows


def _cell(text: str) -> str:
    """One line of text, without the apostrophe that the writer below puts before a formula."""
    line = " ".join(tidy(text[:LONGEST_CELL]).split())
    return line[1:] if line[:1] == "'" and line[1:2] and line[1] in FORMULA else line


def write(
    kind: str,
    header: list[str],
    rows: Iterable[Sequence[str | int]],
    *,
    right_to_left: bool = False,
) -> bytes:
    """A file of `kind` ("csv" or "xlsx"), of texts and numbers: no cell of it is a formula."""
    lines = ([_harmless(cell) for cell in line] for line in (header, *rows))
    return _xlsx(lines, right_to_left=right_to_left) if kind == "xlsx" else _csv(lines)


def _harmless(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    line = " ".join(tidy(cell).split())
    return "'" + line if line and line[0] in FORMULA else line


def _csv(lines: Iterator[list[str | int]]) -> bytes:
    """Semicolons and a byte order mark: so Excel in French and Spanish opens it with a double
    click. There the comma separates decimals, and UTF-8 without the mark is taken for Windows-1252.
    """
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterator[list[str | int]], *, right_to_left: bool) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for line in lines:
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
