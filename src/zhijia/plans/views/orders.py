"""督办单 as Word files: of a task, and of what one unit has of it."""

from io import BytesIO

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from .. import paper, queries
from .tasks import found_task


def _file(order: paper.Order, of: str) -> FileResponse:
    """Make the file of an order; `of` is whose it is."""
    today = localdate()
    data = BytesIO(paper.order_paper(order, day=today))
    name = file_name("督办单", of, today, "docx")
    return FileResponse(data, as_attachment=True, filename=name, content_type=TYPES["docx"])


def task_order(request: Request, pk: int) -> FileResponse:
    """Hand out the order of a task."""
    task = found_task(request, pk)
    return _file(queries.order_of(request.actor, task), f"{task.unit}{task.number}")


def assignment_order(request: Request, pk: int) -> FileResponse:
    """Hand out the order of what one unit has of a task; a part has that of its whole."""
    work = get_object_or_404(queries.assignments(request.actor), pk=pk)
    task = get_object_or_404(queries.tasks(request.actor), pk=work.task_id)
    return _file(queries.order_of(request.actor, task, work), f"{work.unit}{task.number}")
