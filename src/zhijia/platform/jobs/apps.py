from django.utils.module_loading import autodiscover_modules

from zhijia.platform.room import Link, Room


class Jobs(Room):
    name = "zhijia.platform.jobs"
    label = "jobs"
    verbose_name = "作业"
    area = "系统"
    menu = [Link("后台作业", "jobs:jobs", "clock", keeper=True)]

    def ready(self) -> None:
        """Let every room register what it does in the background."""
        autodiscover_modules("tasks")
