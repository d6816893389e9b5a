"""The rows in which MRR that rose without a deal is exported: the deals that they would become, and why."""

from partnerbook.book.tables.groups import EXPORTS
from partnerbook.book.tables.revenue import DEALS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.figures.unsold import Question

_NAMES = next(choice for choice in EXPORTS if choice.code == "questions")
QUESTIONS = Table(
    name=_NAMES.en,
    es=_NAMES.es,
    pt=_NAMES.pt,
    record=Question,
    purpose="MRR that rose without a deal: the deals that they would become.",
    columns=(
        *map(DEALS.column, ("client", "line", "kind", "closed", "mrr", "currency")),
        Column("before", "money", "MRR before", "MRR antes", "MRR antes", "What the client paid in all before."),
        Column("after", "money", "MRR after", "MRR después", "MRR depois", "What it pays in all from then on."),
        Column("record", "text", "Record", "Registro", "Registro", "The row of the book it came from.", width=20),
    ),
)
