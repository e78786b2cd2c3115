import datetime as dt
import uuid

from cooperation.models import Generation


def renew(at: dt.datetime) -> None:
    """Name a new state of everything public: whatever was kept of the old one is stale.

    The token is random and not a count, so that one seen inside a transaction that is rolled
    back never comes again.
    """
    Generation.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4(), "changed_at": at})
