from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "jingtu_web.exchange"
    label = "exchange"
