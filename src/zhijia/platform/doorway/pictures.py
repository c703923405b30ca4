"""Photos as they are kept: drawn anew, upright, not too large, with nothing said about them."""

from io import BytesIO

from PIL import Image, ImageOps

from zhijia.law import refused
from zhijia.platform.acts import Refused, require
from zhijia.platform.files.acts import DAMAGE
from zhijia.platform.files.rules import is_drawable

from . import rules

TAKEN = ("JPEG", "MPO", "PNG", "WEBP")


def redrawn(data: bytes) -> bytes:
    """Return a photo as a plain JPEG; `Refused` where it is none."""
    out = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=TAKEN) as picture:
            require(is_drawable(picture.width, picture.height))
            # Made small first: a JPEG is then never unpacked at its full size.
            picture.thumbnail((rules.PHOTO_SIDE, rules.PHOTO_SIDE))
            upright = ImageOps.exif_transpose(picture)
            sheet = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            sheet.paste(clear, mask=clear.getchannel("A"))
            sheet.save(out, "JPEG", quality=85)
    except DAMAGE as error:
        words = "这不是照片，或者已经损坏，请换一张（jpg、png、webp）"
        raise Refused(refused(words)) from error
    return out.getvalue()
