"""``jingtu-web COMMAND``: Django's commands and ours (``jingtu-web help`` lists them)."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingtu_web.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
