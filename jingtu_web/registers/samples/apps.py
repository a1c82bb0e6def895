from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "jingtu_web.registers.samples"
    label = "samples"
