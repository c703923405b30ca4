"""Reading accounts: by the name somebody typed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from .models import (
    Authenticator,
    Binding,
    Mailbox,
    Passkey,
    Reset,
    User,
    Visit,
    VisitQuerySet,
    digest_of_mailed,
)

PHONE = re.compile(r"(?:\+?86)?(1\d{10})")


def plain_name(typed: str) -> str:
    """Return a typed name as we look it up: a phone as its eleven digits, however grouped."""
    name = unicodedata.normalize("NFKC", typed).strip()
    phone = PHONE.fullmatch(re.sub(r"[\s-]", "", name))
    return phone[1] if phone else name


def by_name(typed: str) -> User | None:
    """Return the account of this username, or the one active account of this number or phone.

    A staff number of eleven digits goes before the phone that looks like it. Every question is
    asked whatever the one before it found, so that the time it takes tells nobody what there is.
    """
    name = plain_name(typed)
    exact = User.objects.filter(username=name).first()
    same_number = list(User.objects.filter(staff_no=name, is_active=True)[:2])
    by_phone = _by_phone(name) if PHONE.fullmatch(name) else None
    if exact or same_number:
        return exact or (same_number[0] if len(same_number) == 1 else None)
    return by_phone


def _by_phone(phone: str) -> User | None:
    """Return the one active account whose owner has this phone, by settings.BY_PHONE."""
    if not settings.BY_PHONE:
        return None
    find: Callable[[str], User | None] = import_string(settings.BY_PHONE)
    found = find(phone)
    return found if found and found.is_active else None


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


def has_app(user: User) -> bool:
    """Say whether an app makes codes for this account."""
    return Authenticator.objects.filter(user=user).exists()


def passkeys(user: User) -> list[Passkey]:
    """Return the passkeys of this account, the oldest first."""
    return list(user.passkeys.all())


def passkey_of(digest: str) -> Passkey | None:
    """Return the passkey of this digest, if its account is open."""
    found = Passkey.objects.filter(digest=digest, user__is_active=True)
    return found.select_related("user").first()


def plain_address(typed: str) -> str:
    """Return an address as we keep it."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def mailbox_of(user: User) -> Mailbox | None:
    """Return where this account's owner gets mail, or wants to."""
    return Mailbox.objects.filter(user=user).first()


def may_reset(user: User | None) -> bool:
    """Say whether this account's password can be reset by mail; nobody's is asked for too."""
    pk = user.pk if user else 0
    is_confirmed = Mailbox.objects.filter(user_id=pk, address__isnull=False).exists()
    return user is not None and is_confirmed and user.is_active and not user.is_demo


def by_name_or_address(typed: str) -> User | None:
    """Return the account of this name or confirmed address, if a reset can go to it by mail."""
    if "@" in typed:
        found = User.objects.filter(mailbox__address=plain_address(typed)).first()
    else:
        found = by_name(typed)
    return found if may_reset(found) else None


def reset_of(code: str) -> Reset | None:
    """Return the reset that this code opens, run out or not."""
    found = Reset.objects.filter(digest=digest_of_mailed("reset", code))
    return found.select_related("user").first()


def reset(pk: int) -> Reset | None:
    """Return this reset, run out or not."""
    return Reset.objects.filter(pk=pk).select_related("user").first()


def bound(house: str, subject: str) -> User | None:
    """Return the open account that this person of a house is bound to."""
    digest = Binding.digest_of(house, subject)
    found = Binding.objects.filter(digest=digest, user__is_active=True)
    binding = found.select_related("user").first()
    return binding.user if binding else None


def binding_at(user: User, house: str) -> Binding | None:
    """Return whom this account is bound to in a house."""
    return user.bindings.filter(house=house).first()


def bindings(user: User) -> dict[str, Binding]:
    """Return the bindings of this account by house."""
    return {binding.house: binding for binding in user.bindings.all()}


def matching(column: str, value: object) -> User | None:
    """Return the one open account whose `column` is exactly this; never a demo account."""
    if not isinstance(value, str) or not value:
        return None
    open_ = User.objects.filter(is_active=True, is_demo=False)
    found = list(open_.filter(**{column: value})[:2])
    return found[0] if len(found) == 1 else None
