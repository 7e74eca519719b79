"""The bench of someone who repairs phones."""

import numpy as np

from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import Stage, box, inside, linear, mixed, rim


def repair(stage: Stage) -> Camera:
    """A phone that is open on a mat, and small tools."""
    spot = stage.whole(turned=0.04)
    lines = np.maximum(np.abs((spot.u / 80) % 1 - 0.5), np.abs((spot.v / 80) % 1 - 0.5))
    grid = inside((0.5 - lines) * 80 - 1.0)
    fine = stage.noise(4, 2)
    mat = mixed(grid * 0.6, "#3c7f7a", "#cfe6dc") * (1 + 0.07 * fine)[..., None]
    stage.lay(spot, np.ones_like(fine), mat, 0.7 * fine, gloss=0.05)
    _opened_phone(stage, 430, 500, -0.12)
    _whole_phone(stage, 850, 520, 0.16)
    for number, shade in enumerate(("#c9302c", "#e0a21f", "#2b5fa0")):
        _driver(stage, 1085 + 62 * number, 330 + 24 * number, shade, 1.35 + 0.06 * number)
    things.plate(stage, 170, 190, 96, "#c9ccce", deep=14)
    for _ in range(17):
        x, y = 170 + stage.chance.normal(0, 34), 190 + stage.chance.normal(0, 34)
        things.slab(stage, x, y, 7, 7, "#6d7276", thick=8, edge=3, round_by=7, gloss=1.0, on=14)
    for side in (-1, 1):
        arm = stage.spot(1090, 800, 240, turned=0.2 + side * 0.035)
        shape = np.maximum(np.abs(arm.v - side * 5) - 8 + arm.u * 0.03, np.abs(arm.u) - 190)
        stage.lay(arm, inside(shape), "#b9bec2", 14 + 8 * rim(shape, 7), gloss=1.0)
    return Camera(tilt=0.18, blur=7, focus=0.55)


def _opened_phone(stage: Stage, x: float, y: float, turned: float) -> None:
    things.slab(
        stage, x, y, 150, 305, "#25282c", thick=20, edge=6, round_by=34, turned=turned, gloss=0.5
    )
    cos, sin = np.cos(turned), np.sin(turned)

    def part(u: float, v: float, half_u: float, half_v: float, shade: str, **how: float) -> None:
        place = x + u * cos - v * sin, y + u * sin + v * cos
        told = {"thick": 6.0, "edge": 2.0, "round_by": 3.0, "gloss": 0.35, "on": 14.0, **how}
        things.slab(stage, *place, half_u, half_v, shade, turned=turned, **told)

    part(0, 0, 140, 294, "#3c4146", round_by=26)
    part(-34, 70, 88, 168, "#16181b", on=20, thick=12, gloss=0.2)
    part(-34, 70, 78, 40, "#d8d8d2", on=31, thick=1, gloss=0.1)
    part(-6, -196, 128, 84, "#1f5a3e", on=18)
    part(96, 40, 34, 190, "#1f5a3e", on=18)
    for _ in range(46):
        u, v = stage.chance.uniform(-122, 116), stage.chance.uniform(-268, -124)
        half = stage.chance.uniform(4, 20)
        shade = str(stage.chance.choice(["#15171a", "#9aa1a6", "#c4a35a", "#2b2e33", "#d7d9da"]))
        part(u, v, half, stage.chance.uniform(4, 16), shade, on=24, thick=5)
    for step in range(16):
        part(
            96,
            -120 + step * 20,
            stage.chance.uniform(6, 22),
            6,
            str(stage.chance.choice(["#15171a", "#b8bcc0", "#c4a35a"])),
            on=24,
        )
    part(-92, -240, 34, 34, "#101214", round_by=30, on=24, thick=14, gloss=0.9)
    part(-92, -240, 17, 17, "#1d2c44", round_by=17, on=34, thick=3, gloss=1.0)


def _whole_phone(stage: Stage, x: float, y: float, turned: float) -> None:
    things.slab(
        stage, x, y, 148, 300, "#8d9296", thick=24, edge=8, round_by=36, turned=turned, gloss=0.9
    )
    spot = things.slab(
        stage,
        x,
        y,
        141,
        293,
        "#0d1014",
        thick=3,
        edge=3,
        round_by=30,
        turned=turned,
        gloss=0.75,
        on=23,
    )
    cracked = np.full_like(spot.u, 9.0)
    for ray in range(9):
        angle = ray * 0.7 + stage.chance.normal(0, 0.12)
        u, v = spot.u - 40, spot.v + 130
        along = u * np.cos(angle) + v * np.sin(angle)
        off = np.abs(v * np.cos(angle) - u * np.sin(angle) + 7 * np.sin(along * 0.05 + ray))
        cracked = np.where(
            (along > 0) & (along < 90 + 40 * (ray % 4)), np.minimum(cracked, off), cracked
        )
    screen = box(spot, 138, 290, 28) < 0
    window = inside(np.abs(spot.u * 0.8 + spot.v * 0.5 - 60) - 70, 30) * 0.5
    stage.lay(spot, window * screen, "#3d4a55", 0.0, on=None, gloss=0.75)
    stage.lay(spot, inside(cracked - 1.1) * screen, "#b9c4cb", 1.0, on=26, gloss=0.5)


def _driver(stage: Stage, x: float, y: float, shade: str, turned: float) -> None:
    rod = stage.spot(x, y, 250, turned=turned)
    shaft = np.maximum(np.abs(rod.v) - 5, np.abs(rod.u - 110) - 110)
    stage.lay(rod, inside(shaft), "#a9aeb2", 12 + 6 * rim(shaft, 5), gloss=1.0)
    grip = np.maximum(box(rod, 400, 19, 19), np.abs(rod.u + 90) - 96)
    flutes = np.abs(np.sin(rod.v * 0.42))
    stage.lay(
        rod,
        inside(grip),
        linear(shade) * (0.75 + 0.35 * flutes)[..., None],
        8 + 30 * rim(grip, 18),
        gloss=0.6,
    )
