from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "jingtu_web.deliveries"
    label = "deliveries"
