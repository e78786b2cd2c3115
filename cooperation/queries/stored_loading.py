"""Loads what rows refer to, references from the documents that the store keeps."""

import orjson

from cooperation.documents.loading import Loader
from cooperation.kinds.registry import public_id
from cooperation.queries.filling import Filling


class StoredLoader(Loader):
    """A loader that asks records only for the references that the store lacks, or hides."""

    def __init__(self, filling: Filling) -> None:
        super().__init__(at=filling.state.at)
        self._filling = filling

    def _load_references(self) -> None:
        ids = {
            public_id(model, pk): (model, pk) for model, pks in self._wanted.items() for pk in pks
        }
        for public, reference in self._filling.references(ids).items():
            model, pk = ids[public]
            self._references[model, pk] = orjson.loads(reference)
            self._wanted[model].discard(pk)
        for model in [model for model, pks in self._wanted.items() if not pks]:
            del self._wanted[model]
        super()._load_references()
