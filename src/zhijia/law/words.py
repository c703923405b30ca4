"""计数语言: the counting words of our sources, each one comparison of integers.

The words are told apart by 民法典 §1259: 以上, 以下, 以内 include the number itself; 不满, 超过,
以外 leave it out, and 不足 is read like 不满. 过半数 and 半数以上 differ where exactly half agree.
Of nobody there is no share: with `of` at 0 every answer is no.
"""

from fractions import Fraction

from .clause import LAW

INCLUSIVE = LAW["MFD-1259"]
HALF, ONE_THIRD, TWO_THIRDS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)


def at_least(count: int, bound: int) -> bool:
    """以上: the bound itself counts."""
    return count >= bound


def at_most(count: int, bound: int) -> bool:
    """以下、以内: the bound itself counts."""
    return count <= bound


def more_than(count: int, bound: int) -> bool:
    """超过、以外: the bound itself does not count."""
    return count > bound


def fewer_than(count: int, bound: int) -> bool:
    """不满、不足: the bound itself does not count."""
    return count < bound


def reaches(part: int, of: int, share: Fraction) -> bool:
    """几分之几以上: `part` is at least this share of `of`; ValueError for counts below zero."""
    _counted(part, of)
    return of > 0 and part * share.denominator >= of * share.numerator


def exceeds(part: int, of: int, share: Fraction) -> bool:
    """超过几分之几: `part` is more than this share of `of`; ValueError for counts below zero."""
    _counted(part, of)
    return of > 0 and part * share.denominator > of * share.numerator


def more_than_half(yes: int, of: int) -> bool:
    """过半数: exactly half is not enough."""
    return exceeds(yes, of, HALF)


def half_or_more(yes: int, of: int) -> bool:
    """半数以上: exactly half is enough."""
    return reaches(yes, of, HALF)


def two_thirds(part: int, of: int) -> bool:
    """三分之二以上."""
    return reaches(part, of, TWO_THIRDS)


def one_third(part: int, of: int) -> bool:
    """三分之一以上."""
    return reaches(part, of, ONE_THIRD)


def least_reaching(of: int, share: Fraction) -> int:
    """Return the smallest count that `reaches` the share; `of` is above zero, or ValueError."""
    _somebody(of)
    return -(-of * share.numerator // share.denominator)


def least_exceeding(of: int, share: Fraction) -> int:
    """Return the smallest count that `exceeds` the share; `of` is above zero, or ValueError."""
    _somebody(of)
    return of * share.numerator // share.denominator + 1


def candidates_for(seats: int, percent: int) -> int:
    """差额: return the fewest candidates for so many seats at this rate; a part of one is one.

    The rate is (candidates - seats) / seats. ValueError without seats or for a rate below zero.
    """
    _somebody(seats)
    if percent < 0:
        raise ValueError("a rate is not below zero")
    return seats + -(-seats * percent // 100)


def _counted(part: int, of: int) -> None:
    if part < 0 or of < 0:
        raise ValueError("people are not counted below zero")


def _somebody(of: int) -> None:
    if of <= 0:
        raise ValueError("a share of nobody is no number")
