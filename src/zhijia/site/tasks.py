"""What the clock does for the whole instance."""

from django.utils.timezone import localtime

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from .backup import making, nightly


@daily("02:30")
@job("site.back_up", "每日备份", retries=2)
def back_up(work: Work) -> Outcome:
    """Keep a backup of today among the last seven."""
    place = nightly.place_for(localtime().date())
    manifest = making.make(place)
    nightly.forget_old()
    rows = sum(table["rows"] for table in manifest["tables"])
    return Outcome(f"已备份 {rows} 行、{manifest['files']['count']} 个文件，存为 {place.name}")
