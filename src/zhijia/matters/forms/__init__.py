"""The forms of this room."""

from .calls import CallForm, ChangeCallForm
from .filing import MatterForm
from .steps import (
    AboutForm,
    BackForm,
    CountersignForm,
    HandOverForm,
    InviteForm,
    MergeForm,
    RateForm,
    ReasonForm,
    RemarkForm,
    StepForm,
    beside,
)

__all__ = [
    "AboutForm",
    "BackForm",
    "CallForm",
    "ChangeCallForm",
    "CountersignForm",
    "HandOverForm",
    "InviteForm",
    "MatterForm",
    "MergeForm",
    "RateForm",
    "ReasonForm",
    "RemarkForm",
    "StepForm",
    "beside",
]
