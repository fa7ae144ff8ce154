"""The shapes of made-up things, each drawn by hand in a few lines."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

_METAL: Colour = (168, 158, 130)
_PAPER: Colour = (240, 234, 220)


class Pen:
    """Draws in hundredths of the picture's side."""

    def __init__(self, side: int) -> None:
        self.image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self.image)
        self._unit = side / 100

    def shape(self, points: list[tuple[float, float]], colour: Colour, edge: Colour | None = None) -> None:
        """Fill the outline through some points."""
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._draw.polygon(scaled, fill=colour, outline=edge or darker(colour), width=max(1, round(self._unit * 0.6)))

    def box(self, box: Box, colour: Colour, round_by: float = 0) -> None:
        """Fill a rectangle, with round corners if wanted."""
        scaled = tuple(value * self._unit for value in box)
        width = max(1, round(self._unit * 0.6))
        self._draw.rounded_rectangle(scaled, round_by * self._unit, fill=colour, outline=darker(colour), width=width)

    def oval(self, box: Box, colour: Colour) -> None:
        """Fill an ellipse."""
        self._draw.ellipse([value * self._unit for value in box], fill=colour, outline=darker(colour))

    def line(self, points: list[tuple[float, float]], colour: Colour, width: float = 0.8) -> None:
        """Draw a line through some points."""
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * self._unit)), joint="curve")

    def ring(self, box: Box, colour: Colour, width: float) -> None:
        """Draw an ellipse that is not filled."""
        self._draw.ellipse([value * self._unit for value in box], outline=colour, width=round(width * self._unit))

    def words(self, text: str, middle: tuple[float, float], height: float, colour: Colour) -> None:
        """Write a word around a point."""
        font = ImageFont.load_default(height * self._unit)
        self._draw.text((middle[0] * self._unit, middle[1] * self._unit), text, fill=colour, font=font, anchor="mm")


def darker(colour: Colour, by: float = 0.72) -> Colour:
    """Return a darker colour."""
    red, green, blue = colour
    return round(red * by), round(green * by), round(blue * by)


def lighter(colour: Colour, by: float = 0.35) -> Colour:
    """Return a lighter colour."""
    red, green, blue = (round(part + (255 - part) * by) for part in colour)
    return red, green, blue


def _top(pen: Pen, colour: Colour, hem: float) -> None:
    """Draw a garment with sleeves."""
    pen.shape([(34, 18), (14, 30), (6, 66), (19, 70), (27, 42), (27, hem), (73, hem), (73, 42), (81, 70), (94, 66),
               (86, 30), (66, 18), (50, 25)], colour)  # fmt: skip


def _jacket(pen: Pen, colour: Colour, word: str) -> None:
    _top(pen, colour, 84)
    pen.line([(50, 25), (50, 84)], darker(colour))
    pen.shape([(38, 17), (50, 26), (44, 36), (34, 22)], lighter(colour, 0.15))
    pen.shape([(62, 17), (50, 26), (56, 36), (66, 22)], lighter(colour, 0.15))
    for y in (42, 54, 66, 78):
        pen.oval((51.5, y, 54, y + 2.5), _METAL)
    for x in (31, 57):
        pen.box((x, 46, x + 12, 58), lighter(colour, 0.1))
    pen.words(word, (50, 31), 2.6, _PAPER)


def _shirt(pen: Pen, colour: Colour, word: str) -> None:
    _top(pen, colour, 82)
    for y in (34, 46, 58, 70):
        pen.line([(28, y), (72, y)], lighter(colour, 0.2), 0.5)
    pen.line([(50, 26), (50, 82)], darker(colour))
    pen.shape([(40, 18), (50, 25), (60, 18), (50, 21)], lighter(colour))
    pen.words(word, (60, 40), 2.6, darker(colour, 0.5))


def _sweater(pen: Pen, colour: Colour, word: str) -> None:
    _top(pen, colour, 80)
    for x in range(31, 72, 5):
        pen.line([(x, 28), (x + 2, 40), (x, 52), (x + 2, 64), (x, 76)], lighter(colour, 0.2), 0.9)
    pen.box((27, 76, 73, 81), darker(colour, 0.85))
    pen.ring((41, 13, 59, 27), darker(colour, 0.8), 2)
    pen.words(word, (50, 30), 2.6, _PAPER)


def _dress(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(38, 10), (36, 30), (40, 44), (22, 92), (78, 92), (60, 44), (64, 30), (62, 10), (56, 18), (44, 18)], colour)
    pen.box((39, 42, 61, 46), darker(colour, 0.85))
    for x in (32, 41, 50, 59, 68):
        pen.line([(48 + (x - 50) * 0.35, 47), (x, 91)], darker(colour, 0.86), 0.6)
    pen.words(word, (50, 22), 2.4, _PAPER)


def _trousers(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(30, 8), (70, 8), (76, 92), (56, 92), (50, 34), (44, 92), (24, 92)], colour)
    pen.box((30, 8, 70, 14), darker(colour, 0.88))
    pen.line([(50, 14), (50, 34)], darker(colour))
    pen.line([(31, 17), (40, 26), (44, 15)], lighter(colour), 0.6)
    pen.line([(69, 17), (60, 26), (56, 15)], lighter(colour), 0.6)
    pen.box((59, 9, 68, 13), (150, 100, 60))
    pen.words(word, (63.5, 11), 1.6, _PAPER)


def _shoe(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(10, 40), (24, 36), (36, 44), (54, 56), (80, 60), (91, 66), (91, 74), (9, 74)], colour)
    pen.box((7, 73, 93, 80), _PAPER, 3)
    for x in range(34, 56, 5):
        pen.line([(x, 43 + (x - 34) * 0.55), (x + 7, 40 + (x - 34) * 0.55)], _PAPER, 1.2)
    pen.shape([(16, 56), (40, 64), (30, 68), (15, 64)], lighter(colour))
    pen.words(word, (62, 67), 3, _PAPER)


def _boot(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(26, 12), (54, 12), (54, 54), (76, 62), (88, 70), (88, 80), (24, 80)], colour)
    pen.box((22, 79, 90, 86), darker(colour, 0.5), 2)
    for y in range(20, 54, 7):
        pen.line([(40, y), (54, y + 3)], _METAL, 1)
    pen.box((24, 10, 56, 16), darker(colour, 0.85))
    pen.words(word, (38, 68), 3, lighter(colour))


def _bag(pen: Pen, colour: Colour, word: str) -> None:
    pen.ring((30, 8, 70, 60), darker(colour, 0.85), 2.6)
    pen.box((16, 36, 84, 86), colour, 6)
    pen.shape([(16, 40), (84, 40), (74, 60), (26, 60)], darker(colour, 0.9))
    pen.box((46, 56, 54, 64), _METAL, 1)
    pen.words(word, (50, 75), 3.4, lighter(colour, 0.5))


def _mug(pen: Pen, colour: Colour, word: str) -> None:
    pen.ring((60, 36, 88, 70), darker(colour, 0.9), 4.5)
    pen.box((24, 28, 70, 82), colour, 5)
    pen.oval((24, 22, 70, 35), darker(colour, 0.6))
    pen.box((24, 60, 70, 66), lighter(colour))
    pen.words(word, (47, 50), 4, lighter(colour, 0.6))


def _vase(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(42, 12), (58, 12), (55, 28), (68, 44), (72, 60), (64, 86), (36, 86), (28, 60), (32, 44), (45, 28)], colour)
    pen.oval((41, 9, 59, 15), darker(colour, 0.55))
    pen.shape([(32, 44), (68, 44), (71, 54), (60, 60), (50, 52), (40, 62), (29, 54)], lighter(colour))
    pen.words(word, (50, 74), 3, lighter(colour, 0.5))


def _lamp(pen: Pen, colour: Colour, word: str) -> None:
    pen.box((47, 44, 53, 80), _METAL)
    pen.oval((32, 76, 68, 90), darker(_METAL, 0.9))
    pen.shape([(36, 10), (64, 10), (82, 48), (18, 48)], colour)
    pen.line([(20, 46), (80, 46)], lighter(colour), 1.5)
    pen.words(word, (50, 83), 2.6, _PAPER)


def _book(pen: Pen, colour: Colour, word: str) -> None:
    pen.box((27, 13, 79, 89), _PAPER)
    pen.box((22, 10, 75, 87), colour, 1)
    pen.box((22, 10, 29, 87), darker(colour, 0.8))
    pen.box((35, 20, 69, 42), _PAPER)
    pen.words(word, (52, 31), 3.4, darker(colour, 0.6))
    pen.oval((40, 52, 64, 76), lighter(colour))
    pen.oval((46, 58, 58, 70), darker(colour))


def _record(pen: Pen, colour: Colour, word: str) -> None:
    pen.oval((34, 16, 96, 78), (24, 24, 26))
    for inset in (5, 10, 15, 20):
        pen.ring((34 + inset, 16 + inset, 96 - inset, 78 - inset), (52, 52, 56), 0.4)
    pen.box((8, 14, 72, 80), colour, 0.5)
    pen.shape([(8, 60), (30, 34), (48, 54), (60, 42), (72, 58), (72, 80), (8, 80)], lighter(colour))
    pen.words(word, (40, 23), 4.4, _PAPER)


def _game(pen: Pen, colour: Colour, word: str) -> None:
    pen.box((8, 22, 92, 80), colour, 1)
    pen.box((13, 27, 87, 75), lighter(colour, 0.2), 1)
    for place in range(6):
        pen.box((18 + place * 11, 56, 26 + place * 11, 70), (_PAPER, darker(colour), _METAL)[place % 3])
    pen.words(word, (50, 41), 6, _PAPER)


def _watch(pen: Pen, colour: Colour, word: str) -> None:
    pen.box((41, 4, 59, 96), colour, 3)
    pen.oval((26, 26, 74, 74), _METAL)
    pen.oval((31, 31, 69, 69), _PAPER)
    pen.line([(50, 50), (50, 37)], (30, 30, 30), 1.6)
    pen.line([(50, 50), (60, 55)], (30, 30, 30), 1.2)
    pen.box((74, 47, 78, 53), darker(_METAL), 1)
    pen.words(word, (50, 60), 2.6, (60, 60, 60))


def _candle(pen: Pen, colour: Colour, word: str) -> None:
    pen.line([(50, 12), (50, 24)], (60, 50, 40), 1.2)
    pen.oval((47, 4, 53, 16), (244, 190, 90))
    pen.box((28, 22, 72, 88), lighter(colour, 0.2), 4)
    pen.oval((28, 18, 72, 30), lighter(colour, 0.7))
    pen.box((32, 44, 68, 72), _PAPER, 1)
    pen.words(word, (50, 58), 5, darker(colour, 0.6))


def _apron(pen: Pen, colour: Colour, word: str) -> None:
    pen.line([(38, 20), (32, 6), (68, 6), (62, 20)], darker(colour), 2)
    pen.shape([(36, 18), (64, 18), (66, 40), (80, 46), (78, 94), (22, 94), (20, 46), (34, 40)], colour)
    pen.box((34, 56, 66, 76), lighter(colour, 0.12))
    pen.line([(20, 47), (6, 60)], darker(colour), 1.6)
    pen.line([(80, 47), (94, 60)], darker(colour), 1.6)
    pen.words(word, (50, 30), 3.4, lighter(colour, 0.6))


def _earrings(pen: Pen, colour: Colour, word: str) -> None:
    for x in (32, 68):
        pen.line([(x, 10), (x, 24), (x + 3, 28)], _METAL, 1.2)
        pen.ring((x - 14, 26, x + 14, 60), colour, 3.5)
        pen.oval((x - 6, 54, x + 6, 70), colour)
    pen.words(word, (50, 84), 4, darker(_METAL, 0.6))


def _necklace(pen: Pen, colour: Colour, word: str) -> None:
    pen.ring((22, 4, 78, 66), _METAL, 1.4)
    pen.oval((36, 54, 64, 82), colour)
    pen.ring((36, 54, 64, 82), _METAL, 1.6)
    pen.words(word, (50, 90), 3.6, darker(_METAL, 0.6))


def _scarf(pen: Pen, colour: Colour, word: str) -> None:
    pen.ring((26, 6, 74, 46), colour, 9)
    pen.shape([(34, 36), (54, 38), (48, 92), (28, 90)], colour)
    pen.shape([(52, 38), (70, 34), (74, 80), (56, 84)], darker(colour, 0.85))
    for y in (46, 56, 66, 76):
        pen.line([(33, y), (51, y + 1)], lighter(colour, 0.25), 1.4)
    pen.words(word, (40, 83), 2.6, lighter(colour, 0.6))


def _spoon(pen: Pen, colour: Colour, word: str) -> None:
    pen.shape([(47, 40), (53, 40), (55, 94), (45, 94)], colour)
    pen.oval((36, 6, 64, 46), colour)
    pen.oval((40, 12, 60, 40), darker(colour, 0.85))
    pen.words(word, (50, 26), 3, lighter(colour, 0.4))


def _sheet(pen: Pen, colour: Colour, word: str) -> None:
    pen.box((22, 8, 78, 92), _PAPER)
    pen.line([(50, 78), (50, 26)], darker(colour), 1.4)
    for y in (32, 44, 56, 66):
        pen.shape([(50, y + 8), (32, y), (40, y + 9)], colour)
        pen.shape([(50, y + 8), (68, y), (60, y + 9)], lighter(colour, 0.2))
    pen.words(word, (50, 86), 3.4, darker(colour, 0.5))


def _bauble(pen: Pen, colour: Colour, word: str) -> None:
    pen.ring((45, 4, 55, 16), _METAL, 1.2)
    pen.box((44, 14, 56, 22), _METAL, 1)
    pen.oval((18, 20, 82, 84), colour)
    for y in (42, 58):
        pen.line([(22, y), (36, y + 6), (50, y), (64, y + 6), (78, y)], lighter(colour, 0.5), 1.6)
    pen.words(word, (50, 72), 4, lighter(colour, 0.7))


SHAPES: dict[str, Callable[[Pen, Colour, str], None]] = {
    "jacket": _jacket, "shirt": _shirt, "sweater": _sweater, "dress": _dress, "trousers": _trousers, "shoe": _shoe,
    "boot": _boot, "bag": _bag, "mug": _mug, "vase": _vase, "lamp": _lamp, "book": _book, "record": _record,
    "game": _game, "watch": _watch, "candle": _candle, "apron": _apron, "earrings": _earrings, "necklace": _necklace,
    "scarf": _scarf, "spoon": _spoon, "sheet": _sheet, "bauble": _bauble,
}  # fmt: skip
