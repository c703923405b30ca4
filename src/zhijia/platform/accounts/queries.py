"""Reading accounts: by the name somebody typed."""

from datetime import datetime

from .models import User, Visit, VisitQuerySet


def by_name(typed: str) -> User | None:
    """Return the account of this username, or the one active account of this staff number."""
    name = typed.strip()
    if exact := User.objects.filter(username=name).first():
        return exact
    same_number = list(User.objects.filter(staff_no=name, is_active=True)[:2])
    return same_number[0] if len(same_number) == 1 else None


def demo_exists() -> bool:
    """Say whether any demo account can sign in."""
    return User.objects.filter(is_demo=True, is_active=True).exists()


def nobody_yet() -> bool:
    """Say whether this instance still waits for its first account."""
    return not User.objects.exists()


def visits(user: User, now: datetime) -> VisitQuerySet:
    """Return where this account is signed in, the latest first."""
    return Visit.objects.standing(user, now)


def active(pk: int) -> User | None:
    """Return this account, unless it is closed."""
    return User.objects.filter(pk=pk, is_active=True).first()


def codes_left(user: User) -> int:
    """Count the recovery codes that have not been used."""
    return user.recovery_codes.filter(used_at=None).count()
