from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "jingtu_web.plans"
    label = "plans"
