"""The people of the story, and how they take steps on days counted back from today."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Matter


@dataclass(frozen=True, slots=True)
class Story:
    """The cast, and the day on which it is told."""

    cast: Cast
    today: date

    def ago(self, days: int) -> date:
        """Return the day so many days before today; after it when negative."""
        return self.today - timedelta(days=days)

    def who(self, staff_no: str) -> Member:
        """Return a member of the cast as they now stand."""
        return Member.objects.get(pk=self.cast.members[staff_no].pk)

    def actor(self, staff_no: str) -> Actor:
        """Return the actor of a member of the cast."""
        return actor_for(self.who(staff_no))

    def part(self, staff_no: str, department: str) -> actions.Assignee:
        """Return a person of the cast as somebody who gets a part."""
        who = self.who(staff_no)
        return actions.Assignee(who.unit, department, member=who)

    def file(
        self, kind: str, unit: str, staff_no: str, days: int, title: str, **more: Any
    ) -> Matter:
        """Let somebody hand a matter in."""
        return actions.file_matter(
            actor=self.actor(staff_no),
            kind=kind,
            unit=self.cast.units[unit],
            title=title,
            today=self.ago(days),
            **more,
        )

    def step(self, staff_no: str, matter: Matter, name: str, days: int, **given: Any) -> Matter:
        """Let somebody take a step."""
        said = actions.Given(**given)
        actor, day = self.actor(staff_no), self.ago(days)
        actions.move(actor=actor, matter=matter, step=name, today=day, given=said)
        matter.refresh_from_db()
        return matter


def photo(name: str, colour: str) -> SimpleUploadedFile:
    """Return a drawn picture that stands for a photo of a place."""
    picture = Image.new("RGB", (960, 720), "#d9dee5")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 520, 960, 720), fill="#8a949e")
    for left in range(80, 900, 160):
        pen.rectangle((left, 240, left + 16, 540), fill="#5b6673")
    pen.rectangle((60, 250, 900, 268), fill="#5b6673")
    pen.ellipse((420, 300, 560, 440), outline=colour, width=14)
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
