from django.apps import AppConfig


class Meetings(AppConfig):
    name = "zhijia.meetings"
    label = "meetings"
    verbose_name = "会议"
