"""The forms of this room."""

from .calls import CallForm, ChangeCallForm
from .filing import MatterForm
from .promises import PromiseForm, RewriteForm
from .steps import (
    AboutForm,
    BackForm,
    CountersignForm,
    HandOverForm,
    InviteForm,
    LinkForm,
    MergeForm,
    RateForm,
    ReasonForm,
    RemarkForm,
    StepForm,
    UnlinkForm,
    beside,
)
from .strangers import AppealForm, MoreForm, OpinionForm, ServiceForm

__all__ = [
    "AboutForm",
    "AppealForm",
    "BackForm",
    "CallForm",
    "ChangeCallForm",
    "CountersignForm",
    "HandOverForm",
    "InviteForm",
    "LinkForm",
    "MatterForm",
    "MergeForm",
    "MoreForm",
    "OpinionForm",
    "PromiseForm",
    "RateForm",
    "ReasonForm",
    "RemarkForm",
    "RewriteForm",
    "ServiceForm",
    "StepForm",
    "UnlinkForm",
    "beside",
]
