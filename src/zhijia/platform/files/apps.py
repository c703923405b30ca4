from django.apps import AppConfig


class Files(AppConfig):
    name = "zhijia.platform.files"
    label = "files"
    verbose_name = "文件"
