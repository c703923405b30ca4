from django.apps import AppConfig


class Site(AppConfig):
    name = "zhijia.site"
    label = "site"
