"""Which database holds what, where there is a second one."""

from typing import Any


class CacheRouter:
    """The cache lies in a database of its own, and nothing else does."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "cache") == (app_label == "django_cache")
