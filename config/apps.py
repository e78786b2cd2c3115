from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "cooperation.admin.desk.Desk"

    def ready(self) -> None:
        # It registers its subjects at the site, which must not be half made by then: whoever
        # asks for the site first would import it, and end with an empty second one.
        import_module("cooperation.admin")
        import_module("config.checks")
        super().ready()
