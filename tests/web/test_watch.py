from threading import Barrier, Event, Semaphore, Thread

from cooperation.queries.generation_watch import UnreachableError
from cooperation.web.watch import Watch
from tests.web.asking import Told


def test_a_state_is_numbered_anew_when_it_changes_and_keeps_its_number_else():
    told = Told()
    watch = Watch(told)
    numbers = [watch.state().number for told.key in ("first", "first", "second", "first")]
    assert numbers == [1, 1, 2, 3]


def test_it_tells_of_what_was_written_before_it_was_asked():
    """Of many that ask at once each sees what stood when it asked, whoever reads it."""
    wrong, together = [], Barrier(4)

    class Moving(Told):
        moved = 0

        def read(self, at):
            seen = self.moved
            self.key = str(seen)
            return super().read(at)

    told = Moving()
    watch = Watch(told)

    def ask():
        together.wait()
        for _number in range(200):
            told.moved += 1
            before = told.moved
            watch.state()
            if int(watch._key) < before:
                wrong.append(before)

    threads = [Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_who_cannot_wait_for_a_read_that_hangs_learns_that_it_is_away(monkeypatch):
    monkeypatch.setattr("cooperation.web.watch.PATIENCE_SECONDS", 0.01)
    watch = Watch(Told())
    assert watch.state().number == 1
    with watch._lock:
        assert watch.state() is None
    assert watch.state() is None
    assert watch._read(tries_while_away=True).number == 1
    assert watch.state().number == 1


def test_who_came_during_a_read_that_failed_does_not_wait_for_another():
    under_way, may_fail, reads = Event(), Event(), []

    class Silent(Told):
        def read(self, at):
            reads.append(at)
            under_way.set()
            may_fail.wait()
            raise UnreachableError

    watch = Watch(Silent())
    states = []
    threads = [Thread(target=lambda: states.append(watch.state())) for _number in range(4)]
    threads[0].start()
    under_way.wait()
    arrived = Semaphore(0)
    waits = watch._lock
    watch._lock = Announcing(waits, arrived)
    for thread in threads[1:]:
        thread.start()
        arrived.acquire()
    may_fail.set()
    for thread in threads:
        thread.join()
    assert states == [None] * 4
    assert len(reads) == 1


class Announcing:
    """A lock that says that somebody is about to wait for it."""

    def __init__(self, lock, arrived):
        self._lock = lock
        self._arrived = arrived

    def acquire(self, timeout):
        self._arrived.release()
        return self._lock.acquire(timeout=timeout)

    def release(self):
        self._lock.release()
