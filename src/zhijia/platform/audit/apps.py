from django.apps import AppConfig


class Audit(AppConfig):
    name = "zhijia.platform.audit"
    label = "audit"
    verbose_name = "留痕"
