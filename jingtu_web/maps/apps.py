from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "jingtu_web.maps"
    label = "maps"
