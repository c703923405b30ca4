from django.apps import AppConfig, apps


class Ui(AppConfig):
    name = "zhijia.platform.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Have every room's tables look the words of their choices up."""
        from .display import look_up

        look_up(apps.get_models())
