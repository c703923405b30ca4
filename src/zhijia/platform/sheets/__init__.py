"""表格: what the product knows, as Excel files ready for print."""

from .book import Column, workbook
from .names import file_name, sheet_name

__all__ = ["Column", "file_name", "sheet_name", "workbook"]
