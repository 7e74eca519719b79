"""Scenes of people who write, teach, print, film, and do hair."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from portal.core.pdf import FAMILY, FONTS
from portal.demo_photos import things
from portal.demo_photos.camera import Camera
from portal.demo_photos.stage import Field, Stage, box, inside, linear, mixed, rim

CARD = (128.0, 76.0)
INKS = [
    ("#0b6b55", "#f2b544"),
    ("#b4451f", "#f3ead7"),
    ("#26456e", "#e8b04a"),
    ("#7c1f2b", "#f5e3c8"),
]
CODE = ("#7fd1b9", "#e8b04a", "#d97b93", "#8fb6e8", "#d8d8d0", "#7a8a92")


def table(stage: Stage, light: str, dark: str, turned: float = 0.05) -> None:
    spot = stage.whole(turned=turned)
    colour, height = things.wood(stage, spot, light, dark, board=300)
    stage.lay(spot, np.ones_like(spot.u), colour, height, gloss=0.1)


def laptop(stage: Stage) -> Camera:
    """A program on the screen, a keyboard, a coffee."""
    table(stage, "#b98d5e", "#80572f")
    things.slab(stage, 600, 250, 440, 262, "#20242a", thick=16, edge=5, round_by=18, gloss=0.5)
    _screen(stage)
    things.slab(stage, 600, 690, 440, 190, "#b7bbbf", thick=20, edge=6, round_by=22, gloss=0.45)
    _keys(stage, 600, 640, 400, 112)
    things.slab(stage, 600, 815, 120, 52, "#a9adb1", thick=1, edge=1, round_by=8, gloss=0.5, on=20)
    things.slab(stage, 600, 509, 420, 10, "#3a3e44", thick=24, edge=8, round_by=6, gloss=0.5)
    _cup(stage, 1170, 660)
    things.slab(
        stage,
        1160,
        250,
        120,
        165,
        "#c65a33",
        thick=22,
        edge=5,
        round_by=10,
        turned=0.12,
        gloss=0.06,
        rough=0.6,
    )
    things.slab(stage, 1196, 250, 6, 168, "#f1ead8", thick=24, edge=3, round_by=2, turned=0.12)
    _pencil(stage, 1120, 430, -0.35, "#26456e", 130)
    return Camera(tilt=0.24, blur=6, focus=0.45)


def _screen(stage: Stage) -> None:
    """Lines of a program, each word in the colour of its kind."""
    spot = stage.spot(600, 244, 420, 240)
    screen = inside(box(spot, 416, 236, 6))
    glow = linear("#16202c") * (1.3 - 0.5 * np.hypot(spot.u, spot.v) / 420)[..., None]
    stage.lay(spot, screen, glow, 16.0, gloss=0.0)
    stage.lay(spot, screen * (spot.u < -330), "#0e151d", 16.0)
    for line in range(19):
        u = -290.0 + 34 * (0, 1, 2, 2, 1, 2, 3, 3, 2, 1, 0, 0, 1, 2, 2, 1, 1, 2, 0)[line]
        for _ in range(stage.chance.integers(1, 5)):
            half = stage.chance.uniform(10, 62)
            shade = linear(str(stage.chance.choice(CODE))) * np.float32(1.5)
            word = np.maximum(
                np.abs(spot.u - u - half) - half, np.abs(spot.v + 208 - 22.5 * line) - 4.6
            )
            gaps = np.clip(2 - np.abs(np.sin(spot.u * 0.27 + line)) * 0.55, 0, 1)
            stage.lay(spot, inside(word) * gaps, shade, 16.0)
            u += 2 * half + 14
            if u > 330:
                break


def _keys(stage: Stage, x: float, y: float, half_u: float, half_v: float) -> None:
    spot = stage.spot(x, y, half_u, half_v)
    stage.lay(spot, inside(box(spot, half_u, half_v, 6)), "#8d9196", 17.0)
    row = np.floor((spot.v + half_v) / (half_v / 2.5))
    wide = half_u / 7
    u = (spot.u + half_u + row * 13) / wide
    v = (spot.v + half_v) / (half_v / 2.5)
    du, dv = (np.abs(u % 1 - 0.5)) * wide, (np.abs(v % 1 - 0.5)) * half_v / 2.5
    space = (row == 4) & (np.abs(spot.u) < wide * 3)
    du = np.where(space, np.clip(np.abs(spot.u) - wide * 2.5, 0, None), du)
    key = np.maximum(du - wide * 0.43, dv - half_v / 2.5 * 0.41)
    sign = inside(np.hypot(du, dv * 1.4) - 3.2) * (np.sin(np.floor(u) * 7 + row) > -0.4) * ~space
    colour = mixed(sign * 0.8, "#24272b", "#d9dcdf")
    stage.lay(spot, inside(key), colour, 20 + 7 * rim(key, 5), gloss=0.2)


def _cup(stage: Stage, x: float, y: float) -> None:
    things.plate(stage, x, y, 118, "#e9e3d5", "#26456e", deep=10)
    handle = stage.spot(x + 84, y + 30, 50)
    ring = np.abs(handle.r - 26) - 8
    stage.lay(handle, inside(ring), "#ece6d8", 44 + 10 * rim(ring, 8), gloss=0.6)
    spot = stage.spot(x, y, 80)
    stage.lay(spot, inside(spot.r - 74), "#efe9dc", 66 * rim(spot.r - 74, 9), gloss=0.6)
    swirl = stage.noise(24, 2, spot.u.shape)
    foam = mixed(np.clip(spot.r / 62 + 0.6 * swirl, 0, 1), "#5a3219", "#a8763f")
    stage.lay(spot, inside(spot.r - 62), foam, 48.0, gloss=0.4)


def _pencil(stage: Stage, x: float, y: float, turned: float, shade: str, long: float = 190) -> None:
    spot = stage.spot(x, y, long + 40, turned=turned)
    facets = 1 - 0.25 * np.abs(np.round(spot.v / 6))
    body = np.maximum(np.abs(spot.v) - 9, np.abs(spot.u) - long)
    stage.lay(
        spot, inside(body), linear(shade) * facets[..., None], 6 + 14 * rim(body, 9), gloss=0.4
    )
    tip = np.maximum(
        np.abs(spot.v) - 9 + np.clip(spot.u - long, 0, None) * 0.26,
        np.maximum(long - spot.u, spot.u - long - 33),
    )
    stage.lay(spot, inside(tip), mixed(inside(long + 23 - spot.u), "#d9b07a", shade), 14.0)
    end = np.maximum(np.abs(spot.v) - 9, np.abs(spot.u + long + 2) - 12)
    stage.lay(spot, inside(end), "#b9bec2", 8 + 13 * rim(end, 9), gloss=0.9)


def books(stage: Stage) -> Camera:
    """Exercise books, letters in two scripts, pencils."""
    table(stage, "#d9b98a", "#a98252")
    _notebook(stage, 400, 420, -0.07)
    covers = ["#b4451f", "#26456e", "#2f7f5f", "#d8a531"]
    _pile(stage, 1010, 270, covers)
    for number, letter in enumerate(("أ", "A", "ب", "B", "ت", "C")):
        x, y = 800 + 128 * (number % 4) + 40 * (number // 4), 640 + 142 * (number // 4)
        turned = float(stage.chance.normal(0, 0.12))
        spot = things.slab(
            stage, x, y, 54, 62, "#f6f1e4", thick=9, edge=2, round_by=8, turned=turned, gloss=0.08
        )
        stage.lay(spot, _letter(letter, spot.u, spot.v), covers[number % 4], 0.3, on=None)
    for number, shade in enumerate(("#c9302c", "#2b6fa0", "#e0a21f", "#3f8f4f", "#7a4a8f")):
        _pencil(stage, 380 + 26 * number, 830 + 24 * number, -0.12 + 0.05 * number, shade)
    return Camera(tilt=0.22, blur=7, focus=0.52)


def _pile(stage: Stage, x: float, y: float, covers: list[str]) -> None:
    """Exercise books, one on the other; the last has a label."""
    spot = stage.spot(x, y, 10)
    for number, shade in enumerate(covers):
        place, turned, on = (x + 9 * number, y - 7 * number), 0.1 + 0.06 * number, 16.0 * number
        pages = {"thick": 14.0, "edge": 2.0, "round_by": 4.0, "turned": turned, "on": on}
        things.slab(stage, *place, 170, 220, "#f1ece0", **pages)
        cover = {**pages, "thick": 4.0, "round_by": 8.0, "gloss": 0.25, "on": on + 13}
        spot = things.slab(stage, *place, 172, 222, shade, **cover)
    stage.lay(spot, inside(box(spot, 96, 44, 6)), "#f4efe2", 0.5, on=None)


def _notebook(stage: Stage, x: float, y: float, turned: float) -> None:
    for side in (-1, 1):
        cos, sin = np.cos(turned), np.sin(turned)
        spot = stage.spot(x + side * 166 * cos, y + side * 166 * sin, 300, turned=turned)
        page = box(spot, 166, 232, 5)
        curve = (
            26 - 18 * (np.abs(spot.u + side * 166) / 332 - 0.5) ** 2 * 4 + 8 * np.cos(spot.u / 90)
        )
        lines = inside(np.abs((spot.v / 27) % 1 - 0.5) * 27 - 0.6) * (np.abs(spot.v) < 206)
        margin = inside(np.abs(spot.u + 120) - 0.8)
        paper = mixed(lines * 0.5, "#f4efe3", "#8fb0cc")
        paper = mixed(margin * 0.6, paper, "#d06a6a")
        row = np.round(spot.v / 27 - 0.5)
        pen = np.sin(spot.u * 0.33 + row * 5) * 4 + np.sin(spot.u * 0.71 + row) * 4
        ink = (
            inside(np.abs(spot.v - (row + 0.72) * 27 + 4 - pen) - 1.1)
            * (spot.u > -104)
            * (np.abs(row) < 7)
        )
        ink = (
            ink * (spot.u < 60 + 80 * np.sin(row * 3.1)) * (np.sin(spot.u * 0.09 + row * 2) > -0.75)
        )
        paper = mixed(ink * 0.85, paper, "#1f3f7a")
        stage.lay(spot, inside(page), paper, curve, gloss=0.02)


def _letter(letter: str, u: Field, v: Field) -> Field:
    """Where a letter is, in the portal's own font."""
    image = Image.new("L", (200, 200))
    font = ImageFont.truetype(FONTS / f"{FAMILY}-Bold.ttf", 120)
    ImageDraw.Draw(image).text((100, 100), letter, 255, font, anchor="mm")
    drawn = np.asarray(image, np.float32) / 255
    across = np.clip(u * 1.7 + 100, 0, 199).astype(int)
    return drawn[np.clip(v * 1.7 + 100, 0, 199).astype(int), across]


def prints(stage: Stage) -> Camera:
    """Flyers and cards fresh from the printer, and a fan of colours."""
    table(stage, "#e4ddd0", "#cdc3b2", turned=0.3)
    for number in range(7):
        place = 250 + 16 * number, 300 + 10 * number
        _flyer(stage, place, (165, 228), INKS[number % 4], -0.35 + 0.05 * number, 7.0 * number)
    for number in range(5):
        place = 760 + 30 * number, 190 + 26 * number
        _flyer(stage, place, CARD, INKS[(number + 1) % 4], 0.14 * number - 0.2, 8.0 * number)
    for number in range(6):
        place = 560 + 8 * number, 760 - 7 * number
        _flyer(stage, place, CARD, INKS[(number // 2) % 4], -0.08 + 0.02 * number, 11.0 * number)
    _fan(stage, 1010, 900)
    return Camera(tilt=0.2, blur=7, focus=0.5)


def _fan(stage: Stage, x: float, y: float) -> None:
    """Strips of colours, each from dark to light."""
    for number in range(13):
        spot = stage.spot(x, y, 460, turned=-1.25 + 0.1 * number)
        strip = np.maximum(np.abs(spot.v) - 40, np.abs(spot.u - 215) - 225)
        phases = np.array([number * 0.5 + k * 2.1 for k in range(3)], np.float32)
        hue = (0.5 + 0.5 * np.sin(phases)) ** 1.6 * 0.8 + 0.03
        field = (spot.u + 10) / 72
        light = np.clip(0.35 + 0.65 * np.floor(field) / 6, 0, 1.1)[..., None]
        gaps = inside((np.abs(field % 1 - 0.5) - 0.475) * -72)
        height = 6.0 * number + 5 * rim(strip, 2)
        stage.lay(spot, inside(strip), mixed(gaps, light * hue, "#f5f2ea"), height, gloss=0.2)


def _flyer(
    stage: Stage,
    place: tuple[float, float],
    half: tuple[float, float],
    inks: tuple[str, str],
    turned: float,
    on: float,
) -> None:
    half_u, half_v = half
    ground, accent = inks
    kind = round(on)
    spot = stage.spot(*place, float(np.hypot(half_u, half_v)) + 4, turned=turned)
    u, v = spot.u / half_u, spot.v / half_v
    paper = mixed(np.zeros_like(u), "#f7f3ea", "#f7f3ea")
    arch = inside((v - 0.25 - 0.5 * np.sin(u * 2 + kind)) * half_v)
    sun = inside((np.hypot(u * half_u / half_v - 0.25, v + 0.45) - 0.33) * half_v)
    paper = mixed(sun, mixed(arch, paper, ground), accent)
    rows = (
        inside((np.abs((v * 9) % 1 - 0.5) - 0.2) * half_v / 9)
        * (v > 0.5)
        * (v < 0.9)
        * (np.abs(u) < 0.8 - 0.2 * np.sin(np.floor(v * 9) * 3))
    )
    paper = mixed(rows * 0.7, paper, "#3a3a3a")
    title = inside((np.abs(v + 0.78) - 0.07) * half_v) * (np.abs(u + 0.1) < 0.7)
    paper = mixed(title, paper, "#ffffff")
    stage.lay(spot, inside(box(spot, half_u, half_v, 3)), paper, 6.0, gloss=0.22, on=on)
