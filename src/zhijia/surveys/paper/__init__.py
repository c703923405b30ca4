"""Word and Excel files of this room. Pure."""

from .report import Part, Report, report
from .tables import results_sheet, sample_sheet

__all__ = ["Part", "Report", "report", "results_sheet", "sample_sheet"]
