"""The register of labour cooperation, one application.

Every folder is a layer, every file in it a subject; typing `event.py` in an editor lists
everything about events. A layer imports only from layers below it:

    site | api | admin | management | templatetags    what people and programs meet
    web                                               HTTP that all of these share
    exchange                                          file formats, in and out
    queries | publishing                              reading the public | changing what is public
    models                                            what a record is, and what is refused
    rules                                             calculations on plain values
    vocabulary                                        closed lists

One gate leads in: `publishing` is the only writer of editorial state. One gate leads out:
`queries` is the only reader for the public, and shows what `published()` lets through.
The layers are enforced by `make lint`, the promises about all subjects by `tests/test_guards.py`.
"""
