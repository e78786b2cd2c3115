from cooperation.models.change_number import ChangeNumber
from cooperation.models.citation import Citation
from cooperation.models.commitment import Commitment, CommitmentParty, CommitmentUpdate
from cooperation.models.draft import Draft, Preview
from cooperation.models.event import Event, EventLink, Item, Participation
from cooperation.models.files import Document, Picture
from cooperation.models.importing import ImportBatch, ImportRecord
from cooperation.models.likeness import LikelyPair, NameKey
from cooperation.models.merge import Merge
from cooperation.models.organisation import Organisation, Post
from cooperation.models.person import Person, Position
from cooperation.models.place import Place
from cooperation.models.programme import (
    PlanItem,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
)
from cooperation.models.public import PublicDocument, PublicRecord
from cooperation.models.public_bits import PublicBits
from cooperation.models.report import Report
from cooperation.models.revision import Generation, OldSlug, Revision
from cooperation.models.search import (
    SearchEntry,
    SearchName,
    SearchSpelling,
    SearchWord,
    Withdrawn,
)
from cooperation.models.shared import Figure, Identifier, OtherName, RecordTerm
from cooperation.models.source import Source
from cooperation.models.statement import Statement, StatementSpeaker
from cooperation.models.statistics import tell_statistics
from cooperation.models.term import Scheme, Term
from cooperation.models.user import User

__all__ = [
    "ChangeNumber",
    "Citation",
    "Commitment",
    "CommitmentParty",
    "CommitmentUpdate",
    "Document",
    "Draft",
    "Event",
    "EventLink",
    "Figure",
    "Generation",
    "Identifier",
    "ImportBatch",
    "ImportRecord",
    "Item",
    "LikelyPair",
    "Merge",
    "NameKey",
    "OldSlug",
    "Organisation",
    "OtherName",
    "Participation",
    "Person",
    "Picture",
    "Place",
    "PlanItem",
    "Position",
    "Post",
    "Preview",
    "Programme",
    "ProgrammeLink",
    "ProgrammeOrganisation",
    "PublicBits",
    "PublicDocument",
    "PublicRecord",
    "RecordTerm",
    "Report",
    "Revision",
    "Scheme",
    "SearchEntry",
    "SearchName",
    "SearchSpelling",
    "SearchWord",
    "Source",
    "Statement",
    "StatementSpeaker",
    "Term",
    "User",
    "Withdrawn",
    "tell_statistics",
]
