"""Scenes of people who film, and of people who do hair."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.desk import table
from portal.demo_photos.stage import Light, Stage, inside, linear, mixed, rim


def film(stage: Stage) -> Camera:
    """A camera, its lens, memory cards and headphones on a dark table."""
    table(stage, "#6a4a34", "#3b281b")
    things.slab(
        stage, 560, 520, 330, 210, "#1e2023", thick=110, edge=26, round_by=46, gloss=0.3, rough=1.1
    )
    things.slab(
        stage, 560, 330, 120, 60, "#232529", thick=120, edge=20, round_by=24, gloss=0.3, rough=0.8
    )
    things.slab(
        stage, 830, 500, 70, 190, "#1a1b1e", thick=136, edge=34, round_by=40, gloss=0.15, rough=2.2
    )
    _lens(stage, 520, 540)
    for x, y, shade in ((690, 320, "#c9302c"), (300, 350, "#3a3d42"), (800, 350, "#55595e")):
        spot = stage.spot(x, y, 30)
        stage.lay(spot, inside(spot.r - 24), shade, 130 + 14 * rim(spot.r - 24, 6), gloss=0.6)
    for number, shade in enumerate(("#26456e", "#b4451f")):
        x, turned = 1030 + 96 * number, 0.2 + 0.3 * number
        card = {"edge": 2.0, "round_by": 4.0, "turned": turned, "gloss": 0.3}
        things.slab(stage, x, 800, 40, 52, shade, thick=9, **card)
        things.slab(stage, x, 786, 28, 20, "#f2efe6", thick=1, on=9, **card)
    _headphones(stage, 1070, 330)
    return Camera(tilt=0.15, blur=6, focus=0.55, exposure=1.6)


def _lens(stage: Stage, x: float, y: float) -> None:
    for radius, shade, height, gloss in (
        (190, "#141517", 150, 0.4),
        (170, "#2b2d31", 178, 0.6),
        (150, "#101113", 172, 0.5),
        (120, "#0b0d12", 150, 0.3),
    ):
        spot = stage.spot(x, y, radius + 3)
        ribs = np.sin(spot.angle * 90) * 2 if radius == 190 else 0.0
        stage.lay(
            spot,
            inside(spot.r - radius),
            shade,
            height * rim(spot.r - radius, 9) + ribs,
            gloss=gloss,
        )
    glass = stage.spot(x, y, 112)
    coat = mixed(glass.r / 108, "#3a2a66", "#06080c")
    coat = mixed(inside(np.hypot(glass.u + 36, glass.v + 42) - 30, 9) * 0.9, coat, "#bcd6e6")
    coat = mixed(inside(np.hypot(glass.u - 34, glass.v - 38) - 22, 8) * 0.5, coat, "#7a5ab0")
    coat = mixed(inside(np.abs(glass.r - 84) - 2, 2) * 0.5, coat, "#5a6a88")
    stage.lay(glass, inside(glass.r - 106), coat, 142.0, gloss=0.4)
    ring = stage.spot(x, y, 180)
    stage.lay(ring, inside(np.abs(ring.r - 160) - 2), "#c8862c", 0.6, on=None, gloss=0.6)


def _headphones(stage: Stage, x: float, y: float) -> None:
    spot = stage.spot(x, y, 240)
    band = np.maximum(np.abs(spot.r - 165) - 15, spot.v - 40)
    stage.lay(spot, inside(band), "#2d3035", 20 + 26 * rim(band, 14), gloss=0.35)
    for side in (-1, 1):
        ear = stage.spot(x + side * 160, y + 70, 110, turned=side * 0.15)
        shape = np.hypot(ear.u / 62, ear.v / 84) - 1
        stage.lay(
            ear,
            inside(shape * 60),
            "#1b1c1f",
            24 + 40 * rim(shape * 60, 26) + 1.5 * stage.noise(5, 1, ear.u.shape),
            gloss=0.1,
        )
        stage.lay(
            ear,
            inside((np.hypot(ear.u / 36, ear.v / 54) - 1) * 36),
            "#3c3f45",
            52.0,
            gloss=0.3,
        )


def hair(stage: Stage) -> tuple[Camera, Light]:
    """Oils and creams on the shelf of a salon, combs, towels."""
    things.plaster(stage, str(stage.chance.choice(["#d8b9a3", "#b9c9bd", "#d9cfb4"])), 0.7)
    shelf = stage.spot(640, 930, 700, 90)
    colour, grain = things.wood(stage, shelf, "#a9764a", "#6b4526")
    stage.lay(shelf, inside(-shelf.v - 76), colour, 190 + grain, gloss=0.25)
    bottles = [
        ("#8a4b16", 78, 300),
        ("#e9e2d4", 70, 240),
        ("#2f5f4a", 64, 330),
        ("#c46a7a", 84, 190),
        ("#20242a", 66, 280),
    ]
    stage.chance.shuffle(bottles)
    x = 110.0
    for shade, radius, tall in bottles:
        x += radius + 14
        _bottle(stage, x, 855, radius, tall, shade)
        x += radius + 14
    for number, shade in enumerate(("#efe6d6", "#c98a6a", "#efe6d6")):
        spot = stage.spot(
            1030 + 132 * (number % 2) + (66 if number == 2 else 0),
            790 - (112 if number == 2 else 0),
            68,
        )
        turns = np.sin(spot.r * 0.55 - spot.angle)
        nap = stage.noise(4, 2, spot.u.shape)
        stage.lay(
            spot,
            inside(spot.r - 64 + 2 * nap),
            linear(shade) * (0.9 + 0.10 * turns + 0.1 * nap)[..., None],
            110 + 60 * rim(spot.r - 64, 30) + 9 * turns + 3 * nap,
        )
    return Camera(tilt=0, blur=4, focus=0.62, frame=(0.05, 0.27, 0.72)), Light(
        x=-0.62, y=-0.45, z=0.6
    )


def _bottle(stage: Stage, x: float, bottom: float, radius: float, tall: float, shade: str) -> None:
    neck = radius * 0.42
    body = [
        (0, radius * 0.94),
        (6, radius),
        (tall * 0.72, radius),
        (tall * 0.80, neck),
        (tall * 0.84, neck),
    ]
    things.turned_body(
        stage,
        x,
        bottom,
        [*body, (tall * 0.845, neck * 1.25), (tall, neck * 1.25)],
        shade,
        gloss=0.9,
        on=90,
        stripes=[
            (tall * 0.84, tall * 1.1, "#1a1a1c"),
            (tall * 0.14, tall * 0.58, "#f4efe3"),
            (tall * 0.40, tall * 0.43, "#b4451f"),
        ],
        clouds=0.05,
    )
    spot = stage.spot(x, bottom - tall * 0.36, radius * 0.7, tall * 0.2)
    words = inside((np.abs((spot.v / 15) % 1 - 0.5) - 0.16) * 15) * (
        np.abs(spot.u) < radius * (0.5 - 0.12 * np.sin(np.floor(spot.v / 15) * 4))
    )
    stage.lay(spot, words * 0.7 * (np.abs(spot.v - 4) < tall * 0.13), "#4a4038", 0.0, on=None)
