"""Scenes of sewing rooms: wax prints, folded and draped, with what one sews with."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import (
    Field,
    Light,
    Spot,
    Stage,
    box,
    inside,
    linear,
    mixed,
    rim,
)

PALETTES = [
    ("#12385f", "#e9b233", "#f3ead7", "#b23a1e"),
    ("#7c1f2b", "#f0c23c", "#12233f", "#f5eee0"),
    ("#0c5a4e", "#f2d9a0", "#d4572a", "#0a2b2c"),
    ("#2c1f4a", "#e2702e", "#f3e3c3", "#3f9a8c"),
    ("#c9431f", "#f6e7c8", "#1d3f66", "#f0b429"),
    ("#14262e", "#c9a13b", "#e8e2d0", "#2f7f77"),
]


def draped(stage: Stage) -> tuple[Camera, Light]:
    """One wax print in large folds."""
    spot = stage.whole(turned=float(stage.chance.uniform(-0.7, 0.7)))
    bend = stage.noise(620, 2)
    wave = spot.v * 0.0125 + bend * 2.6
    folds = 34 * np.sin(wave) + 15 * np.sin(wave * 2.3 + bend * 5) + 20 * stage.noise(240, 2)
    folds = folds + 9 * np.abs(stage.noise(120, 2))
    u, v = spot.u + folds * 0.55 + 30 * bend, spot.v + folds * 0.8
    palette = PALETTES[stage.chance.integers(len(PALETTES))]
    colour = wax(stage, u, v, int(stage.chance.integers(4)), palette, 215)
    stage.lay(spot, np.ones_like(u), colour, folds + _weave(spot), gloss=0.05)
    return Camera(tilt=0.1, blur=6, focus=0.5), Light(z=0.6, sun=1.3, sky=0.36)


def folded(stage: Stage) -> Camera:
    """Folded prints on a table, thread and scissors."""
    table = stage.whole(turned=0.03)
    colour, height = things.wood(stage, table, "#d8b88c", "#a9804f", board=240)
    stage.lay(table, np.ones_like(table.u), colour, height, gloss=0.06)
    order = stage.chance.permutation(len(PALETTES))
    places = [(250, 250), (560, 300), (870, 240), (1120, 420)]
    for number, (x, y) in enumerate(places):
        for layer in range(2):
            _piece(
                stage,
                x + 6 * layer,
                y + 5 * layer,
                PALETTES[order[(number + layer) % 6]],
                number,
                34 * layer,
            )
    _piece(stage, 430, 700, PALETTES[order[4]], 3, 0)
    _spools(stage, PALETTES[order[5]])
    _scissors(stage, 800, 790, -0.5)
    return Camera(tilt=0.2, blur=7, focus=0.55)


def _piece(
    stage: Stage, x: float, y: float, palette: tuple[str, ...], design: int, on: float
) -> None:
    """A cloth that was folded four times."""
    half_u, half_v = stage.chance.uniform(185, 215), stage.chance.uniform(150, 175)
    spot = stage.spot(x, y, 290, turned=float(stage.chance.normal(0, 0.13)))
    shape = spot.u.shape
    wavy = stage.noise(120, 2, shape)
    distance = box(spot, half_u, half_v, 14) + 3 * wavy
    soft = rim(distance, 30)
    layers = 3 * np.sin(np.clip(distance, -26, 0) * 0.75)  # the edges of what is folded beneath
    height = 40 * soft + layers * (soft < 0.97) + 7 * wavy + 3 * stage.noise(50, 1, shape)
    colour = wax(stage, spot.u + 9 * wavy, spot.v + 9 * wavy, design, palette, 118)
    stage.lay(spot, inside(distance), colour, height + _weave(spot), gloss=0.03, on=on)


def _weave(spot: Spot) -> Field:
    return 0.32 * np.sin(spot.u * 1.9) + 0.32 * np.sin(spot.v * 1.9)


def wax(
    stage: Stage, u: Field, v: Field, design: int, palette: tuple[str, ...], size: float
) -> Field:
    """A print that repeats, with the fine cracks that wax leaves."""
    ground, first, second, third = palette
    drawn = (_suns, _scales, _waves, _diamonds)[design % 4](u / size, v / size)
    colour = mixed(np.zeros_like(u), ground, ground)
    for mask, shade in zip(drawn, (first, second, third), strict=True):
        colour = mixed(mask, colour, shade)
    cracks = np.abs(stage.noise(70, 3, u.shape))
    colour = mixed(np.clip(1 - cracks / 0.018, 0, 1) * 0.45, colour, second)
    faded = 1 + 0.10 * stage.noise(160, 2, u.shape) + 0.05 * np.sin(u * 1.9) * np.sin(v * 1.9)
    return colour * faded[..., None]


def _edge(distance: Field) -> Field:
    return np.clip(0.5 - distance * 55, 0, 1)


def _suns(u: Field, v: Field) -> tuple[Field, Field, Field]:
    row = np.floor(v)
    x, y = (u + 0.5 * (row % 2)) % 1 - 0.5, v - row - 0.5
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    rays = _edge(np.abs(r - 0.34) - 0.085 * np.abs(np.cos(angle * 9)))
    disc = np.maximum(_edge(r - 0.2), _edge(np.hypot(np.abs(x) - 0.5, np.abs(y) - 0.5) - 0.10))
    dots = _edge(np.hypot(r - 0.15, (angle * 8 / np.pi % 1 - 0.5) * 0.1) - 0.018)
    heart = np.maximum(_edge(r - 0.085), dots)
    return np.maximum(rays, _edge(np.abs(r - 0.235) - 0.012)), disc, heart


def _scales(u: Field, v: Field) -> tuple[Field, Field, Field]:
    nearest = np.full_like(u, 9.0)
    angle = np.zeros_like(u)
    for back in (1, 0):  # the row in front covers the one behind
        row = np.floor(v * 2) - back
        x, y = (u + 0.5 * (row % 2)) % 1 - 0.5, v - row / 2
        r = np.hypot(x, y)
        here = r < 0.56
        nearest = np.where(here, r, nearest)
        angle = np.where(here, np.arctan2(y, x), angle)
    lines = _edge(np.abs(nearest - 0.5) - 0.03)
    fan = _edge(np.abs(nearest - 0.38) - 0.07 * np.abs(np.sin(angle * 10)))
    eye = _edge(nearest - 0.15)
    return np.maximum(lines, _edge(np.abs(nearest - 0.24) - 0.03)), fan, eye


def _waves(u: Field, v: Field) -> tuple[Field, Field, Field]:
    bent = v + 0.2 * np.abs(((u * 1.5) % 1) - 0.5) * 2
    band = bent % 1
    stripe = _edge(np.abs(band - 0.25) - 0.13)
    thin = np.maximum(_edge(np.abs(band - 0.47) - 0.022), _edge(np.abs(band - 0.03) - 0.022))
    x, y = (u * 3) % 1 - 0.5, (band - 0.74) * 3
    dots = np.maximum(_edge((np.hypot(x, y) - 0.27) / 3), thin)
    x, y = (u * 3 + 0.5) % 1 - 0.5, (band - 0.25) * 3
    return stripe, dots, _edge((np.abs(x) + np.abs(y) - 0.26) / 3)


def _diamonds(u: Field, v: Field) -> tuple[Field, Field, Field]:
    x, y = np.abs(u % 1 - 0.5), np.abs((v * 0.8) % 1 - 0.5)
    r = x + y
    rings = np.maximum(_edge(np.abs(r - 0.42) - 0.04), _edge(np.abs(r - 0.22) - 0.03))
    steps = np.floor(x * 12) / 12 + np.floor(y * 12) / 12
    core = np.maximum(_edge(steps - 0.09), _edge(0.86 - r))
    bars = _edge(np.abs(r - 0.31) - 0.02) * (np.sin((x - y) * 90) > 0)
    return rings, core, bars


def _spools(stage: Stage, palette: tuple[str, ...]) -> None:
    for place, shade in enumerate((*palette, "#e9e2d2")):
        x, y = 1010 + 74 * (place % 3) + stage.chance.normal(0, 9), 700 + 92 * (place // 3)
        spot = stage.spot(x, y, 46)
        r = spot.r
        wound = np.sin(spot.angle * 3 + r * 2.1)
        stage.lay(
            spot,
            inside(r - 37),
            linear(shade) * (1 + 0.10 * wound)[..., None],
            62 * rim(r - 37, 9) + wound,
            gloss=0.15,
        )
        stage.lay(spot, inside(r - 22), "#e8dcc0", 68 * rim(r - 22, 4), gloss=0.1)
        stage.lay(spot, inside(r - 9), "#2a1c12", 30.0)


def _scissors(stage: Stage, x: float, y: float, turned: float) -> None:
    for side in (-1, 1):
        spot = stage.spot(x, y, 240, turned=turned + side * 0.12)
        width = 13 - np.clip(spot.u, 0, 200) * 0.055
        blade = np.maximum(
            np.abs(spot.v - side * 3) - width, np.maximum(-spot.u - 40, spot.u - 205)
        )
        stage.lay(spot, inside(blade), "#aeb4b8", 12 + 6 * rim(blade, 6), gloss=1.0)
        ring = np.abs(np.hypot((spot.u + 120) / 1.5, spot.v + side * 34) - 34) - 9
        arm = np.maximum(np.abs(spot.v + side * (10 - spot.u * -0.1)) - 9, np.abs(spot.u + 60) - 40)
        grip = np.minimum(ring, arm)
        stage.lay(spot, inside(grip), "#1c1c20", 10 + 14 * rim(grip, 9), gloss=0.7)
    spot = stage.spot(x, y, 12)
    stage.lay(spot, inside(spot.r - 8), "#6a6f73", 24 * rim(spot.r - 8, 5), gloss=1.0)
