"""What the registration forms of some of the cast say. Invented: no area begins with 9999."""

from dataclasses import replace

from ..roster.identity import check_digit
from ..rules import NOTHING, Particulars


def _number(born: str, order: int) -> str:
    """Return an identity number of nobody; an odd `order` is a man's."""
    start = f"999901{born}{order:03d}"
    return start + check_digit(f"{start}0")


WORKER = Particulars(ethnicity="汉族", education="大学专科", political_status="群众")
FORMS = {
    "2001": replace(
        WORKER,
        id_number=_number("19860214", 126),
        education="大学本科",
        political_status="中共党员",
        department="工会办公室",
        position="工会干事",
        worked_since="2009-07",
        employment="staff",
        marital="已婚",
    ),
    "2003": replace(
        WORKER,
        id_number=_number("19790903", 244),
        department="护理部",
        position="护士长",
        title="副主任护师",
        worked_since="1999",
        employment="staff",
        address="职工新村 3 栋 201 室",
        bank_card="6200000000002003",
        member_no="YY0203",
    ),
    "4004": replace(
        WORKER,
        id_number=_number("19820530", 371),
        department="输电部",
        position="线路工",
        skill_level="技师",
        worked_since="2003-08",
        employment="contract",
    ),
    "5004": replace(
        WORKER,
        id_number=_number("19930118", 155),
        ethnicity="土家族",
        department="检修一班",
        position="钳工",
        skill_level="高级工",
        worked_since="2015-03",
        employment="contract",
        household="外地农村",
        is_migrant=True,
        address="厂区宿舍 5 号楼",
    ),
    "6003": replace(
        WORKER,
        id_number=_number("19970611", 82),
        department="运行二值",
        position="巡检员",
        skill_level="中级工",
        worked_since="2019-09",
        employment="dispatched",
    ),
}


def facts_of(staff_no: str) -> Particulars:
    """Return what is known of somebody: a phone of nobody always, a whole form of some."""
    return replace(FORMS.get(staff_no, NOTHING), phone=f"1990000{staff_no}")


APPLICANT, RECEIPT = "贺小满", "DEMDEMDEM2"


def application() -> Particulars:
    """Return what the applicant filled in."""
    return replace(
        NOTHING,
        id_number=_number("20010520", 268),
        phone="19900009001",
        department="检验科",
        employment="contract",
    )
