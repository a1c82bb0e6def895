from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "jingtu_web.common"
    label = "common"
