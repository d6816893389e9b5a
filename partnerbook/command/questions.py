"""MRR that rose without a deal, as the terminal asks about it."""

from collections.abc import Iterator
from pathlib import Path

from partnerbook.command.paths import as_typed
from partnerbook.errors import Sentence
from partnerbook.exact import plain
from partnerbook.figures.unsold import Question, questions
from partnerbook.records import Book

_SHOWN = 5  # rises


def question_lines(book: Book, path: Path) -> Iterator[str]:
    """Each rise as a question, and how the deals that they would become are written as a file."""
    found = questions(book)
    yield from map(question_line, found[:_SHOWN])
    if len(found) > _SHOWN:
        yield Sentence("question: {count} more of this kind.", count=len(found) - _SHOWN)
    if found:
        yield Sentence(
            "All of them as deals, to look through: partnerbook export {as_typed} questions -o questions.csv",
            as_typed=as_typed(path),
        )


def question_line(each: Question) -> Sentence:
    """A rise as a question."""
    return Sentence(
        "question: {origin}: On {closed} the MRR of {client} rose from {before} to {after} "
        "{currency}, and no deal tells of {mrr}. Was it sold?",
        origin=each.origin,
        closed=each.closed,
        client=each.client,
        before=plain(each.before),
        after=plain(each.after),
        currency=each.currency,
        mrr=plain(each.mrr),
    )
