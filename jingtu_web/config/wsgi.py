import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingtu_web.config.settings")
application = get_wsgi_application()

from jingtu_web.config import warm_up  # noqa: E402 - models are known only now

warm_up.begin()
