"""What stands on a paper: its pages, and its letters as they lie there from left to right."""

import re
import zlib
from io import BytesIO

from fontTools.ttLib import TTFont

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|( Td )", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", paper))


def streams(paper: bytes) -> list[bytes]:
    found = []
    for raw in STREAM.findall(paper):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def lines(paper: bytes) -> list[str]:
    """The lines of the paper; of Arabic words the last letter comes first, as on the sheet."""
    maps = [_letters(one) for one in streams(paper) if one.startswith(b"/CIDInit")]
    (content,) = (one for one in streams(paper) if b" Tj" in one and b"BT" in one)
    text, number = "", 1
    for font, shown, moved in SHOWN.findall(content):
        if font:
            number = int(font)
        elif moved:
            text += "\n"
        else:
            text += _read(shown, maps[number - 1])
    return [line.strip() for line in text.split("\n") if line.strip()]


def _read(shown: bytes, letters: dict[int, str]) -> str:
    plain = re.sub(rb"\\(.)", lambda m: ESCAPED.get(m[1], m[1]), shown, flags=re.DOTALL)
    codes = zip(plain[::2], plain[1::2], strict=False)
    return "".join(letters.get(high << 8 | low, "?") for high, low in codes)


def _letters(table: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table.partition(b"beginbfchar")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def embedded(paper: bytes) -> str:
    """Every letter form that the paper carries in its fonts."""
    fonts = [one for one in streams(paper) if one.startswith(b"\x00\x01\x00\x00")]
    found = ""
    for one in fonts:
        with TTFont(BytesIO(one)) as font:
            found += "".join(map(chr, font.getBestCmap()))
    return found
