from zhijia.platform.room import Link, Room


class Sheets(Room):
    name = "zhijia.platform.sheets"
    label = "sheets"
    verbose_name = "表格"
    menu = [Link("导入导出", "sheets:sheets", "file-spreadsheet")]
