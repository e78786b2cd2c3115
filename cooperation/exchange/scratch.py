"""Files that are put together on disk before their first byte leaves."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

BLOCK = 65_536


def on_disk(written: Iterable[bytes]) -> Iterator[bytes]:
    """Write all of it at the first step, then give it in blocks: no query waits for a reader."""
    with TemporaryFile() as file:
        file.writelines(written)
        file.seek(0)
        yield from read_blocks(file)


def read_blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
