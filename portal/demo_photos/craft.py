"""Scenes of workshops: pots on shelves, baskets, soap."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import Field, Light, Stage, inside, linear, mixed, rim

POTS: list[list[tuple[float, float]]] = [
    [(0, 38), (20, 46), (90, 74), (150, 66), (190, 36), (212, 34), (228, 46)],
    [(0, 44), (30, 62), (80, 80), (120, 78), (150, 60), (168, 66)],
    [(0, 34), (60, 44), (130, 62), (170, 50), (215, 26), (262, 24), (276, 34)],
    [(0, 40), (24, 70), (60, 92), (92, 98)],
    [(0, 30), (50, 54), (110, 56), (150, 40), (164, 44)],
]
GLAZES = ["#b4623a", "#2f6a7f", "#e6dcc4", "#3d6b4f", "#c98a3c", "#26456e", "#8e3b26"]


def pottery(stage: Stage) -> tuple[Camera, Light]:
    """Pots on two shelves, before a white wall."""
    things.plaster(stage, "#d9cfbd", 1.4)
    for bottom, how_many in ((470, 6), (900, 5)):
        x = 70.0
        for _ in range(how_many):
            profile = POTS[stage.chance.integers(len(POTS))]
            scale = stage.chance.uniform(0.95, 1.3)
            grown = [(h * scale, r * scale) for h, r in profile]
            widest = max(r for _, r in grown)
            x += widest + 12
            _pot(stage, x, bottom, grown)
            x += widest + 12
        _shelf(stage, bottom)
    return Camera(tilt=0, blur=3.5, focus=0.45), Light(x=-0.62, y=-0.42, z=0.62)


def _pot(stage: Stage, x: float, bottom: float, profile: list[tuple[float, float]]) -> None:
    glaze, other = stage.chance.choice(GLAZES, 2, replace=False)
    tall = profile[-1][0]
    stripes = [(tall * 0.52, tall * 0.56, str(other)), (tall * 0.62, tall * 0.70, str(other))]
    if stage.chance.random() < 0.4:
        stripes = [(tall * 0.72, tall * 1.1, str(other))]
    gloss = float(stage.chance.choice([0.08, 0.5, 0.8]))
    things.turned_body(stage, x, bottom, profile, str(glaze), gloss=gloss, stripes=stripes, on=34)
    spot = stage.spot(x, bottom - tall + 1, profile[-1][1], 7)
    mouth = np.hypot(spot.u / profile[-1][1], spot.v / 6) - 1
    stage.lay(spot, inside(mouth * 6), "#1a120c", 34.0)


def _shelf(stage: Stage, top: float) -> None:
    spot = stage.spot(640, top + 17, 700, 17)
    colour, height = things.wood(stage, spot, "#a5713f", "#6d4322")
    edge = np.abs(spot.v) - 16
    stage.lay(spot, inside(edge), colour, 150 + 5 * rim(edge, 4) + height, gloss=0.12)


def baskets(stage: Stage) -> Camera:
    """Baskets of palm and wool, on linen."""
    _linen(stage, "#cdbfa5")
    dyes = [
        ("#b4451f", "#16334f"),
        ("#1f6b58", "#d99a2b"),
        ("#2a2a30", "#b5652f"),
        ("#a33a52", "#2e6f8e"),
    ]
    stage.chance.shuffle(dyes)
    for (x, y, radius), pair in zip(
        ((410, 430, 330), (1010, 300, 235), (960, 770, 215), (110, 860, 190)), dyes, strict=True
    ):
        _basket(stage, x, y, radius, pair)
    return Camera(tilt=0.22, blur=7, focus=0.55)


def _linen(stage: Stage, shade: str) -> None:
    spot = stage.whole(turned=0.2)
    folds = 10 * stage.noise(420, 2) + 3 * stage.noise(120, 2)
    threads = np.sin(spot.u * 1.3 + 2 * stage.noise(30)) + np.sin(
        spot.v * 1.3 + 2 * stage.noise(30)
    )
    tone = 1 + 0.06 * threads + 0.04 * stage.noise(6, 2)
    stage.lay(spot, np.ones_like(tone), linear(shade) * tone[..., None], folds + 0.5 * threads)


def _basket(stage: Stage, x: float, y: float, radius: float, dyes: tuple[str, str]) -> None:
    """Coils of straw, each sewn to the one before with dyed strips."""
    spot = stage.spot(x, y, radius + 4)
    r, angle = spot.r, spot.angle
    coil = 13.0
    ring = np.floor(r / coil)
    across = (r / coil - ring - 0.5) * 2
    stitches = np.round(ring * 2 * np.pi * coil / 9) + 4
    stitch = (angle / (2 * np.pi) + 0.5 + ring * 0.13) * stitches
    along = (stitch % 1 - 0.5) * 2
    bump = np.sqrt(np.clip(1 - across**2, 0, 1)) * (
        0.72 + 0.28 * np.sqrt(np.clip(1 - along**2, 0, 1))
    )
    own = np.abs(np.sin(np.floor(stitch) * 12.9 + ring * 4.1))
    straw = mixed(own, "#d8b878", "#b88f4c")
    colour = mixed(_woven(ring, angle, radius / coil, 0), straw, dyes[0])
    colour = mixed(_woven(ring, angle, radius / coil, 1), colour, dyes[1])
    share = r / radius
    shape = 105 * np.clip((share - 0.42) / 0.58, 0, 1) ** 1.25
    stage.lay(
        spot,
        inside(r - radius),
        colour * (0.82 + 0.28 * own)[..., None],
        shape + 7 * bump + 6,
        gloss=0.05,
    )


def _woven(ring: Field, angle: Field, rings: float, which: int) -> Field:
    """Where a strip is dyed: triangles that turn, and a border."""
    share = (angle / (2 * np.pi) * 10 + 0.5 * which) % 1
    place = ring / rings
    teeth = np.abs(share - 0.5) * 2 < (0.9 - np.abs(place - 0.62) * 4)
    border = (np.abs(place - 0.92) < 0.03) if which else (np.abs(place - 0.25) < 0.05)
    return ((teeth & (place > 0.38) & (place < 0.84)) | border).astype(np.float32)


def soap(stage: Stage) -> Camera:
    """Bars of soap on linen, with lavender and olive leaves."""
    _linen(stage, "#d9d0bd")
    kinds = [
        ("#7f9a5c", "#4f6b34"),
        ("#e7dcc0", "#c9b78e"),
        ("#b7795a", "#8e4f36"),
        ("#a58bb5", "#7c5f92"),
        ("#5a4030", "#3a281c"),
    ]
    stage.chance.shuffle(kinds)
    places = [(300, 280), (640, 250), (990, 300), (420, 600), (800, 610), (1130, 660)]
    for number, (x, y) in enumerate(places):
        _bar(stage, x, y, kinds[number % len(kinds)], float(stage.chance.normal(0, 0.2)))
        if number in (1, 4):
            _bar(
                stage,
                x + 14,
                y - 18,
                kinds[(number + 2) % len(kinds)],
                float(stage.chance.normal(0.2, 0.2)),
                on=58,
            )
    for x, y, turned in ((150, 640, -1.0), (230, 760, -0.8), (610, 850, 0.15)):
        _lavender(stage, x, y, turned)
    for _ in range(9):
        left, top = stage.chance.uniform(700, 1250), stage.chance.uniform(790, 930)
        things.leaf(stage, left, top, 46, "#6c7a4a", float(stage.chance.uniform(-1, 1)))
    return Camera(tilt=0.22, blur=7, focus=0.52)


def _bar(
    stage: Stage, x: float, y: float, shades: tuple[str, str], turned: float, on: float = 0
) -> None:
    spot = stage.spot(x, y, 190, turned=turned)
    shape = spot.u.shape
    swirl = stage.noise(90, 3, shape)
    veins = np.sin(spot.u * 0.03 + swirl * 5) * 0.5 + 0.5
    specks = (stage.noise(4, 1, shape) > 0.72) * 0.5
    colour = mixed(veins * 0.8 + specks, *shades)
    distance = things.box(spot, 138, 88, 14)
    border = np.abs(things.box(spot, 104, 56, 8)) - 2.5
    star = np.minimum(
        np.maximum(np.abs(spot.u), np.abs(spot.v)) - 24,
        (np.abs(spot.u) + np.abs(spot.v)) / 1.414 - 24,
    )
    stamped = np.maximum(inside(border, 2), inside(np.abs(star) - 2.5, 2))
    height = 58 * rim(distance, 15) - 5 * stamped + 1.6 * swirl + 0.8 * stage.noise(9, 1, shape)
    stage.lay(spot, inside(distance), colour, height, gloss=0.16, on=on)


def _lavender(stage: Stage, x: float, y: float, turned: float) -> None:
    spot = stage.spot(x, y, 190, turned=turned)
    stem = np.maximum(np.abs(spot.v + 8 * np.sin(spot.u * 0.02)) - 2.6, np.abs(spot.u) - 170)
    stage.lay(spot, inside(stem), "#6d7f52", 9.0, gloss=0.05)
    cos, sin = np.cos(turned), np.sin(turned)
    for step in range(44):
        u, v = 170 - step * 3.4, stage.chance.normal(0, 7)
        shade = str(stage.chance.choice(["#6a559c", "#8a74b8", "#564388"]))
        things.ball(
            stage,
            x + u * cos - v * sin,
            y + u * sin + v * cos,
            8,
            shade,
            gloss=0.05,
            oval=1.3,
            turned=turned + stage.chance.normal(0, 0.5),
        )
