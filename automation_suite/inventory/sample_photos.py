"""Pictures of made-up things: drawn shapes in the thing's colour on a table, so that each is one's own and none is noise."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageFilter

from automation_suite.inventory.sample_shapes import SHAPES, Colour, Pen, darker

_SIDE = 400
_QUALITY = 72
_GROUNDS: tuple[Colour, ...] = ((226, 219, 208), (208, 212, 216), (233, 228, 222), (196, 181, 160), (214, 204, 214))


def draw(shape: str, colour: Colour, word: str, chance: Random) -> list[bytes]:
    """Return one or two pictures of a thing as JPEG: all of it, and sometimes its middle from near.

    Args:
        shape: One of ``SHAPES``.
        colour: Of the thing.
        word: That stands on it somewhere, such as its brand.
        chance: Decides what differs from one picture to the next.
    """
    # Twice as large, so that edges are smooth and there is something to look at from near.
    pen = Pen(_SIDE * 2)
    SHAPES[shape](pen, colour, word)
    ground = chance.choice(_GROUNDS)
    turned = chance.uniform(-5, 5)
    pictures = [_placed(_turn(pen.image.reduce(2), turned), ground)]
    if chance.random() < 0.6:
        near = pen.image.crop((_SIDE // 2, _SIDE // 2, _SIDE * 3 // 2, _SIDE * 3 // 2))
        pictures.append(_placed(_turn(near, turned), ground))
    return [_jpeg(picture) for picture in pictures]


def _turn(thing: Image.Image, degrees: float) -> Image.Image:
    # After the picture has its size: turning takes most of the time, and four times as long on four times the points.
    return thing.rotate(degrees, Image.Resampling.BILINEAR)


def _placed(thing: Image.Image, ground: Colour) -> Image.Image:
    """Lay a thing on a table with light from above, and with its shadow."""
    light = Image.linear_gradient("L").resize((_SIDE, _SIDE))
    table = Image.composite(
        Image.new("RGB", (_SIDE, _SIDE), darker(ground, 0.86)), Image.new("RGB", (_SIDE, _SIDE), ground), light
    )
    shadow = Image.new("L", (_SIDE, _SIDE), 0)
    shadow.paste(thing.getchannel("A").point(lambda value: value * 2 // 5), (9, 13))
    table.paste(darker(ground, 0.35), (0, 0), shadow.filter(ImageFilter.GaussianBlur(9)))
    table.paste(thing, (0, 0), thing)
    return table


def _jpeg(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=_QUALITY)
    return content.getvalue()
