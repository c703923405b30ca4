from zhijia.platform.room import Link, Room


class Plans(Room):
    name = "zhijia.plans"
    label = "plans"
    verbose_name = "任务"
    area = "讲话任务"
    menu = [
        Link("讲话", "plans:speeches", "microphone"),
        Link("立项", "plans:filing", "checklist"),
        Link("任务", "plans:tasks", "list-check"),
        Link("待办", "plans:desk", "clipboard-check"),
        Link("项目", "plans:projects", "tools"),
        Link("年度指标", "plans:goals", "chart-bar"),
        Link("职责漏洞", "plans:holes", "alert-triangle", desk=True),
        Link("看板", "plans:board-speeches", "chart-bar"),
        Link("督办", "plans:instructions", "eye"),
        Link("通报", "plans:bulletins", "speakerphone"),
        Link("考核", "plans:assessment", "scale"),
    ]
    shortcuts = [
        Link("登记讲话", "plans:speech-new", "microphone", may="plans.take_in"),
        Link("立项登记", "plans:task-new", "checklist", may="plans.file"),
    ]
