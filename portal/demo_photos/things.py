"""What stands on the stage: tables, plates, cloth, wood, tiles. Each is laid where it is told."""

import numpy as np

from portal.demo_photos.stage import (
    Colour,
    Field,
    Spot,
    Stage,
    box,
    inside,
    linear,
    mixed,
    rim,
    stretched,
)


def wood(
    stage: Stage, spot: Spot, light: Colour, dark: Colour, board: float = 0.0
) -> tuple[Field, Field]:
    """Colour and height of wood that runs along u, in boards so wide."""
    shape = spot.u.shape
    number = np.floor(spot.v / board) if board else np.zeros(shape, np.float32)
    drift = np.sin(number * 12.9898) * 43.7
    slow = stage.noise(300, 2, shape)
    lines = np.sin((spot.v * 0.16 + slow * 7 + drift) + np.sin(spot.u * 0.006 + drift) * 2.4)
    fibre = stage.noise(5, 1, (shape[0], max(8, shape[1] // 24)))
    fibre = stretched(fibre, shape)
    share = 0.5 + 0.16 * lines + 0.28 * fibre + 0.16 * np.sin(number * 7.1)
    height = fibre * 0.5
    if board:
        gap = np.abs(spot.v / board - number - 0.5) * 2
        height = height - 5 * np.clip((gap - 0.965) / 0.03, 0, 1)
        share = share + 0.5 * np.clip((gap - 0.97) / 0.03, 0, 1)
    return mixed(share, light, dark), height.astype(np.float32)


def plaster(stage: Stage, colour: str, rough: float = 1.0) -> None:
    """A wall of one colour."""
    clouds = stage.noise(220, 3)
    fine = stage.noise(7, 2)
    tone = (1 + 0.06 * clouds + 0.03 * fine)[..., None]
    stage.colour[:] = linear(colour) * tone
    stage.height[:] = rough * (1.2 * fine + 1.5 * clouds)


def zellige(stage: Stage, spot: Spot, tones: tuple[str, str, str], size: float = 150) -> None:
    """Eight-pointed stars and the crosses between them, each tile a little different."""
    turned = np.float32(np.pi / 4)
    u, v = spot.u, spot.v
    cell_u, cell_v = np.floor(u / size), np.floor(v / size)
    x, y = u - (cell_u + 0.5) * size, v - (cell_v + 0.5) * size
    half = size * 0.36
    square = np.maximum(np.abs(x), np.abs(y)) - half
    x2, y2 = x * np.cos(turned) + y * np.sin(turned), y * np.cos(turned) - x * np.sin(turned)
    diamond = np.maximum(np.abs(x2), np.abs(y2)) - half
    star = np.minimum(square, diamond)
    heart = np.maximum(np.abs(x), np.abs(y)) * 0.6 + (np.abs(x) + np.abs(y)) * 0.4 - size * 0.15
    chip = np.sin(cell_u * 91.7 + cell_v * 37.3) * 0.5
    own = 0.85 + 0.26 * np.abs(np.sin(cell_u * 12.1 + cell_v * 78.2))
    cloud = stage.noise(60, 2, u.shape)
    colour = mixed(inside(star), tones[1], tones[0])
    colour = mixed(inside(heart), colour, tones[2])
    colour = colour * (own + 0.10 * cloud)[..., None]
    edge = np.minimum(np.abs(star), np.abs(heart))
    grout = np.clip(1 - edge / 2.4, 0, 1)
    colour = colour + (linear("#cfc4b2") * 0.7 - colour) * grout[..., None]
    height = (
        -3 * grout + chip + 1.3 * cloud + (x * np.sin(cell_v * 5) + y * np.sin(cell_u * 7)) * 0.006
    )
    ones = np.ones_like(u)
    stage.lay(spot, ones, colour, height, gloss=0.55 * (1 - grout), on=0.0)


def plate(
    stage: Stage,
    x: float,
    y: float,
    radius: float,
    colour: str,
    band: str = "",
    *,
    deep: float = 10,
) -> Spot:
    """A round plate; returns where its inside is."""
    spot = stage.spot(x, y, radius + 3)
    r = spot.r
    glaze = 1 + 0.07 * stage.noise(40, 2, r.shape)
    paint = linear(colour) * glaze[..., None]
    if band:
        petals = np.cos(spot.angle * 22)
        ring = inside(np.abs(r - radius * 0.86) - radius * 0.035 * (1.2 + petals), 1)
        ring = np.maximum(ring, inside(np.abs(r - radius * 0.94) - 2.2, 1))
        ring = np.maximum(ring, inside(np.abs(r - radius * 0.76) - 1.8, 1))
        paint = mixed(ring, paint, band)
    share = r / radius
    slope = np.clip((share - 0.66) / 0.30, 0, 1)
    height = 5 + deep * slope**1.4 + 4 * rim(r - radius, 7)
    stage.lay(spot, inside(r - radius), paint, height, gloss=0.5)
    return spot


def bowl(stage: Stage, x: float, y: float, radius: float, colour: str, *, wall: float = 12) -> None:
    """A round bowl from above; its inside is to be filled."""
    spot = stage.spot(x, y, radius + 3)
    r = spot.r
    up = rim(r - radius, wall) * np.where(r > radius - wall / 2, 1, 1)
    inner = np.clip((radius - wall - r) / 10, 0, 1)
    height = 42 * up - 26 * inner
    shade = 1 + 0.08 * stage.noise(30, 2, r.shape)
    stage.lay(spot, inside(r - radius), linear(colour) * shade[..., None], height, gloss=0.45)


def heap(
    stage: Stage,
    x: float,
    y: float,
    radius: float,
    light: str,
    dark: str,
    *,
    grain: float = 3,
    high: float = 40,
    rough: float = 4,
) -> None:
    """Powder, seeds or grains that fill a bowl, higher in the middle."""
    spot = stage.spot(x, y, radius + 3)
    r = spot.r
    fine, coarse = stage.noise(grain, 1, r.shape), stage.noise(grain * 9, 2, r.shape)
    dome = np.clip(1 - (r / radius) ** 2, 0, 1)
    height = high * (0.25 + 0.75 * dome) + rough * fine + 9 * coarse
    colour = mixed(0.42 + 0.3 * fine + 0.45 * coarse, light, dark)
    ragged = r - radius + 2 * coarse
    stage.lay(spot, inside(ragged, 1.5), colour, height)


def ball(
    stage: Stage,
    x: float,
    y: float,
    radius: float,
    colour: str,
    *,
    flat: float = 0.8,
    gloss: float = 0.3,
    skin: float = 1.0,
    turned: float = 0,
    oval: float = 1,
) -> None:
    """A fruit, an olive, a bead: lies on what is there, half sunk in it."""
    spot = stage.spot(x, y, radius * max(1, oval) + 3, turned=turned)
    r = np.hypot(spot.u / oval, spot.v)
    dome = np.sqrt(np.clip(radius**2 - r * r, 0, None)) * flat
    bumps = stage.noise(4, 1, r.shape)
    clouds = stage.noise(radius * 0.9, 2, r.shape)
    tone = 1 + 0.16 * clouds + 0.05 * skin * bumps
    base = float(
        stage.height[min(int(y), stage.height.shape[0] - 1), min(int(x), stage.height.shape[1] - 1)]
    )
    under = min(base, 60.0) if base > 0 else 0.0
    stage.lay(
        spot,
        inside(r - radius),
        linear(colour) * tone[..., None],
        dome + skin * 0.5 * bumps,
        gloss=gloss,
        on=under,
    )


def leaf(stage: Stage, x: float, y: float, long: float, colour: str, turned: float) -> None:
    """Mint, parsley, coriander."""
    spot = stage.spot(x, y, long + 3, turned=turned)
    along = np.clip((spot.u / long + 1) / 2, 0, 1)
    half = long * 0.42 * np.sin(np.pi * along**0.8) + 0.1
    teeth = 1 + 0.10 * np.sin(spot.u * 60 / long)
    distance = np.maximum(np.abs(spot.v) - half * teeth, np.abs(spot.u) - long)
    vein = (
        np.exp(-np.abs(spot.v) / 1.6)
        + 0.5 * np.clip(np.sin((np.abs(spot.v) * 1.1 + spot.u) * 0.55), 0, 1) ** 8
    )
    tone = 0.8 + 0.35 * np.clip(1 - np.abs(spot.v) / (half + 1), 0, 1) + 0.35 * vein
    curve = 9 * (1 - (spot.u / long) ** 2) + 5 * np.abs(spot.v) / long * 3
    stage.lay(spot, inside(distance), linear(colour) * tone[..., None], curve, gloss=0.12, on=None)


def slab(
    stage: Stage,
    x: float,
    y: float,
    half_u: float,
    half_v: float,
    colour: Colour,
    *,
    thick: float = 20,
    edge: float = 6,
    round_by: float = 8,
    turned: float = 0,
    gloss: float = 0.1,
    rough: float = 0.0,
    on: float = 0.0,
) -> Spot:
    """A flat thing with rounded edges: a book, a bar of soap, a phone. Returns its place."""
    reach = float(np.hypot(half_u, half_v)) + 3
    spot = stage.spot(x, y, reach, turned=turned)
    distance = box(spot, half_u, half_v, round_by)
    fine = stage.noise(5, 2, distance.shape) if rough else np.float32(0)
    height = thick * rim(distance, edge) + rough * fine
    paint = linear(colour) if isinstance(colour, str) else colour
    if rough:
        paint = paint * (1 + 0.05 * rough * np.asarray(fine))[..., None]
    stage.lay(spot, inside(distance), paint, height, gloss=gloss, on=on)
    return spot


def turned_body(
    stage: Stage,
    x: float,
    bottom: float,
    profile: list[tuple[float, float]],
    colour: Colour,
    *,
    gloss: float = 0.35,
    stripes: list[tuple[float, float, str]] | None = None,
    on: float = 0.0,
    clouds: float = 0.10,
) -> None:
    """What was turned on a wheel, seen from the side: (height above the bottom, radius) from the
    foot up, smoothly joined. `stripes`: from one height to another, in a colour."""
    heights, radii = (np.array(column, np.float32) for column in zip(*profile, strict=True))
    top, widest = float(heights[-1]), float(radii.max())
    spot = stage.spot(x, bottom - top / 2, widest + 3, top / 2 + 3)
    up = top / 2 - spot.v
    fine = np.linspace(0, top, 200)
    smooth = _smooth(np.interp(fine, heights, radii), 7)
    radius = np.interp(np.clip(up, 0, top), fine, smooth).astype(np.float32)
    distance = np.maximum(np.abs(spot.u) - radius, np.maximum(-up, up - top))
    depth = np.sqrt(np.clip(radius**2 - spot.u**2, 0, None)) * 0.75
    tone = 1 + clouds * stage.noise(26, 2, distance.shape) + 0.025 * np.sin(up * 0.9)
    paint = np.broadcast_to(linear(colour) if isinstance(colour, str) else colour, (*tone.shape, 3))
    for low, high, shade in stripes or []:
        curved = up + 0.10 * (np.abs(spot.u) ** 2) / widest
        paint = mixed(inside(np.maximum(low - curved, curved - high)), paint, shade)
    stage.lay(spot, inside(distance), paint * tone[..., None], depth, gloss=gloss, on=on)


def _smooth(values: Field, by: int) -> Field:
    padded = np.pad(values, by, mode="edge")
    return np.convolve(padded, np.ones(2 * by + 1) / (2 * by + 1), "valid")
