from django.apps import AppConfig


class Refs(AppConfig):
    name = "zhijia.platform.refs"
    label = "refs"
    verbose_name = "期限与参照"
