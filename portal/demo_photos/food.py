"""Scenes of kitchens and shops: from above."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import HIGH, WIDE, Stage

BLUE = ("#1f4f86", "#e9e3d2", "#d8a531")
GREEN = ("#1d6b4f", "#efe6d0", "#c8552b")
COUSCOUS = ("#e8cf92", "#c9a55c")


def table_laid(stage: Stage) -> Camera:
    """A dish in the middle of a zellige table, small plates and tea around it."""
    tones = BLUE if stage.chance.random() < 0.5 else GREEN
    things.zellige(stage, stage.whole(turned=0.25), tones)
    things.plate(stage, 600, 470, 330, "#efe8d8", tones[0], deep=26)
    things.heap(stage, 600, 470, 235, *COUSCOUS, grain=2.6, high=62, rough=4)
    _stew(stage, 600, 470)
    _salad(stage, 1085, 250, tones)
    things.plate(stage, 1080, 720, 170, "#d9cdb4", tones[2])
    for _ in range(26):
        x, y = 1080 + stage.chance.normal(0, 42), 720 + stage.chance.normal(0, 42)
        colour = stage.chance.choice(["#3c2a3e", "#4f5a22", "#6a7030"])
        things.ball(
            stage, x, y, 17, str(colour), gloss=0.8, oval=1.25, turned=stage.chance.random() * 3
        )
    _bread(stage, 110, 200, 175)
    _glass(stage, 150, 690)
    _glass(stage, 285, 850)
    return Camera(tilt=0.2, blur=6, focus=0.52)


def _stew(stage: Stage, x: float, y: float) -> None:
    """Vegetables and meat on the couscous."""
    pieces = [
        ("#c8601c", 34, 1.9),
        ("#d98324", 30, 2.1),
        ("#6d8f36", 30, 2.0),
        ("#7a4424", 44, 1.3),
        ("#8a4f2a", 40, 1.4),
        ("#e0a63c", 32, 1.6),
        ("#b5421f", 30, 1.2),
    ]
    for turn in range(30):
        colour, size, oval = pieces[turn % len(pieces)]
        angle, far = stage.chance.uniform(0, 6.3), 150 * np.sqrt(stage.chance.random())
        things.ball(
            stage,
            x + far * np.cos(angle),
            y + far * np.sin(angle),
            size * 0.85,
            colour,
            oval=oval * 0.85,
            turned=angle + 1.2,
            gloss=0.5,
            skin=1.8,
            flat=0.7,
        )
    for _ in range(46):
        angle, far = stage.chance.uniform(0, 6.3), 215 * np.sqrt(stage.chance.random())
        things.ball(
            stage, x + far * np.cos(angle), y + far * np.sin(angle), 10, "#d9b36a", gloss=0.3
        )
    for _ in range(20):
        angle, far = stage.chance.uniform(0, 6.3), 130 * np.sqrt(stage.chance.random())
        place = x + far * np.cos(angle), y + far * np.sin(angle)
        things.leaf(
            stage, *place, stage.chance.uniform(12, 22), "#3f7a2c", stage.chance.uniform(0, 6)
        )


def _salad(stage: Stage, x: float, y: float, tones: tuple[str, str, str]) -> None:
    things.plate(stage, x, y, 165, "#f3eee2", tones[0])
    for _ in range(120):
        angle, far = stage.chance.uniform(0, 6.3), 98 * np.sqrt(stage.chance.random())
        colour = str(stage.chance.choice(["#c23a22", "#d4552f", "#7fa24a", "#e8e0c6", "#b02c1c"]))
        place = x + far * np.cos(angle), y + far * np.sin(angle)
        things.slab(
            stage,
            *place,
            11,
            9,
            colour,
            thick=9,
            edge=3,
            round_by=3,
            turned=stage.chance.uniform(0, 3),
            gloss=0.5,
            on=float(stage.chance.uniform(8, 26)),
        )


def _bread(stage: Stage, x: float, y: float, radius: float) -> None:
    spot = stage.spot(x, y, radius + 4)
    r = spot.r
    rough = stage.noise(24, 4, r.shape)
    dome = np.sqrt(np.clip(1 - (r / radius) ** 2, 0, 1))
    flour = np.clip(stage.noise(50, 3, r.shape) * 1.6, 0, 1) * 0.5
    colour = things.mixed(0.5 + 0.6 * rough - 0.25 * dome, "#d9a85e", "#8a5222")
    colour = things.mixed(flour, colour, "#efe0c0")
    height = 46 * dome**0.7 + 4 * rough
    stage.lay(spot, things.inside(r - radius + 4 * rough), colour, height, gloss=0.03)


def _glass(stage: Stage, x: float, y: float) -> None:
    """Mint tea, seen from above."""
    spot = stage.spot(x, y, 72)
    r = spot.r
    wave = stage.noise(30, 2, r.shape)
    tea = things.mixed(r / 60 + 0.15 * wave, "#c98a22", "#8a5410")
    stage.lay(spot, things.inside(r - 66), "#e9e2cf", 60 * things.rim(r - 66, 7), gloss=0.9)
    stage.lay(spot, things.inside(r - 57), tea, 48.0, gloss=0.9)
    ring = things.inside(np.abs(r - 62) - 1.6)
    stage.lay(spot, ring, "#c79a35", 64.0, gloss=1.0)
    for _ in range(7):
        place = x + stage.chance.normal(0, 22), y + stage.chance.normal(0, 22)
        things.leaf(stage, *place, 20, "#2f6b2a", stage.chance.uniform(0, 6))


def spices(stage: Stage) -> Camera:
    """Bowls of spices and argan on old wood."""
    spot = stage.whole(turned=0.08)
    colour, height = things.wood(stage, spot, "#8a5a34", "#4b2c17", board=170)
    stage.lay(spot, np.ones_like(spot.u), colour, height, gloss=0.08)
    fills = [
        ("#dd6a1a", "#b3420c", 1.6),
        ("#e3b021", "#c68f10", 1.6),
        ("#92261a", "#6c160c", 1.6),
        ("#74803a", "#4c5722", 3.5),
        ("#c08f4e", "#8d6028", 5),
        ("#f1e6cc", "#d9c69c", 1.6),
        ("#55331f", "#2c1810", 6),
    ]
    places = [(290, 250), (690, 215), (1080, 290), (180, 640), (560, 610), (950, 690), (1290, 640)]
    bowls = ["#e7dfcf", "#2c5f8a", "#b5673a", "#efe8da", "#35705a", "#d8c9aa", "#a84b28"]
    stage.chance.shuffle(fills)
    for (x, y), (light, dark, grain), ware in zip(places, fills, bowls, strict=True):
        radius = stage.chance.uniform(165, 195)
        things.bowl(stage, x, y, radius, ware)
        things.heap(stage, x, y, radius - 14, light, dark, grain=grain, high=70, rough=0.5 * grain)
    for _ in range(36):
        left, top = stage.chance.uniform(0, WIDE), stage.chance.uniform(380, HIGH)
        things.ball(
            stage,
            left,
            top,
            stage.chance.uniform(6, 12),
            "#5a3418",
            oval=1.5,
            turned=stage.chance.uniform(0, 6),
            gloss=0.4,
        )
    return Camera(tilt=0.24, blur=8, focus=0.62)


def fruit(stage: Stage) -> Camera:
    """Crates of a market stall."""
    spot = stage.whole()
    stage.lay(spot, np.ones_like(spot.u), "#3f5a44", 2 * stage.noise(9, 2))
    kinds = [
        ("#d9721a", 47, 0.22),
        ("#b52a1c", 42, 0.5),
        ("#dcb62a", 41, 0.25),
        ("#4f7a2a", 44, 0.3),
        ("#4a1d3a", 36, 0.45),
        ("#9ab53e", 43, 0.3),
    ]
    stage.chance.shuffle(kinds)
    for place, (colour, size, gloss) in enumerate(kinds):
        x, y = 213 + 427 * (place % 3), 240 + 480 * (place // 3)
        _crate(stage, x, y, 208, 232)
        for on in (8.0, 34.0):
            _layer(stage, x, y, colour, size, gloss, on)
    return Camera(tilt=0.26, blur=8, focus=0.6)


def _layer(
    stage: Stage, x: float, y: float, colour: str, size: float, gloss: float, on: float
) -> None:
    """Fruit side by side, not quite in rows."""
    step = size * 1.86
    for row in range(-4, 5):
        for column in range(-4, 5):
            u = (column + 0.5 * (row % 2) + (0.4 if on > 10 else 0)) * step
            v = row * step * 0.88
            if abs(u) > 186 - size * 0.55 or abs(v) > 210 - size * 0.55:
                continue
            u, v = u + stage.chance.normal(0, size * 0.2), v + stage.chance.normal(0, size * 0.2)
            radius = size * stage.chance.uniform(0.88, 1.08)
            _fruit(stage, x + u, y + v, radius, colour, gloss, on + stage.chance.normal(0, 5))


def _fruit(
    stage: Stage, x: float, y: float, radius: float, colour: str, gloss: float, on: float
) -> None:
    spot = stage.spot(x, y, radius + 2)
    r = spot.r
    dome = np.sqrt(np.clip(radius**2 - r * r, 0, None)) * 0.95 + on
    above = np.clip(dome - stage.height[spot.rows, spot.columns], 0, 1)
    ripe = stage.noise(radius * 1.3, 2, r.shape)
    pores = stage.noise(3, 1, r.shape)
    own = stage.chance.uniform(0.8, 1.12)
    tone = own * (1 + 0.22 * ripe + 0.05 * pores)
    tint = things.mixed(0.35 + 0.9 * ripe, colour, things.linear(colour) * np.float32(1.25) + 0.02)
    mask = things.inside(r - radius) * above
    stage.lay(spot, mask, tint * tone[..., None], dome + 0.4 * pores, gloss=gloss)
    stem = stage.spot(
        x + radius * stage.chance.normal(0, 0.3), y + radius * stage.chance.normal(0, 0.3), 7
    )
    stage.lay(stem, 0.8 * things.inside(stem.r - radius * 0.07, 1.5), "#3a3a1c", -2.0, on=None)


def _crate(stage: Stage, x: float, y: float, half_u: float, half_v: float) -> None:
    """Thin boards around a hollow."""
    spot = stage.spot(x, y, half_u + 4, half_v + 4)
    outer = things.box(spot, half_u, half_v, 4)
    inner = things.box(spot, half_u - 20, half_v - 20, 2)
    colour, rough = things.wood(stage, spot, "#c79a62", "#8a6236")
    stage.lay(spot, things.inside(outer), colour, 88 * things.rim(outer, 4) + rough)
    stage.lay(spot, things.inside(inner), "#2c2018", 6.0)
