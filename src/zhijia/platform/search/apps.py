from django.apps import AppConfig


class Search(AppConfig):
    name = "zhijia.platform.search"
    label = "search"
    verbose_name = "检索"
