"""Values by key, of which at most so many bytes are held: those that were asked for last."""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock
from typing import Any

from cooperation.rules.memory import memory_of

Key = tuple[Any, ...]


class BoundedValues:
    """Values by key, at most `most` bytes of them; several threads may use them at a time."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._values: OrderedDict[Key, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> tuple[Any, ...]:
        """Return the value alone in a tuple; an empty one if it is not held."""
        with self._lock:
            if key not in self._values:
                return ()
            self._values.move_to_end(key)
            return self._values[key][:1]

    def put(self, key: Key, value: Any) -> None:
        size = memory_of((key, value))
        if size > self.most:
            return
        with self._lock:
            self.size += size - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, size
            while self.size > self.most:
                self.size -= self._values.popitem(last=False)[1][1]

    def without(self, keys: Collection[Key]) -> "BoundedValues":
        """Return the same values but for some; what is put there is not put here."""
        others = BoundedValues(self.most)
        with self._lock:
            others._values.update((key, of) for key, of in self._values.items() if key not in keys)
        others.size = sum(size for _value, size in others._values.values())
        return others

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.size = 0
