from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation itself: its commands (serve, backup, …), its start-up checks, its translations."""

    name = "jingtu_web.config"
    label = "config"

    def ready(self) -> None:
        from jingtu_web.config import checks, translations  # noqa: PLC0415 - the checks need the app registry

        checks.install()
        translations.compile_newer()
