"""Handing a file out, after the room has decided that this person may have it."""

from django.http import FileResponse, Http404

from . import rules
from .models import StoredFile


def send(file: StoredFile) -> FileResponse:
    """Send the file as a download under its own name, never to be run by the browser."""
    if not file.place.exists():
        raise Http404("文件不在了")
    response = FileResponse(
        file.place.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=rules.TYPES[file.kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
