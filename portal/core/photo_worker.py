"""Builds a photo anew from its pixels, in a process of its own with little to lose.

What arrives on standard input may be anything. The process may take little memory, a few seconds,
no file and no further process; it is started for one photo with an empty environment, and knows
nothing else. It imports Pillow alone, and nothing of the portal (see photos.py, which starts it).
What leaves holds pixels: no EXIF, no place, no comment, no colour profile, nothing hidden behind.
"""

import hashlib
import io
import json
import math
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Any

MEGA = 1024 * 1024
MEMORY = 512 * MEGA
PROCESSOR = 5  # seconds
FILES = 24  # open ones, while Pillow is loaded; none afterwards
MOST_PIXELS = 25_000_000  # by the header, before anything is decoded
LEAST_SIDE = 120  # pixels: less can't be recognised
LONGEST_SHAPE = 4  # times as long as it is high, or the other way round
MASTER = 1600  # the longest side of what paper and share images are made from
FORMATS = ("JPEG", "PNG", "WEBP")
# From the width of a file to the bytes that it may have. Never wider than the photo itself.
CAPS = {160: 3_500, 320: 9_000, 640: 18_000, 960: 40_000}
KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
# The quality to begin with, and how fast files shrink with each step down (of the logarithm).
QUALITY = {"avif": (50, 0.045), "webp": (56, 0.04), "jpg": (64, 0.035)}
WORST = 3
MOST_SCANS = 64  # of a JPEG: ten are usual; thousands are there to keep a processor busy
HOW: dict[str, dict[str, Any]] = {
    # One thread: this process may have no more.
    "avif": {"speed": 8, "max_threads": 1},
    "webp": {"method": 4},
    "jpg": {"optimize": True, "progressive": True},
}


class Unfit(Exception):
    """This is no photo that can be shown. Its code is one of photos.REFUSALS."""


def fence() -> None:
    """Give up all that is not needed to build one photo."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))


def load() -> None:
    """Import the parts of Pillow that are needed, and no other; then open nothing more."""
    from PIL import (  # noqa: F401
        AvifImagePlugin,
        Image,
        ImageCms,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        WebPImagePlugin,
    )

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.init = lambda: True  # no other format is ever loaded
    Image.preinit = lambda: None
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def shut() -> None:
    """No file can be opened from here on."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def built(content: bytes) -> dict[str, Any]:
    """width, height, digest and files (suffix -> bytes, "master.jpg" among them) of a photo."""
    master = pixels(content)
    files = dict(_files(master))
    widest = max(int(name.partition(".")[0]) for name in files)
    digest = hashlib.sha256(repr(master.size).encode() + master.tobytes()).hexdigest()[:32]
    return {
        "width": widest,
        "height": _height(master, widest),
        "digest": digest,
        "files": {**files, "master.jpg": _written(master, "jpg", 85)},
    }


def pixels(content: bytes) -> Any:
    """The photo upright, in sRGB, on white, at most MASTER wide and high: a new image.

    Raises Unfit.
    """
    image = _opened(content)
    if image.format in {"JPEG", "MPO"} and _scans(content) > MOST_SCANS:
        raise Unfit("photo_slow")
    try:
        image.draft("RGB", (MASTER, MASTER))  # a JPEG is decoded at half its size or less
        image.load()
        return _anew(image)
    except MemoryError as error:
        raise Unfit("photo_pixels") from error
    except Exception as error:  # each format has its own ways to be broken
        raise Unfit("photo_unreadable") from error


def _opened(content: bytes) -> Any:
    """What the header promises, and fits. Nothing is decoded yet."""
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise Unfit("photo_pixels") from error
    except UnidentifiedImageError as error:
        raise Unfit("photo_kind") from error
    except Exception as error:  # as above
        raise Unfit("photo_unreadable") from error
    _judge(image)
    return image


def _judge(image: Any) -> None:
    short, long = sorted(image.size)
    if short * long > MOST_PIXELS:
        raise Unfit("photo_pixels")
    # A phone's JPEG may carry further pictures (depth, light): its first one is the photo.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unfit("photo_moving")
    if short < LEAST_SIDE:
        raise Unfit("photo_small")
    if long > LONGEST_SHAPE * short:
        raise Unfit("photo_shape")


def _scans(jpeg: bytes) -> int:
    """How often a JPEG goes over its pixels, from its first scan to its end."""
    at = 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in {b"\xda", b"\xd9", b""}:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return jpeg.count(b"\xff\xda", at, jpeg.find(b"\xff\xd9", at) % (len(jpeg) + 1))


def _anew(image: Any) -> Any:
    from PIL import Image, ImageOps

    profile, orientation = image.info.get("icc_profile"), _orientation(image)
    small = _small(image)
    small.info = {}
    plain = _plain(small, profile)
    fresh = Image.new("RGB", plain.size, "white")
    fresh.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    fresh.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(fresh)
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _orientation(image: Any) -> int:
    """1 to 8, as EXIF says; 1 where it says nothing that can be read."""
    try:
        said = image.getexif().get(0x0112, 1)
    except Exception:  # EXIF may be as broken as anything
        return 1
    return said if said in range(1, 9) else 1


def _small(image: Any) -> Any:
    """At most MASTER wide and high, in a mode that can be made smaller."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits of grey
        image = image.convert("I").point(lambda level: level / 257).convert("L")
    elif image.mode in {"P", "PA", "1", "LA", "La"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if max(image.size) > 2 * MASTER:
        image = image.reduce(max(image.size) // (2 * MASTER) + 1)
    image.thumbnail((MASTER, MASTER), Image.Resampling.LANCZOS)
    return image


def _plain(image: Any, profile: bytes | None) -> Any:
    """RGB or RGBA, in the colours of the web."""
    from PIL import ImageCms

    wanted = "RGBA" if image.mode in {"RGBA", "RGBX", "RGBa"} else "RGB"
    if profile and len(profile) <= MEGA and image.mode in {"RGB", "CMYK"}:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None  # a broken profile says nothing
        if turned is not None:
            return turned
    return image if image.mode == wanted else image.convert(wanted)


def _files(master: Any) -> Iterator[tuple[str, bytes]]:
    """Each width in each kind, under its cap."""
    from PIL import Image

    fitting = {kind: best for kind, (best, _) in QUALITY.items()}
    for width in sorted({min(width, master.width) for width in CAPS}):
        cap = next(most for least, most in CAPS.items() if width <= least)
        sized = master.resize((width, _height(master, width)), Image.Resampling.LANCZOS)
        for kind in KINDS:
            made, quality = _under(sized, kind, cap, fitting[kind])
            # What fitted a smaller one nearly fits the next: fewer attempts at the large ones.
            fitting[kind] = min(QUALITY[kind][0], quality + 4)
            yield f"{width}.{kind}", made


def _height(image: Any, width: int) -> int:
    return max(1, round(image.height * width / image.width))


def _under(image: Any, kind: str, cap: int, quality: int) -> tuple[bytes, int]:
    """As good as fits under `cap`, at most of this quality; and the quality that did.

    Where even the worst does not fit: softer, too.
    """
    from PIL import Image

    slope = QUALITY[kind][1]
    made = _written(image, kind, quality)
    while len(made) > cap:
        if quality == WORST:
            small = image.reduce(2)
            image = small.resize(image.size, Image.Resampling.BICUBIC)
        down = math.ceil(math.log(len(made) / cap) / slope)
        quality = max(WORST, quality - down)
        made = _written(image, kind, quality)
    return made, quality


def _written(image: Any, kind: str, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, KINDS[kind], quality=quality, **HOW[kind])
    return file.getvalue()


def answer(made: dict[str, Any]) -> bytes:
    """A line of JSON that says how long each file is, and the files after it."""
    files = made.pop("files", {})
    lengths = {name: len(content) for name, content in files.items()}
    header = json.dumps({**made, "files": lengths}).encode()
    return len(header).to_bytes(4, "big") + header + b"".join(files.values())


def main() -> None:
    fence()
    load()
    shut()
    try:
        said = built(sys.stdin.buffer.read())
    except Unfit as no:
        said = {"refused": str(no)}
    except MemoryError:
        said = {"refused": "photo_pixels"}
    sys.stdout.buffer.write(answer(said))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
