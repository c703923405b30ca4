from django.apps import AppConfig


class Ballots(AppConfig):
    name = "zhijia.ballots"
    label = "ballots"
    verbose_name = "选举表决"
