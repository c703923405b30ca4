from django.apps import AppConfig


class Vault(AppConfig):
    name = "zhijia.platform.vault"
    label = "vault"
    verbose_name = "保险箱"
