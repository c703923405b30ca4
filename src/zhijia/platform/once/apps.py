from django.apps import AppConfig


class Once(AppConfig):
    name = "zhijia.platform.once"
    label = "once"
    verbose_name = "一次提交"
