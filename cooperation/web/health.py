"""Whether the process is up, and whether it can do its work."""

import tempfile
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperation.models import Generation
from cooperation.publishing import jobs

KEPT_SECONDS = 2.0


def check_database() -> str:
    # A table of ours: an empty file, and another database, answer what needs none.
    Generation.objects.filter(pk=1).exists()
    return "ok"


def check_migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else "ok"


def check_disk() -> str:
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
        file.write(b"x" * 4096)
        file.flush()
    return "ok"


def check_jobs() -> str:
    """Name the jobs that are late. Readers can be served all the same."""
    late = jobs.late_jobs(jobs.last_runs(), at=timezone.now())
    return f"late: {', '.join(job.name for job in late)}" if late else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "disk": check_disk,
}
# These keep nobody from being served.
TOLD: dict[str, Callable[[], str]] = {"jobs": check_jobs}


class Readiness:
    """The last findings, kept for a moment: a probe a second must not become work."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.found_at = float("-inf")

    def findings(self, now: float) -> dict[str, str]:
        if now - self.found_at >= KEPT_SECONDS:
            self.found = {name: check_outcome(check) for name, check in (CHECKS | TOLD).items()}
            self.found_at = now
        return self.found


def check_outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:
        # The kind alone: the text of a database error may name hosts and users.
        return f"failed: {type(error).__name__}"


readiness = Readiness()


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    findings = readiness.findings(time.monotonic())
    is_ready = all(findings[name] == "ok" for name in CHECKS)
    headers = {"Cache-Control": "no-store"} | ({} if is_ready else {"Retry-After": "5"})
    return JsonResponse(findings, status=200 if is_ready else 503, headers=headers)
