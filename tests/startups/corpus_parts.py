"""Pieces of what people, phones and attackers may send as a photo."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw, PngImagePlugin

from tests.startups.pictures import written

MARK = b"PLANTED-7f3a9c"  # stands where it must not come out again
CORNERS = {"top left": (200, 30, 30), "top right": (30, 160, 30), "bottom left": (30, 30, 200)}
WIDE, HIGH = 400, 300
SCRIPT = b"<script>alert('" + MARK + b"')</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">' + SCRIPT + b"</svg>"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(" + MARK + b")>>>>endobj\n%%EOF"
)
PHP = b"<?php system($_GET['c']); /*" + MARK + b"*/ ?>"
EXE = b"MZ" + bytes(58) + MARK + b"\x80\0\0\0This program cannot be run in DOS mode."
# TIFF, ICC and the like say where they are in their own ways.
ORIENTATION, COMMENT, GPS = 0x0112, 0x9286, 0x8825


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("META-INF/MANIFEST.MF", MARK)
        made.writestr("index.html", HTML)
    return file.getvalue()


def upright(width: int = WIDE, height: int = HIGH) -> Image.Image:
    """A picture that shows which way up it is: red, green, blue, white, from corner to corner."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width // 2, height // 2), fill=CORNERS["top left"])
    pen.rectangle((width // 2, 0, width, height // 2), fill=CORNERS["top right"])
    pen.rectangle((0, height // 2, width // 2, height), fill=CORNERS["bottom left"])
    return picture


# How a camera that was held in another way stores an upright picture.
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def held(orientation: int, kind: str = "JPEG", **how) -> bytes:
    turn = HELD[orientation]
    picture = upright() if turn is None else upright().transpose(turn)
    return written(picture, kind, exif=exif(orientation), **how)


def exif(orientation: object = 1, *, gps: bool = True) -> Image.Exif:
    """What a phone notes beside a photo: who, with what, where."""
    said = Image.Exif()
    said[ORIENTATION] = orientation
    said[0x010F] = said[0x8298] = MARK.decode()  # make, copyright
    said.get_ifd(0x8769)[COMMENT] = b"ASCII\0\0\0" + MARK
    if gps:
        where = {1: "N", 2: (34.0, 1.0, 15.0), 3: "W", 4: (6.0, 50.0, 1.0), 29: MARK.decode()}
        said.get_ifd(GPS).update(where)
    return said


def xmp() -> bytes:
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>' + MARK + b"</rdf></x:xmpmeta>"


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG: APP0 to APP15 are 0xE0 to 0xEF, a comment is 0xFE."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with these right after its beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def icc(size: int) -> bytes:
    """A profile that claims to be one, and is `size` bytes of nothing."""
    return struct.pack(">I", size) + b"lcms\x04\0\0\0mntrRGB XYZ " + MARK + bytes(size - 38)


def icc_segments(profile: bytes) -> list[bytes]:
    pieces = [profile[at : at + 65000] for at in range(0, len(profile), 65000)]
    heads = (b"ICC_PROFILE\0" + bytes((n, len(pieces))) for n in range(1, len(pieces) + 1))
    return [segment(0xE2, head + piece) for head, piece in zip(heads, pieces, strict=True)]


def chunk(name: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def png(
    width: int, height: int, rows: bytes, *, depth: int = 8, colour: int = 2, extra: bytes = b""
) -> bytes:
    """A PNG from its raw rows (each begins with its filter), or one that lies about them."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def zeros(width: int, height: int) -> bytes:
    """Rows of a PNG with one bit a pixel: thousands of millions of them fit in a few kilobytes."""
    return bytes((1 + (width + 7) // 8) * height)


def sixteen_bits(colour: int) -> bytes:
    """The upright picture with 16 bits a channel: grey (0) or colours (2)."""
    picture = upright().convert("L") if colour == 0 else upright()
    wide, plain = WIDE * (1 if colour == 0 else 3), picture.tobytes()
    rows = []
    for at in range(0, len(plain), wide):
        rows.append(b"\0" + b"".join(bytes((level, level)) for level in plain[at : at + wide]))
    return png(WIDE, HIGH, b"".join(rows), depth=16, colour=colour)


def texts() -> PngImagePlugin.PngInfo:
    """Words inside a PNG, in each of the three ways."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", MARK.decode())
    info.add_text("Author", MARK.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", xmp().decode())
    info.add(b"prVt", MARK)
    return info


def claims(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header says that it is so large."""
    at = next(at for at in range(len(jpeg)) if jpeg[at : at + 2] in {b"\xff\xc0", b"\xff\xc2"})
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def webp_claims(width: int, height: int) -> bytes:
    """A WebP with a canvas of that size, and nearly nothing in it."""
    inside = written(Image.new("RGB", (16, 16)), "WEBP", lossless=True)[12:]
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size + inside
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def many_scans(side: int, times: int) -> bytes:
    """A progressive JPEG that asks for its last scan to be read again and again."""
    jpeg = written(Image.new("L", (side, side), 128), "JPEG", progressive=True, quality=20)
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:last] + jpeg[last:-2] * times + jpeg[-2:]


def damaged(content: bytes, seed: int) -> bytes:
    """Some bytes are others."""
    made = bytearray(content)
    for step in range(8):
        at = (seed * 7919 + step * 104_729) % (len(made) - 40) + 40
        made[at] ^= 1 << (seed + step) % 8
    return bytes(made)
