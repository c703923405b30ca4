from django.apps import AppConfig


class Ui(AppConfig):
    name = "zhijia.platform.ui"
    label = "ui"
    verbose_name = "界面"
