"""Keeping what people upload. Rooms call these inside their own actions."""

import os
import struct
import tempfile
import zlib
from hashlib import sha256
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, require

from . import rules
from .models import StoredFile

# What Pillow raises at damaged pictures, found by damaging thousands of them.
DAMAGE: tuple[type[Exception], ...] = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@action("上传文件")
def keep(*, actor: Actor, upload: "UploadedFile[bytes]") -> StoredFile:
    """Check, clean and keep an upload; a picture loses its place and camera data."""
    require(rules.fits(upload.size or 0))
    data = upload.read()
    return keep_bytes(actor=actor, data=data, name=upload.name or "")


@action("保存文件")
def keep_bytes(*, actor: Actor, data: bytes, name: str) -> StoredFile:
    """Keep these bytes under this name, once on disk however often they come."""
    require(rules.fits(len(data)))
    kind = rules.kind_of(data)
    require(rules.is_welcome(kind))
    if kind in {"png", "jpg"}:
        data = _without_metadata(data, kind)
    digest = sha256(data).hexdigest()
    file = StoredFile(name=rules.safe_name(name, kind), kind=kind, size=len(data), digest=digest)
    file.kept_by = actor.user_id
    _write_once(file, data)
    file.save()
    return file


def _without_metadata(data: bytes, kind: str) -> bytes:
    """Draw the picture anew: upright, without the data that says where it was taken."""
    out = BytesIO()
    try:
        with Image.open(BytesIO(data)) as picture:
            require(rules.is_drawable(picture.width, picture.height))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            for key in ("exif", "xmp", "comment"):
                upright.info.pop(key, None)
            upright.save(out, "PNG" if kind == "png" else "JPEG", quality=90)
    except DAMAGE as error:
        raise Refused(refused("图片已损坏或者过大，打不开，请换一张")) from error
    return out.getvalue()


def _write_once(file: StoredFile, data: bytes) -> None:
    """Write the content under its hash; a half-written file never bears the name."""
    place = file.place
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    os.replace(draft, place)
