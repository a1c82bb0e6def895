from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "jingtu_web.runs"
    label = "runs"
