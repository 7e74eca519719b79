"""What may arrive instead of a photo, and what has to become of it.

A case is *taken* (and comes out clean), *refused* (a sentence, nothing kept), or *either*: it is
broken in a way that one library forgives and the next does not.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms

from tests.startups import corpus_parts as parts
from tests.startups.corpus_parts import MARK, upright
from tests.startups.pictures import camera, written

TAKEN, REFUSED, EITHER = "taken", "refused", "either"
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


@dataclass(frozen=True)
class Case:
    group: str
    name: str
    content: bytes
    fate: str
    code: str = ""  # of the refusal, where there is but one
    file_name: str = "photo.jpg"
    mime: str = "image/jpeg"

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


def cases(*, whole: bool = True) -> list[Case]:
    """Every case, or one of each group."""
    made: list[Case] = []
    for group, make in GROUPS.items():
        for facts in make():
            made.append(Case(group, *facts))
            if not whole:
                break
    return made


@cache
def plain(kind: str) -> bytes:
    return written(upright(), KINDS[kind], **({"lossless": True} if kind == "webp" else {}))


def _two_in_one() -> Iterator[tuple]:
    """Files that are two things at once; what follows the picture must not come out."""
    tails = {"zip": parts.archive(), "html": parts.HTML, "js": b"*/alert(1)//" + MARK}
    tails |= {"pdf": parts.PDF, "php": parts.PHP, "exe": parts.EXE, "svg": parts.SVG}
    for kind in KINDS:
        for tail, content in tails.items():
            yield f"{kind}, then {tail}", plain(kind) + content, TAKEN
    speaking = parts.segment(0xE0, b"/*" + MARK) + parts.segment(0xFE, b"*/=1;alert(1);/*" + MARK)
    yield "a JPEG that is JavaScript", parts.with_segments(plain("jpg"), speaking), TAKEN
    for name, comment in (("html", parts.HTML), ("php", parts.PHP), ("zip", parts.archive())):
        inside = parts.with_segments(plain("jpg"), parts.segment(0xFE, comment))
        yield f"a JPEG with {name} as its comment", inside, TAKEN


def _head_first() -> Iterator[tuple]:
    """Something else first, a picture after it."""
    for head, content in (("html", parts.HTML), ("pdf", parts.PDF), ("zip", parts.archive())):
        for kind in KINDS:
            yield f"{head}, then {kind}", content + plain(kind), REFUSED, "photo_kind"
    gif = written(upright(), "GIF")
    yield "a GIF that is an archive", gif + parts.archive(), REFUSED, "photo_kind"
    yield "a GIF that is JavaScript", b"GIF89a/*" + gif[8:] + b"*/=1", REFUSED, "photo_kind"


def _no_photo() -> Iterator[tuple]:
    """Whatever it is called and said to be."""
    jpg = ("photo.jpg", "image/jpeg")
    files = {"svg": parts.SVG, "html": parts.HTML, "pdf": parts.PDF, "zip": parts.archive()}
    files |= {"php": parts.PHP, "exe": parts.EXE, "txt": b"hello", "xml": b"<?xml version='1.0'?>"}
    for kind, content in files.items():
        yield f"{kind} called jpg", content, REFUSED, "photo_kind", *jpg
        yield kind, content, REFUSED, "photo_kind", f"file.{kind}", "application/octet-stream"
    yield "svg as itself", parts.SVG, REFUSED, "photo_kind", "a.svg", "image/svg+xml"
    yield "svg called png", parts.SVG, REFUSED, "photo_kind", "a.png", "image/png"
    yield "nothing", b"", REFUSED, "photo_kind"
    yield "one byte", b"\xff", REFUSED, "photo_kind"
    yield "a megabyte of zeros", bytes(1_000_000), REFUSED, "photo_kind"


def _other_kinds() -> Iterator[tuple]:
    """Pictures, but none that a browser of everyone shows."""
    for kind in ("TIFF", "BMP", "ICO", "GIF", "PPM", "TGA", "PCX", "AVIF", "JPEG2000", "DDS"):
        yield kind, written(upright(), kind), REFUSED, "photo_kind", f"a.{kind.lower()}"
        yield f"{kind} called jpg", written(upright(), kind), REFUSED, "photo_kind"
    heads = {"PSD": b"8BPS\0\x01" + bytes(60), "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"}
    heads |= {"JXL": b"\xff\x0a" + bytes(60), "JXL box": b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(50)}
    heads |= {"EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n", "WMF": b"\xd7\xcd\xc6\x9a" + bytes(60)}
    heads |= {"RAW": b"II*\0\x10\0\0\0CR\x02\0" + bytes(90), "ICNS": b"icns\0\0\0\x10" + bytes(8)}
    heads |= {"FLI": b"\x0c\0\0\0\x12\xaf" + bytes(130), "WAV": b"RIFF\x24\0\0\0WAVEfmt "}
    for kind, content in heads.items():
        yield kind, content, REFUSED, "photo_kind"


def _moving() -> Iterator[tuple]:
    frames = [upright().rotate(90 * n) for n in (1, 2)]
    for kind, code in (("GIF", "photo_kind"), ("WEBP", "photo_moving"), ("PNG", "photo_moving")):
        content = written(upright(), kind, save_all=True, append_images=frames, duration=100)
        yield f"{kind} of three pictures", content, REFUSED, code
        yield f"{kind} called jpg", content, REFUSED, code, "a.jpg", "image/jpeg"


def _cut() -> Iterator[tuple]:
    """The network broke off, or somebody hopes that we read past the end."""
    files = {kind: plain(kind) for kind in KINDS}
    files["camera"] = camera(800, 600)
    files["progressive"] = written(upright(), "JPEG", progressive=True)
    for kind, content in files.items():
        for share in (1, 5, 10, 20, 35, 50, 65, 80, 90):
            place = max(3, len(content) * share // 100)
            yield f"{kind} after {share} %", content[:place], REFUSED
        yield f"{kind} without its last byte", content[:-1], EITHER
        yield f"{kind} without its last twenty", content[:-20], EITHER


def _misnamed() -> Iterator[tuple]:
    for kind in KINDS:
        for other in KINDS:
            if other != kind:
                yield f"{kind} called {other}", plain(kind), TAKEN, "", f"a.{other}"
        yield f"{kind} said to be text", plain(kind), TAKEN, "", "a.html", "text/html"
    names = ("../../../etc/passwd", "<script>alert(1)</script>.jpg", "x" * 300 + ".jpg")
    for name in (*names, "صورة\u202egpj.exe", "a.php.jpg", "CON", "a;b&c|d.jpg"):
        yield f"called {name[:20]}", plain("jpg"), TAKEN, "", name


def _held() -> Iterator[tuple]:
    for orientation in parts.HELD:
        yield f"JPEG {orientation}", parts.held(orientation), TAKEN
        yield f"PNG {orientation}", parts.held(orientation, "PNG"), TAKEN
        yield f"WebP {orientation}", parts.held(orientation, "WEBP", lossless=True), TAKEN
    for nonsense in (0, 9, 255, 65535):
        content = written(upright(), "JPEG", exif=parts.exif(nonsense))
        yield f"orientation {nonsense}", content, TAKEN


def _telling() -> Iterator[tuple]:
    """Where and by whom it was taken, in every place where that may stand."""
    small = written(upright(160, 120), "JPEG")
    for kind, how in (("JPEG", {}), ("PNG", {"pnginfo": parts.texts()}), ("WEBP", {})):
        named = {"xmp": parts.xmp()} if kind != "PNG" else {}
        yield (
            f"{kind}: place, XMP, words",
            written(upright(), kind, exif=parts.exif(), **named, **how),
            TAKEN,
        )
    jpg = plain("jpg")
    for number in range(16):
        said = parts.segment(0xE0 + number, b"Exif\0\0" + MARK * 40)
        yield f"APP{number} with anything", parts.with_segments(jpg, said), TAKEN
    comments = [parts.segment(0xFE, MARK + b"%d" % n) for n in range(3000)]
    yield "three thousand comments", parts.with_segments(jpg, *comments), TAKEN
    yield "a photo inside", parts.with_segments(jpg, parts.segment(0xE1, small[:60_000])), TAKEN
    yield "IPTC", parts.with_segments(jpg, parts.segment(0xED, b"Photoshop 3.0\0" + MARK)), TAKEN
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, profile in (("true", srgb), ("of nothing", parts.icc(3000))):
        yield f"ICC {name}", written(upright(), "JPEG", icc_profile=profile), TAKEN
        yield f"ICC {name}, PNG", written(upright(), "PNG", icc_profile=profile), TAKEN
        yield f"ICC {name}, WebP", written(upright(), "WEBP", icc_profile=profile), TAKEN
    for size in (600_000, 3_000_000):
        huge = parts.with_segments(jpg, *parts.icc_segments(parts.icc(size)))
        yield f"ICC of {size} bytes", huge, TAKEN


def _modes() -> Iterator[tuple]:
    for mode in ("L", "CMYK"):
        yield f"JPEG {mode}", written(upright().convert(mode), "JPEG"), TAKEN
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        yield f"PNG {mode}", written(upright().convert("L").convert(mode), "PNG"), TAKEN
    clear = upright().convert("P", palette=Image.Palette.ADAPTIVE)
    yield "PNG with one clear colour", written(clear, "PNG", transparency=0), TAKEN
    yield "PNG grey, 16 bits", parts.sixteen_bits(0), TAKEN
    yield "PNG colours, 16 bits", parts.sixteen_bits(2), TAKEN
    yield "WebP, clear", written(upright().convert("RGBA"), "WEBP", lossless=True), TAKEN
    yield "JPEG, progressive", written(upright(), "JPEG", progressive=True), TAKEN
    yield "JPEG with restarts", written(upright(), "JPEG", restart_marker_rows=1), TAKEN
    two = written(upright(), "MPO", save_all=True, append_images=[upright().rotate(180)])
    yield "MPO: a phone's JPEG with a second picture", two, TAKEN


def _sizes() -> Iterator[tuple]:
    for kind, name in KINDS.items():
        yield f"one pixel, {kind}", written(upright(1, 1), name), REFUSED, "photo_small"
        yield f"119 pixels, {kind}", written(upright(119, 119), name), REFUSED, "photo_small"
        yield f"120 pixels, {kind}", written(upright(120, 120), name), TAKEN
        yield f"a strip, {kind}", written(upright(900, 130), name), REFUSED, "photo_shape"
    yield "10 MB", plain("jpg") + bytes(10_000_000), REFUSED, "photo_big"
    yield "a byte too many", _filled(8 * 1024 * 1024 + 1), REFUSED, "photo_big"
    yield "just light enough", _filled(8 * 1024 * 1024), TAKEN


def _filled(size: int) -> bytes:
    return plain("jpg") + bytes(size - len(plain("jpg")))


def _bombs() -> Iterator[tuple]:
    """Little to send, much to unpack."""
    zeros, png, jpg = parts.zeros, parts.png, plain("jpg")
    over = {"depth": 1, "colour": 0}
    many = (REFUSED, "photo_pixels")
    yield "PNG of 13,000 by 13,000", png(13_000, 13_000, zeros(13_000, 13_000), **over), *many
    yield "PNG of 5,001 by 5,000", png(5_001, 5_000, zeros(5_001, 5_000), **over), *many
    yield "PNG of 5,000 by 5,000", png(5_000, 5_000, zeros(5_000, 5_000), **over), TAKEN
    colours = bytes((1 + 3 * 5000) * 5000)
    yield "PNG of 25 megapixels in colours", png(5_000, 5_000, colours), TAKEN
    clear = bytes((1 + 4 * 5000) * 5000)
    yield "PNG of 25 megapixels, clear", png(5_000, 5_000, clear, colour=6), EITHER
    for side in (100_000, 2**31 - 1):
        yield f"PNG that claims {side}", png(side, side, zeros(100, 100), **over), *many
    whole = written(Image.new("L", (13_000, 13_000)), "JPEG", quality=1)
    yield "JPEG of 13,000 by 13,000", whole, *many
    for side in (13_000, 65_500):
        yield f"JPEG that claims {side}", parts.claims(jpg, side, side), *many
    yield "JPEG that claims 5,000", parts.claims(jpg, 5_000, 5_000), EITHER
    yield "WebP that claims 16,383", parts.webp_claims(16_383, 16_383), REFUSED
    yield "WebP that claims 13,000", parts.webp_claims(13_000, 13_000), REFUSED
    yield "WebP that claims 4,900", parts.webp_claims(4_900, 4_900), EITHER
    real = written(Image.new("RGB", (5_000, 5_000), "red"), "WEBP", quality=1, method=0)
    yield "WebP of 25 megapixels", real, EITHER
    packed = parts.zlib.compress(bytes(60_000_000), 9)
    for name, body in (("zTXt", b"a\0\0"), ("iCCP", b"a\0\0"), ("iTXt", b"a\0\1\0\0\0")):
        bomb = parts.chunk(name.encode(), body + packed)
        rows = b"".join(b"\0" + bytes(600) for _ in range(200))
        yield f"PNG with 60 MB in {name}", png(200, 200, rows, extra=bomb), EITHER
        yield f"PNG with ten of them in {name}", png(200, 200, rows, extra=bomb * 10), EITHER
    yield "PNG with 150 MB of rows", png(200, 200, bytes(150_000_000)), EITHER
    noise = parts.chunk(b"tEXt", b"a\0b") * 100_000
    yield "PNG with 100,000 chunks", png(200, 200, bytes(601 * 200), extra=noise), EITHER
    yield "JPEG of 2,000 scans", parts.many_scans(5_000, 2_000), REFUSED, "photo_slow"


def _chance() -> Iterator[tuple]:
    for seed in range(8):
        junk = random.Random(seed).randbytes(5_000)
        yield f"random {seed}", junk, REFUSED
        for name, head in (("jpg", b"\xff\xd8\xff\xe0"), ("png", b"\x89PNG\r\n\x1a\n")):
            yield f"random {seed} that begins like {name}", head + junk, REFUSED
    for seed in range(10):
        for kind in KINDS:
            yield f"{kind} damaged {seed}", parts.damaged(plain(kind), seed), EITHER


GROUPS = {
    "two in one": _two_in_one,
    "head first": _head_first,
    "no photo": _no_photo,
    "other kinds": _other_kinds,
    "moving": _moving,
    "cut": _cut,
    "misnamed": _misnamed,
    "held": _held,
    "telling": _telling,
    "modes": _modes,
    "sizes": _sizes,
    "bombs": _bombs,
    "chance": _chance,
}


def all_held() -> Iterator[Case]:
    """Each way to hold a phone, in each kind of file."""
    return (Case("held", *facts) for facts in _held())
