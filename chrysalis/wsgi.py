import os

from django.core.wsgi import get_wsgi_application

import chrysalis.celery  # noqa: F401 - so that `ring()` knows which broker to ring


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chrysalis.settings")
application = get_wsgi_application()
