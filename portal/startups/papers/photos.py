"""A photo cut to the shape that a paper has for it."""

import io

from PIL import Image, ImageOps

DOTS = 6.0  # a millimetre: 150 to the inch
QUALITIES = (86, 80, 74, 66, 58, 50, 40, 30)
HIGH = 0.42  # where the middle of a photo is: faces stand above it


def cut(photo: bytes | None, width: float, height: float, most: int) -> bytes | None:
    """A JPEG of this shape (millimetres) in at most so many bytes; None without photo."""
    if photo is None:
        return None
    wanted = round(width * DOTS), round(height * DOTS)
    return small(fitted(photo, wanted), most)


def small(image: Image.Image, most: int) -> bytes:
    """A JPEG in at most so many bytes, as good as that allows."""
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= most:
            break
    return written.getvalue()


def fitted(photo: bytes, size: tuple[int, int]) -> Image.Image:
    """The photo, as much of it as this shape holds, in so many pixels."""
    with Image.open(io.BytesIO(photo)) as opened:
        opened.draft("RGB", (size[0] * 2, size[1] * 2))
        return ImageOps.fit(opened.convert("RGB"), size, centering=(0.5, HIGH))


def shrunk(picture: bytes, size: tuple[int, int]) -> Image.Image:
    """A picture of ours, smaller."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.convert("RGB").resize(size)
