"""Local written rules, put on file with issuer, number and days."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.files import acts as files

from .. import policies
from ..models import WrittenRule


@action("登记书面规定")
def file_rule(
    *,
    actor: Actor,
    unit: Unit,
    subject: str,
    title: str,
    issuer: str,
    level: str,
    number: str,
    article: str,
    since_on: date,
    until_on: date | None = None,
    upload: "UploadedFile[bytes] | None" = None,
) -> WrittenRule:
    """Put a rule on file; it binds the unit and those below it."""
    unit = lock(unit)
    require(policies.may_keep_rules(actor, unit))
    if until_on is not None and until_on <= since_on:
        raise Refused(refused("失效日期须晚于施行日期"))
    file = files.keep(actor=actor, upload=upload) if upload else None
    made = WrittenRule(
        unit=unit,
        unit_path=unit.path,
        subject=subject,
        title=title.strip(),
        issuer=issuer.strip(),
        level=level,
        number=number.strip(),
        article=article.strip(),
        since_on=since_on,
        until_on=until_on,
        file=file,
    )
    made.save()
    return made


@action("停用书面规定")
def drop_rule(*, actor: Actor, rule: WrittenRule, today: date) -> WrittenRule:
    """Let a rule on file end today; votes that were set under it go on."""
    rule = lock(rule)
    require(policies.may_drop_rule(actor, rule))
    if rule.until_on is not None and rule.until_on <= today:
        raise Refused(refused("这项规定已经失效"))
    return change(rule, until_on=max(today, rule.since_on))
