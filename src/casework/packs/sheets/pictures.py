"""Pictures: read in bounds, painted over where something is removed, and kept as few bytes as can still be read."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from casework.packs.sheets.pdf import MOST_DOTS
from casework.packs.sheets.sheet import Box, CannotBeOpened

MOST_DOTS_READ = 120_000_000
_JPEG = 70
_SMALL = 200_000
_COLOURED = 40
"""How far apart red, green and blue of a dot are before it counts as coloured."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as a PDF holds it. `filtered`: `jpeg`, or `deflate` of 16 greys, two dots a byte."""

    width: int
    height: int
    grey: bool
    filtered: str
    data: bytes


def read_picture(path: Path) -> Image.Image:
    """The picture at this path, the right way up and without anything it tells beside. Raises CannotBeOpened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as opened:
                if opened.width * opened.height > MOST_DOTS_READ:
                    raise CannotBeOpened("it is too large to be drawn")
                opened.draft("RGB", (MOST_DOTS, MOST_DOTS))
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((MOST_DOTS, MOST_DOTS))
                return _on_white(picture)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as wrong:
        raise CannotBeOpened(str(wrong) if isinstance(wrong, CannotBeOpened) else "it is damaged") from wrong


def painted(picture: Image.Image, over: Iterable[tuple[Box, str]]) -> Image.Image:
    """The picture with black over these boxes, and the reason on them where it fits. The dots below are gone."""
    drawing = ImageDraw.Draw(picture)
    for box, shown in over:
        left, top, right, bottom = _dots(box, picture)
        drawing.rectangle((left, top, right, bottom), fill=(0, 0, 0))
        _label(drawing, shown, left, top, right, bottom)
    return picture


def left_out(picture: Image.Image, shown: str) -> Image.Image:
    """A page that is left out whole: nothing of it but its shape, and why."""
    made = Image.new("RGB", (picture.width // 2 or 1, picture.height // 2 or 1), (255, 255, 255))
    font = ImageFont.load_default(24)
    ImageDraw.Draw(made).text((40, 40), f"Page left out: {shown}", fill=(0, 0, 0), font=font)
    return made


def kept(picture: Image.Image) -> Kept:
    """The picture in the form that takes the fewest bytes: a page of text in greys, a photograph as JPEG."""
    if coloured(picture):
        return Kept(picture.width, picture.height, grey=False, filtered="jpeg", data=_jpeg(picture))
    grey = picture.convert("L")
    deflated = _sixteen_greys(grey)
    if len(deflated) <= _SMALL:
        return Kept(grey.width, grey.height, grey=True, filtered="deflate", data=deflated)
    jpeg = _jpeg(grey)
    smaller = ("jpeg", jpeg) if len(jpeg) < len(deflated) else ("deflate", deflated)
    return Kept(grey.width, grey.height, grey=True, filtered=smaller[0], data=smaller[1])


def coloured(picture: Image.Image) -> bool:
    """Whether more than one dot in a thousand is clearly of a colour."""
    red, green, blue = picture.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return sum(apart.histogram()[_COLOURED:]) > picture.width * picture.height * 0.001


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, over).convert("RGB")
    return picture.convert("RGB")


def _dots(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    """The dots of a box and a little around it: the edge of a letter may stand out of its place."""
    around = max(2.0, (box.bottom - box.top) * picture.height * 0.08)
    return (
        max(0, int(box.left * picture.width - around)), max(0, int(box.top * picture.height - around)),
        min(picture.width, int(box.right * picture.width + around) + 1),
        min(picture.height, int(box.bottom * picture.height + around) + 1),
    )  # fmt: skip


def _label(drawing: ImageDraw.ImageDraw, shown: str, left: int, top: int, right: int, bottom: int) -> None:
    size = min(int((bottom - top) * 0.6), 28)
    if size < 9:
        return
    font = ImageFont.load_default(size)
    if drawing.textlength(shown, font=font) <= right - left - 4:
        drawing.text(
            ((left + right) / 2, (top + bottom) / 2), shown, fill=(255, 255, 255), font=font, anchor="mm"
        )


def _jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=_JPEG, optimize=True)
    return made.getvalue()


def _sixteen_greys(grey: Image.Image) -> bytes:
    # The nearest of sixteen greys, worked out once for each of 256.
    four = np.asarray(grey.point([round(one / 17) for one in range(256)]))
    if four.shape[1] % 2:
        four = np.pad(four, ((0, 0), (0, 1)), constant_values=15)
    return zlib.compress(((four[:, 0::2] << 4) | four[:, 1::2]).tobytes(), 6)
