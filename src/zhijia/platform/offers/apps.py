from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Offers(AppConfig):
    name = "zhijia.platform.offers"
    label = "offers"

    def ready(self) -> None:
        """Let every room enter its offers and policies."""
        autodiscover_modules("policies", "offers", "sheets")
