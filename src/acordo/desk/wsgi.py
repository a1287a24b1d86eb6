"""What a WSGI server runs: ``acordo.desk.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acordo.desk.settings")
application = get_wsgi_application()
