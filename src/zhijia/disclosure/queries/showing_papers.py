"""What the papers of a 公示 tell."""

from zhijia.platform.wording import written

from ..models import BoardPhoto, Showing, Shown
from ..paper.showing import Photo, Posting, Record
from ..rules.showing_kinds import SHOWING_KINDS, periods
from .showing import counted, heads_of, lines_of


def _rows(lines: list[Shown]) -> list[list[str]]:
    return [[str(n), row.name, *row.cells] for n, row in enumerate(lines, 1)]


def posting(showing: Showing) -> Posting:
    """Return a showing as it hangs on the board; one query."""
    return Posting(
        unit=str(showing.unit),
        title=showing.title,
        text=showing.text,
        basis=showing.basis.rstrip("。"),
        from_on=showing.from_on,
        until_on=showing.until_on,
        heads=["序号", "姓名", *heads_of(showing)],
        rows=_rows(lines_of(showing)),
        contact=showing.contact,
    )


def _photo(photo: BoardPhoto) -> Photo:
    return Photo(photo.file.place.read_bytes(), photo.place, photo.taken_on)


def record(showing: Showing) -> Record:
    """Return what is filed of a showing, without a word of who objected."""
    n = counted(showing)
    photos = list(showing.photos.select_related("file"))
    places = dict.fromkeys([showing.place, *(photo.place for photo in photos)])
    held = periods(showing.kind, showing.unit.kind, showing.unit.registration)
    least = "、".join(f"不少于 {one}" for one in held)
    return Record(
        number=showing.number,
        unit=str(showing.unit),
        kind=SHOWING_KINDS[showing.kind].label,
        posting=posting(showing),
        period=f"{written(showing.from_on)}至{written(showing.until_on)}（{least}，当日不计）",
        prolonged=[
            f"{one.before_on:%Y-%m-%d} 延长至 {one.until_on:%Y-%m-%d}：{one.reason}"
            for one in showing.prolongings.all()
        ],
        place="、".join(["系统内", *filter(None, places)]),
        n_objections=n.n,
        n_upheld=n.upheld,
        result=showing.result,
        handler=showing.handler.name,
        shown_by=showing.shown_by.name if showing.shown_by else "",
        closed_on=showing.closed_on,
        taken_down=showing.lines.exclude(taken_down_on=None).count(),
        photos=[_photo(photo) for photo in photos if photo.file.place.exists()],
    )
