"""The backups that the clock keeps in the instance's own folder: seven days of them.

They help against a mistake, not against a broken disk: take one to another place now and then.
"""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.timezone import get_current_timezone

KEPT = 7


def folder() -> Path:
    """Return where the nightly backups lie."""
    return Path(settings.HOME) / "backups"


def place_for(day: date) -> Path:
    """Return where the backup of a day goes; one of the same day makes way for it."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder() / f"zhijia-{day.isoformat()}.zip"
    place.unlink(missing_ok=True)
    return place


def all_kept() -> list[Path]:
    """Return the nightly backups, the oldest first."""
    return sorted(folder().glob("zhijia-????-??-??.zip"))


def forget_old() -> None:
    """Throw away all but the last seven."""
    for place in all_kept()[:-KEPT]:
        place.unlink()


def last_at() -> datetime | None:
    """Return when the newest backup was made, None when there is none."""
    kept = all_kept()
    if not kept:
        return None
    return datetime.fromtimestamp(kept[-1].stat().st_mtime, get_current_timezone())
