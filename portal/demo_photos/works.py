"""Scenes of people who build, clean and repair."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import Light, Stage, box, inside, linear, mixed, rim

PAINTS = [
    ("#3f7f8c", "#e9e2d0"),
    ("#c8744a", "#efe6d4"),
    ("#d8a93a", "#f1ead8"),
    ("#5e7f52", "#e8e3d2"),
]


def wall(stage: Stage) -> tuple[Camera, Light]:
    """A wall half painted, a ladder, a bucket, a roller."""
    fresh, old = PAINTS[stage.chance.integers(len(PAINTS))]
    things.plaster(stage, old, 0.7)
    spot = stage.whole()
    u, v = spot.u + 640, spot.v + 480
    lane = np.floor(u / 118)
    ends = 130 + 60 * np.sin(lane * 2.7) + 26 * np.sin(lane * 7.1) + 9 * stage.noise(16, 2)
    reach = 840 + 34 * np.sin(lane * 1.9)
    ragged = np.maximum(
        np.maximum(ends - v, 170 + 18 * stage.noise(40, 2) - u), u - reach - 0.12 * v
    )
    streaks = things.stretched(stage.noise(6, 2, (40, 1280)), (960, 1280))
    wet = mixed(
        0.5 + 0.5 * streaks + 0.4 * stage.noise(150, 2), fresh, linear(fresh) * np.float32(0.8)
    )
    worn = np.clip(1 + ragged / 90, 0, 1)  # thinner where the roller ran dry
    thin = inside(ragged, 5) * np.clip(1.12 - 0.35 * worn + 0.8 * worn * stage.noise(9, 2), 0, 1)
    stage.lay(spot, thin, wet, 0.8 * streaks, gloss=0.12, on=None)
    floor = stage.spot(640, 930, 700, 90)
    folds = stage.noise(90, 3, floor.u.shape)
    stage.lay(
        floor,
        inside(-floor.v - 70 + 8 * folds),
        linear("#b9b3a5") * (1 + 0.2 * folds)[..., None],
        60 + 16 * folds,
    )
    _ladder(stage, 1010)
    _bucket(stage, 420, 935, "#d9d5cc", fresh)
    _roller(stage, 640, 560, fresh)
    return Camera(tilt=0, blur=3, focus=0.5), Light(x=-0.7, y=-0.35, z=0.62)


def _ladder(stage: Stage, x: float) -> None:
    for number in range(8):
        spot = stage.spot(x, 120 + number * 118, 130, 12)
        step = box(spot, 112 + number * 2, 11, 4)
        colour, grain = things.wood(stage, spot, "#c9a06a", "#8f6a3c")
        stage.lay(spot, inside(step), colour, 84 + 8 * rim(step, 5) + grain, gloss=0.1)
    for side in (-1, 1):
        spot = stage.spot(x + side * 118, 480, 46, 490, turned=0.028 * side)
        rail = box(spot, 15, 500, 5)
        colour, grain = things.wood(stage, spot, "#d2aa74", "#a27845")
        stage.lay(spot, inside(rail), colour, 96 + 12 * rim(rail, 7), gloss=0.12)


def _bucket(stage: Stage, x: float, bottom: float, shade: str, paint: str) -> None:
    things.turned_body(
        stage,
        x,
        bottom,
        [(0, 86), (150, 104), (156, 110), (168, 110)],
        shade,
        gloss=0.5,
        stripes=[(60, 118, paint)],
        on=90,
        clouds=0.04,
    )
    spot = stage.spot(x, bottom - 168, 112, 18)
    mouth = np.hypot(spot.u / 108, spot.v / 15) - 1
    stage.lay(spot, inside(mouth * 15), paint, 120.0, gloss=0.6)
    drip = stage.spot(x - 30, bottom - 110, 14, 60)
    run = np.hypot(np.abs(drip.u) - 2, np.clip(drip.v - 20, 0, None)) - 6
    stage.lay(drip, inside(np.maximum(run, -drip.v - 58)), paint, 6.0, gloss=0.6, on=None)


def _roller(stage: Stage, x: float, y: float, paint: str) -> None:
    spot = stage.spot(x, y, 140, turned=0.1)
    fluff = stage.noise(4, 2, spot.u.shape)
    shape = box(spot, 104, 33, 10) + 2 * fluff
    round_by = np.sqrt(np.clip(1 - (spot.v / 36) ** 2, 0, 1))
    stage.lay(
        spot,
        inside(shape),
        linear(paint) * (0.92 + 0.12 * fluff)[..., None],
        20 + 62 * round_by + 2 * fluff,
        gloss=0.2,
    )
    for middle, half_u, half_v, turned, shade, thick in (
        ((x + 128, y + 24), 26, 6, 0.1, "#9aa0a3", 10),
        ((x + 146, y + 64), 44, 6, 1.6, "#9aa0a3", 10),
        ((x + 78, y + 104), 70, 6, 0.15, "#9aa0a3", 10),
        ((x + 8, y + 178), 78, 6, 1.6, "#9aa0a3", 10),
        ((x + 6, y + 300), 72, 15, 1.6, "#b4451f", 26),
    ):
        things.slab(
            stage,
            *middle,
            half_u,
            half_v,
            shade,
            thick=thick,
            edge=6,
            round_by=5,
            turned=turned,
            gloss=0.7,
            on=42,
        )


def tiles(stage: Stage) -> Camera:
    """A floor that is being tiled: laid tiles, mortar, a trowel."""
    spot = stage.whole(turned=0.12)
    rough = stage.noise(26, 4)
    combed = np.sin(spot.v * 0.36 + rough) * np.clip(stage.noise(200, 2) + 0.7, 0, 1)
    tone = mixed(0.5 + 0.4 * rough, "#a9a49b", "#7d776d")
    stage.lay(spot, np.ones_like(rough), tone, 7 * rough + 5 * combed)
    things.zellige(stage, spot, ("#1f4f86", "#ece5d4", "#c8552b"), size=176)
    waiting = inside(
        120 + 60 * np.sin(np.floor(spot.v / 176) * 2.3) - spot.u + np.floor(spot.v / 176) * 88
    )
    stage.lay(spot, 1 - waiting, tone, 7 * rough + 5 * combed - 12)
    _trowel(stage, 930, 560)
    for number in range(5):
        x, y = 1080 + stage.chance.normal(0, 12), 220 + stage.chance.normal(0, 10)
        own = stage.spot(x, y, 150, turned=0.3 + 0.1 * number)
        edge = box(own, 86, 86, 2)
        stage.lay(
            own,
            inside(edge),
            "#1f4f86" if number % 2 else "#ece5d4",
            20 * number + 18 * rim(edge, 3),
            gloss=0.5,
        )
    return Camera(tilt=0.22, blur=7, focus=0.55)


def _trowel(stage: Stage, x: float, y: float) -> None:
    spot = stage.spot(x, y, 260, turned=-0.6)
    width = np.clip((spot.u + 150) * 0.55, 0, 84)
    blade = np.maximum(np.abs(spot.v) - width, np.abs(spot.u + 43) - 103)
    smear = stage.noise(50, 3, spot.u.shape)
    steel = mixed(np.clip(smear * 3, 0, 1), "#a7adb1", "#8d887e")
    stage.lay(spot, inside(blade), steel, 22 + 3 * smear, gloss=0.9)
    neck = np.maximum(np.abs(spot.v) - 8, np.abs(spot.u - 95) - 38)
    stage.lay(spot, inside(neck), "#8b9196", 38 + 10 * rim(neck, 7), gloss=0.9)
    grip = box(stage.spot(x, y, 260, turned=-0.6), 400, 20, 20)
    grip = np.maximum(grip, np.abs(spot.u - 182) - 62)
    colour, _ = things.wood(stage, spot, "#b5783f", "#7a4a22")
    stage.lay(spot, inside(grip), colour, 34 + 32 * rim(grip, 19), gloss=0.25)


def cleaning(stage: Stage) -> tuple[Camera, Light]:
    """Bottles, a bucket, brushes and cloths before white tiles."""
    _white_tiles(stage)
    floor = stage.spot(640, 900, 700, 62)
    colour, grain = things.wood(stage, floor, "#b58a5c", "#7f5932")
    stage.lay(floor, inside(-floor.v - 60), colour, 150 + grain, gloss=0.2)
    _spray(stage, 180, 850, "#2f8fc4", "#f1f1ec")
    _spray(stage, 350, 850, "#57a845", "#e9c52d")
    things.turned_body(
        stage,
        640,
        850,
        [(0, 128), (220, 158), (228, 168), (246, 168)],
        "#d2392c",
        gloss=0.6,
        on=60,
        clouds=0.04,
    )
    _folded(stage, 985, 850)
    _brush(stage, 1185, 850)
    _brush(stage, 560, 640)
    things.turned_body(
        stage,
        820,
        850,
        [(0, 44), (110, 44), (140, 20), (150, 20), (152, 26), (182, 26)],
        "#e8b62c",
        gloss=0.5,
        stripes=[(25, 92, "#f4f2ea"), (152, 190, "#2b4a8a")],
        on=95,
        clouds=0.03,
    )
    return Camera(tilt=0, blur=4, focus=0.66, frame=(0.06, 0.27, 0.73)), Light(
        x=-0.6, y=-0.5, z=0.62
    )


def _white_tiles(stage: Stage) -> None:
    spot = stage.whole()
    u, v = spot.u / 160, spot.v / 110
    joint = np.minimum(0.5 - np.abs(u % 1 - 0.5), (0.5 - np.abs(v % 1 - 0.5)) * 110 / 160)
    grout = inside((joint - 0.018) * 160)
    own = np.sin(np.floor(u) * 7.3 + np.floor(v) * 3.1)
    tone = mixed(grout, linear("#e3e9e8") * (1 + 0.03 * own)[..., None], "#b9bcb8")
    stage.lay(
        spot, np.ones_like(own), tone, -4 * grout + 0.8 * stage.noise(90), gloss=0.5 * (1 - grout)
    )


def _spray(stage: Stage, x: float, bottom: float, shade: str, label: str) -> None:
    things.turned_body(
        stage,
        x,
        bottom,
        [(0, 62), (8, 66), (170, 66), (240, 26), (262, 24)],
        shade,
        gloss=0.7,
        stripes=[(50, 150, label), (88, 112, shade)],
        on=70,
        clouds=0.03,
    )
    for dx, dy, half_u, half_v, turned in (
        (8, -286, 40, 22, 0.0),
        (-34, -296, 34, 13, 0.0),
        (-30, -262, 9, 26, 0.5),
    ):
        things.slab(
            stage,
            x + dx,
            bottom + dy,
            half_u,
            half_v,
            "#f2f2f0",
            thick=40,
            edge=14,
            round_by=9,
            turned=turned,
            gloss=0.4,
            on=84,
        )


def _folded(stage: Stage, x: float, bottom: float) -> None:
    shades = ("#3f8fb5", "#e7dfc9", "#d98a9c", "#7fb069", "#e3b23c")
    for number, shade in enumerate(shades):
        y = bottom - 22 - 42 * number
        spot = stage.spot(x, y, 130, 26)
        nap = stage.noise(4, 2, spot.u.shape)
        shape = box(spot, 112 + stage.chance.normal(0, 3), 21, 18)
        seam = np.exp(-np.abs(spot.v) / 2.2) * (spot.u < 80)
        tone = (1 + 0.12 * nap - 0.35 * seam)[..., None]
        stage.lay(
            spot, inside(shape), linear(shade) * tone, 62 + 42 * rim(shape, 20) + 3 * nap - 9 * seam
        )


def _brush(stage: Stage, x: float, bottom: float) -> None:
    spot = stage.spot(x, bottom - 34, 84, 40)
    hair = things.stretched(stage.noise(3, 1, (6, spot.u.shape[1])), spot.u.shape)
    shape = np.maximum(np.abs(spot.u) - 62 - spot.v * 0.18, np.abs(spot.v) - 33)
    stage.lay(
        spot, inside(shape), linear("#d8c48f") * (0.85 + 0.3 * hair)[..., None], 84 + 9 * hair
    )
    things.slab(
        stage, x, bottom - 78, 68, 16, "#b5773e", thick=44, edge=12, round_by=12, gloss=0.3, on=76
    )
