"""What has to happen once after a version was installed, and does no harm when it happens again."""

from io import StringIO

from django.core.management import call_command


def upgrade() -> None:
    """Tables first (the checks may read them), then the files for the browser."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check", databases=["default"], stdout=StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
