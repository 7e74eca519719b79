"""A table, or a wall, seen straight on: how high each point of it is, of which colour, how shiny.

What is laid on it is lit by a window: shades, soft shadows, reflections.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE = WIDE, HIGH = 1280, 960
STEPS = 22  # in which a shadow is looked for
Field = NDArray[Any]
Colour = str | Field


@dataclass(frozen=True)
class Spot:
    """A part of the stage, with coordinates (pixels from its middle, turned) of its points."""

    rows: slice
    columns: slice
    u: Field
    v: Field

    @property
    def r(self) -> Field:
        return np.hypot(self.u, self.v)

    @property
    def angle(self) -> Field:
        return np.arctan2(self.v, self.u)


@dataclass(frozen=True)
class Light:
    """Where it comes from (x to the right, y down, z towards the camera), and how much of it."""

    x: float = -0.55
    y: float = -0.5
    z: float = 0.67
    sun: float = 1.15
    sky: float = 0.42
    warm: str = "#fff0da"
    cool: str = "#dfe9ff"


class Stage:
    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.height: Field = np.zeros((HIGH, WIDE), np.float32)
        self.colour: Field = np.ones((HIGH, WIDE, 3), np.float32) * 0.5
        self.gloss: Field = np.zeros((HIGH, WIDE), np.float32)

    def whole(self, turned: float = 0.0) -> Spot:
        return self.spot(WIDE / 2, HIGH / 2, WIDE, HIGH, turned)

    def spot(self, x: float, y: float, reach: float, reach_y: float = 0, turned: float = 0) -> Spot:
        """The points not farther than `reach` from (x, y), to the side and up or down."""
        reach_y = reach_y or reach
        left, right = max(0, int(x - reach)), min(WIDE, int(x + reach) + 1)
        top, bottom = max(0, int(y - reach_y)), min(HIGH, int(y + reach_y) + 1)
        right, bottom = max(right, left + 1), max(bottom, top + 1)
        rows, columns = slice(top, bottom), slice(left, right)
        v, u = np.mgrid[rows, columns].astype(np.float32)
        u, v = u - np.float32(x), v - np.float32(y)
        cos, sin = np.float32(np.cos(turned)), np.float32(np.sin(turned))
        return Spot(rows, columns, u * cos + v * sin, v * cos - u * sin)

    def lay(
        self,
        spot: Spot,
        mask: Field,
        colour: Colour,
        height: Field | float = 0.0,
        *,
        gloss: float | Field = 0.0,
        on: float | None = 0.0,
    ) -> None:
        """Put something there: where `mask` is 1, so much higher than `on`; None: than what was
        there."""
        place = spot.rows, spot.columns
        below = self.height[place] if on is None else np.float32(on)
        paint = linear(colour) if isinstance(colour, str) else colour
        cover = mask[..., None]
        self.colour[place] += (paint - self.colour[place]) * cover
        self.height[place] += (below + height - self.height[place]) * mask
        self.gloss[place] += (gloss - self.gloss[place]) * mask

    def noise(self, size: float, octaves: int = 1, shape: tuple[int, int] = (HIGH, WIDE)) -> Field:
        """Clouds between -1 and 1; the largest are about `size` pixels wide."""
        total = np.zeros(shape, np.float32)
        weight, whole = 1.0, 0.0
        for _ in range(octaves):
            small = (max(2, int(shape[0] / size) + 2), max(2, int(shape[1] / size) + 2))
            points = self.chance.uniform(-1, 1, small).astype(np.float32)
            total += weight * stretched(points, shape)
            whole, weight, size = whole + weight, weight * 0.55, max(size / 2.1, 1.2)
        return total / np.float32(whole)

    def lit(self, light: Light) -> Field:
        """What a camera would see, in linear light."""
        down, right = np.gradient(self.height)
        steep = 1 / np.sqrt(right * right + down * down + 1)
        length = float(np.sqrt(light.x**2 + light.y**2 + light.z**2))
        x, y, z = light.x / length, light.y / length, light.z / length
        facing = np.clip((z - right * x - down * y) * steep, 0, 1)
        half = np.sqrt((1 + z) / 2)
        mirror = np.clip((-right * x - down * y + z + 1) * steep / (2 * half), 0, 1)
        sun = facing * self._shadows(light)
        open_sky = np.clip(
            1 - 0.018 * np.clip(blurred(self.height, 26) - self.height, 0, 40), 0.35, 1
        )
        open_sky *= 0.75 + 0.25 * steep
        seen = self.colour * (
            (light.sun * sun)[..., None] * linear(light.warm)
            + (light.sky * open_sky)[..., None] * linear(light.cool)
        )
        shine = self.gloss * (sun > 0.05) * (mirror**40 * 0.9 + mirror**8 * 0.06)
        return seen + shine[..., None] * linear(light.warm)

    def _shadows(self, light: Light) -> Field:
        """1 in the sun, 0 in the shadow of something higher; softer the farther that is."""
        small = self.height[::2, ::2]
        flat = float(np.hypot(light.x, light.y))
        rise, dx, dy = light.z / flat, light.x / flat, light.y / flat
        lit = np.ones_like(small)
        far = 2.0
        highest = float(small.max() - small.min()) / max(rise, 0.2)
        for _ in range(STEPS):
            if far > highest + 4:
                break
            moved = _shifted(small, dx * far / 2, dy * far / 2)
            gap = small + np.float32(far * rise) - moved
            np.minimum(lit, np.clip(0.5 + gap / np.float32(2 + far * 0.30), 0, 1), out=lit)
            far *= 1.21
        return stretched(blurred(lit, 1.2), self.height.shape)


def linear(colour: str) -> Field:
    """ "#b4451f" in linear light."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return np.array(parts, np.float32) ** np.float32(2.2)


def mixed(share: Field, one: Colour, other: Colour) -> Field:
    """From one colour to the other, as `share` goes from 0 to 1."""
    first = linear(one) if isinstance(one, str) else one
    second = linear(other) if isinstance(other, str) else other
    return first + (second - first) * np.clip(share, 0, 1)[..., None]


def inside(distance: Field, soft: float = 1.0) -> Field:
    """1 where `distance` is below 0, with an edge that is not jagged."""
    return np.clip(0.5 - distance / np.float32(2 * soft), 0, 1)


def box(spot: Spot, half_u: float, half_v: float, round_by: float = 0.0) -> Field:
    """How far a point is outside a rounded rectangle; inside, below 0."""
    du, dv = np.abs(spot.u) - (half_u - round_by), np.abs(spot.v) - (half_v - round_by)
    outside = np.hypot(np.clip(du, 0, None), np.clip(dv, 0, None))
    return outside + np.minimum(np.maximum(du, dv), 0) - np.float32(round_by)


def rim(distance: Field, edge: float) -> Field:
    """0 at the edge of a shape, rising in a quarter circle to 1 `edge` pixels further in."""
    depth = np.clip(-distance / np.float32(edge), 0, 1)
    return np.sqrt(np.clip(1 - (1 - depth) ** 2, 0, 1))


def blurred(field: Field, by: float) -> Field:
    """Without what is smaller. Large blurs are done on a smaller copy: nobody sees it."""
    shape = field.shape
    factor = 4 if by >= 12 else 2 if by >= 5 else 1
    small = Image.fromarray(np.ascontiguousarray(field, np.float32))
    if factor > 1:
        small = small.resize((shape[1] // factor, shape[0] // factor), Image.Resampling.BOX)
    done = np.asarray(small)
    for axis in (0, 1, 0, 1):  # two means of neighbours, one after another, are nearly a bell
        done = _mean(done, max(1, round(by * 1.2 / factor)), axis)
    return stretched(done, shape) if factor > 1 else done


def _mean(field: Field, reach: int, axis: int) -> Field:
    padding = [(0, 0), (0, 0)]
    padding[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(field, padding, mode="edge"), axis=axis)
    count, wide = field.shape[axis], 2 * reach + 1
    if axis == 0:
        return (sums[wide : wide + count] - sums[:count]) / np.float32(wide)
    return (sums[:, wide : wide + count] - sums[:, :count]) / np.float32(wide)


def stretched(field: Field, shape: Sequence[int]) -> Field:
    """Made larger, smoothly."""
    image = Image.fromarray(np.ascontiguousarray(field, np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))


def _shifted(field: Field, dx: float, dy: float) -> Field:
    """What lies (dx, dy) points away; beyond the edge, what lies at the edge."""
    rows = np.clip(np.arange(field.shape[0]) + round(dy), 0, field.shape[0] - 1)
    columns = np.clip(np.arange(field.shape[1]) + round(dx), 0, field.shape[1] - 1)
    return field[rows][:, columns]
