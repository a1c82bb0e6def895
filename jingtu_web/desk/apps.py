from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jingtu_web.desk"
    label = "desk"
