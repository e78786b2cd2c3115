"""What a register answers at every address: kept the first time, and equal from then on."""

import os
from pathlib import Path

import pytest

from tests.golden.answers import changed_answers, write_answers
from tests.golden.registers import freeze, write_filled, write_seeds

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


@pytest.mark.parametrize("write", [write_seeds, write_filled])
def test_every_answer_is_the_one_that_was_kept(write, monkeypatch):
    folder = Path(os.environ["GOLDEN"])
    folder.mkdir(parents=True, exist_ok=True)
    freeze(monkeypatch)
    addresses, path = write(), folder / f"{write.__name__.removeprefix('write_')}.jsonl.gz"
    if not path.exists():
        print(f"{write_answers(path, addresses)} answers kept in {path}")
        return
    changed = changed_answers(path)
    for address, words in changed.items():
        print(f"{address}\n    {words}")
    assert list(changed) == []
