"""表格: templates, imports and exports as Excel files, each from one declaration.

What is imported from here needs no Django; the pages and tables of imports stand beside it.
"""

from .book import workbook
from .columns import Column
from .names import file_name, sheet_name

__all__ = ["Column", "file_name", "sheet_name", "workbook"]
