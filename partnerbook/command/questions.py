"""MRR that rose without a deal, as the terminal asks about it."""

from collections.abc import Iterator
from pathlib import Path

from partnerbook.command.paths import as_typed
from partnerbook.exact import plain
from partnerbook.figures.unsold import questions
from partnerbook.records import Book

_SHOWN = 5  # rises


def question_lines(book: Book, path: Path) -> Iterator[str]:
    """Each rise as a question, and how the deals that they would become are written as a file."""
    found = questions(book)
    for each in found[:_SHOWN]:
        yield (
            f"question: {each.origin}: On {each.closed} the MRR of {each.client} rose from {plain(each.before)} to "
            f"{plain(each.after)} {each.currency}, and no deal tells of {plain(each.mrr)}. Was it sold?"
        )
    if len(found) > _SHOWN:
        yield f"question: {len(found) - _SHOWN} more of this kind."
    if found:
        yield f"All of them as deals, to look through: partnerbook export {as_typed(path)} questions -o questions.csv"
