"""What the register offers: rules in force, who has read, what is due, finds."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, QuerySet

from zhijia.platform.offers import (
    Entry,
    Hit,
    Sight,
    figure,
    found,
    notice,
    ratio,
)

from ..models import InForce, Regulation, Signing, Wording
from ..queries import regulations as queries

notice("disclosure.to_read", "规章制度请您签阅", must="关系到本人应当遵守的制度", is_open=True)
notice("disclosure.review_due", "规章制度该复审了", desk=True, is_open=True)


@figure(
    "disclosure.regulations",
    "施行中的规章制度",
    unit="项",
    means="期末施行中的规章制度；废止当日起不计。",
    may="disclosure.keep_regulations",
    since="from_on",
    until="until_on",
    show={"名称": "regulation__title", "单位": "regulation__unit__name", "施行自": "from_on"},
)
def regulations() -> QuerySet[InForce]:
    """Count regulations in force."""
    return InForce.objects.all()


SHOW = {"制度": "wording__regulation__title", "要求日期": "asked_on", "签阅日期": "read_on"}


@figure(
    "disclosure.signings_asked",
    "要求签阅",
    unit="人次",
    means="期内要求会员签阅规章制度的人次。",
    may="disclosure.keep_regulations",
    on="asked_on",
    show=SHOW,
)
def signings_asked() -> QuerySet[Signing]:
    """Count whom a text was laid before."""
    return Signing.objects.all()


@figure(
    "disclosure.signings",
    "已签阅",
    unit="人次",
    means="期内要求签阅的人次中，到期末已经签阅的。",
    may="disclosure.keep_regulations",
    on="asked_on",
    by="read_on",
    show=SHOW,
)
def have_read() -> QuerySet[Signing]:
    """Count those of them who have read."""
    return Signing.objects.filter(read_on__isnull=False)


ratio(
    "disclosure.read_rate",
    "规章制度签阅率",
    part="disclosure.signings",
    whole="disclosure.signings_asked",
    means="期内要求签阅的人次中已经签阅的百分比。",
)


def _rows() -> QuerySet[Regulation]:
    return Regulation.objects.prefetch_related(
        Prefetch("wordings", Wording.objects.order_by("-nth"))
    )


def _show(rows: QuerySet[Regulation], words: Sequence[str]) -> Iterator[Hit]:
    """Show regulations with the words that were asked for."""
    for one in rows.prefetch_related("wordings"):
        detail = " · ".join(filter(None, [str(one.unit), one.get_subject_display(), one.number]))
        text = next((wording.text for wording in one.wordings.all()), "")
        badge = "已废止" if one.repealed_on else ""
        yield Hit(one.title, detail, one.get_absolute_url(), text=text, badge=badge)


@found(
    "disclosure.regulations",
    "规章制度",
    number=160,
    icon="scale",
    rows=_rows,
    seen=queries.regulations,
    show=_show,
    is_text=True,
    touched={Wording: "regulation_id"},
)
def regulation(row: Regulation) -> Entry:
    """Find regulations by name, number and all that their newest text says; from below as well."""
    text = next((wording.text for wording in row.wordings.all()), "")
    here = frozenset({row.unit_path})
    page_words = (row.title, row.number, row.department, text)
    return Entry(page_words, Sight(at=here, below=here))
