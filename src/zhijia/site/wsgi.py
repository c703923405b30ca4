"""The door for the web server: `zhijia.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")

application = get_wsgi_application()
