"""Bars without text: the number stands beside them in the table, so every reader and every direction gets it."""

from base64 import b64encode

from translations.languages import Direction

TRACK, SOLID, LIGHT, WHISKER = "#e3e7ed", "#1f4e8c", "#7fa3d1", "#1a1a1a"
WIDTH, HEIGHT = 100, 12
STRIPE_EVERY = 4


def bar(value: float, low: float, high: float, top: float, direction: Direction, *, striped: bool = False) -> str:
    """An SVG bar from 0 to `top` with a whisker; mirrored for right-to-left. All numbers in the same unit.

    Two groups differ by lightness and by stripes, so the difference survives grey print.
    """
    scale = WIDTH / top
    length, start, end = (min(max(number * scale, 0.0), WIDTH) for number in (value, low, high))
    parts = [_box(0, 1, WIDTH, 10, TRACK, direction)]
    parts.append(_box(0, 2, length, 8, LIGHT if striped else SOLID, direction))
    if striped:
        places = range(STRIPE_EVERY, int(length), STRIPE_EVERY)
        parts += [_box(place, 2, 1, 8, SOLID, direction) for place in places]
    parts.append(_box(start, 5.5, max(end - start, 0.4), 1, WHISKER, direction))
    parts += [_box(max(place - 0.2, 0), 3.5, 0.4, 5, WHISKER, direction) for place in (start, end)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-bar" viewBox="0 0 {WIDTH} {HEIGHT}" width="160" '
        f'height="16" preserveAspectRatio="none" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def as_image_address(svg: str) -> str:
    """The bar as a data address, for documents in which a picture carries its own text (PDF/UA)."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _box(x: float, y: float, width: float, height: float, fill: str, direction: Direction) -> str:
    left = x if direction == "ltr" else WIDTH - x - width
    return f'<rect x="{left:.4g}" y="{y:g}" width="{width:.4g}" height="{height:g}" fill="{fill}"/>'
