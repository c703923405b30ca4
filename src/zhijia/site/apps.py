from django.apps import AppConfig


class Site(AppConfig):
    name = "zhijia.site"
    label = "site"
    verbose_name = "首页和年历"
