"""What the document of an organisation holds: its row and its own parts."""

from cooperation.documents.files import files_of
from cooperation.documents.parts import parts_collection
from cooperation.documents.records import Subject
from cooperation.kinds.organisation import ORGANISATION
from cooperation.kinds.shared import IDENTIFIER

ORGANISATION_DOCUMENT = Subject(
    ORGANISATION,
    collections=(
        parts_collection("identifiers", IDENTIFIER, "organisation"),
        *files_of("organisation"),
    ),
)
