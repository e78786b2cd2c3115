"""What the document of each kind of record holds."""

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.event import EVENT_DOCUMENT
from cooperation.documents.organisation import ORGANISATION_DOCUMENT
from cooperation.documents.person import PERSON_DOCUMENT
from cooperation.documents.post import POST_DOCUMENT
from cooperation.documents.programme import PROGRAMME_DOCUMENT
from cooperation.documents.records import Subject
from cooperation.documents.source import SOURCE_DOCUMENT
from cooperation.documents.statement import STATEMENTS
from cooperation.models.base import Record

DOCUMENTS: dict[type[Record], Subject] = {
    subject.model: subject
    for subject in (
        PROGRAMME_DOCUMENT,
        EVENT_DOCUMENT,
        ORGANISATION_DOCUMENT,
        PERSON_DOCUMENT,
        POST_DOCUMENT,
        STATEMENTS,
        COMMITMENTS,
        SOURCE_DOCUMENT,
    )
}
