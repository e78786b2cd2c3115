"""The application that the server loads."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

# The first reader of each worker would wait for addresses and templates to be read.
resolve("/")
import_string("cooperation.site.templating.compile_all")()
application = import_string("cooperation.web.answers.answers_before")(django_application)
