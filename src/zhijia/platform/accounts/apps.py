from django.apps import AppConfig


class Accounts(AppConfig):
    name = "zhijia.platform.accounts"
    label = "accounts"
    verbose_name = "账号"
