from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "jingtu_web.common"
    label = "common"
    verbose_name = _("基础数据")
