from zhijia.platform.room import Link, Room


class Writing(Room):
    name = "zhijia.writing"
    label = "writing"
    verbose_name = "文稿"
    area = "总结"
    menu = [Link("总结", "writing:reports", "report")]
    shortcuts = [Link("起草总结", "writing:report-new", "report", may="writing.draft")]
