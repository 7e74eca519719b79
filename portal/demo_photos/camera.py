"""The camera: it tilts, it is sharp at one distance only, its corners are darker, it is grainy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from portal.demo_photos.stage import HIGH, SIZE, WIDE, Field, stretched


@dataclass(frozen=True)
class Camera:
    """`tilt`: how much narrower what is far is. `focus`: at which share of the height it is sharp.
    `lit_from`: which part of the photo is nearest to the window. `frame`: where the part of the
    scene begins that is photographed, and how large a share of it that is."""

    tilt: float = 0.16
    focus: float = 0.58
    blur: float = 7.0
    exposure: float = 1.2
    grain: float = 0.008
    falloff: float = 0.42
    lit_from: tuple[float, float] = (0.30, 0.26)
    frame: tuple[float, float, float] = (0, 0, 1)


def taken(seen: Field, camera: Camera, chance: np.random.Generator) -> Image.Image:
    """The photo of what is seen in linear light."""
    exposed = seen * (_light(camera) * np.float32(1.25 * camera.exposure))[..., None]
    toned = exposed * (1 + exposed / 5) / (0.82 + exposed)  # what is bright runs into white gently
    np.clip(toned, 0, 1, out=toned)
    developed = (np.sqrt(toned) * toned**0.04 * 255).astype(np.uint8)
    photo = Image.fromarray(developed)
    if camera.tilt or camera.frame[2] < 1:
        photo = photo.transform(SIZE, *_perspective(camera), Image.Resampling.BICUBIC)
    if camera.blur:
        photo = _focused(photo, camera)
    return _grainy(photo, camera, chance)


def _light(camera: Camera) -> Field:
    """Brighter near the window, darker in the corners."""
    v, u = np.mgrid[0 : HIGH // 4, 0 : WIDE // 4].astype(np.float32) * 4
    u, v = u / WIDE, v / HIGH
    far = np.hypot(u - camera.lit_from[0], v - camera.lit_from[1])
    corner = np.hypot(u - 0.5, v - 0.5)
    return stretched(1.16 - camera.falloff * far - 0.4 * corner**2.2, (HIGH, WIDE))


def _perspective(camera: Camera) -> tuple[Image.Transform, Sequence[float]]:
    """As from a chair: the far edge narrower, the near one cut off at both sides. What Pillow
    wants: where each corner of the photo is found in the flat picture."""
    x, y, share = camera.frame
    left, top, right, bottom = x * WIDE, y * HIGH, (x + share) * WIDE, (y + share) * HIGH
    inset = camera.tilt * WIDE * share / 2
    flat = ((left, top), (left + inset, bottom), (right - inset, bottom), (right, top))
    ours = ((0, 0), (0, HIGH), (WIDE, HIGH), (WIDE, 0))
    rows, found = [], list[float]()
    for (a, b), (u, v) in zip(ours, flat, strict=True):
        rows += [[a, b, 1, 0, 0, 0, -u * a, -u * b], [0, 0, 0, a, b, 1, -v * a, -v * b]]
        found += [u, v]
    return Image.Transform.PERSPECTIVE, np.linalg.solve(np.array(rows), np.array(found)).tolist()


def _focused(photo: Image.Image, camera: Camera) -> Image.Image:
    """Sharp at one distance, softer nearer and farther."""
    off = np.clip(np.abs(np.linspace(0, 1, HIGH) - camera.focus) * 2.0 - 0.24, 0, 1)
    soft = photo.filter(ImageFilter.GaussianBlur(camera.blur * 0.4))
    small = photo.resize((WIDE // 2, HIGH // 2), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(camera.blur / 2))
    softer = small.resize(SIZE, Image.Resampling.BILINEAR)
    photo = Image.composite(soft, photo, _rows(np.clip(off * 2, 0, 1)))
    return Image.composite(softer, photo, _rows(np.clip(off * 2 - 1, 0, 1)))


def _rows(shares: np.ndarray) -> Image.Image:
    column = Image.fromarray((shares * 255).astype(np.uint8)[:, None])
    return column.resize(SIZE)


def _grainy(photo: Image.Image, camera: Camera, chance: np.random.Generator) -> Image.Image:
    rough = chance.normal(0, camera.grain * 1.3, (HIGH // 2, WIDE // 2)).astype(np.float32)
    grain = stretched(rough, (HIGH, WIDE))[..., None]
    developed = np.asarray(photo).astype(np.float32) * np.float32(1 / 255)
    developed += grain * (1.15 - developed)
    return Image.fromarray((np.clip(developed, 0, 1) * 255).astype(np.uint8))
