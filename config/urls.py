"""The addresses of the whole house; each interface lists its own."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cooperation.admin import refusing
from cooperation.admin.files import desk_file
from cooperation.api.root import lead_to_version
from cooperation.site import urls as site
from cooperation.web import errors, health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/", lead_to_version),
    path("api/v1/", include("cooperation.api.urls")),
    path("admin/account/", include("cooperation.admin.account_urls")),
    path("admin/files/<str:name>", admin.site.admin_view(desk_file), name="desk-file"),
    path("admin/", admin.site.urls),
    path("", include(site.without_language)),
    *i18n_patterns(path("", include(site)), prefix_default_language=False),
]

handler400 = refusing.bad_request
handler403 = refusing.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
