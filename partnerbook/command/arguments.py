"""What several families of commands share of their options: books, days, amounts and languages as people write them."""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from partnerbook.errors import BadInput, Sentence
from partnerbook.names import LANGUAGES, language_index
from partnerbook.parsing.amount import AmountFault, amount_text
from partnerbook.parsing.day import date_text

Commands: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - argparse gives it no public name


def add_command(
    commands: Commands, name: str, run: Callable[..., int], text: str, example: str = ""
) -> argparse.ArgumentParser:
    """A new command, to which its options are added.

    `run` does its work: it is given each option by name, and returns the exit code. `text` is what the command does,
    in a sentence.
    """
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=example and Sentence("Example: {example}", example=example),
    )
    made.set_defaults(run=run)
    return made


def add_book(made: argparse.ArgumentParser) -> None:
    """Add the book that a command reads."""
    made.add_argument("book", type=Path, metavar="BOOK", help="a workbook, or a folder of CSV files")


def add_changed_book(made: argparse.ArgumentParser) -> None:
    """Add the book that a command changes."""
    made.add_argument("book", type=Path, metavar="BOOK", help="the workbook to change")


def add_dry_run(made: argparse.ArgumentParser) -> None:
    """Add the option of a command that changes a book."""
    made.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def add_goal(made: argparse.ArgumentParser) -> None:
    """Add the goal tier."""
    made.add_argument("--goal", metavar="TIER", help="the tier to work towards (else the book's, else the next one)")


def add_replace(made: argparse.ArgumentParser) -> None:
    """Add the option by which a command may write over a file."""
    made.add_argument("--replace", action="store_true", help="write over the workbook if it exists")


def add_as_of(made: argparse.ArgumentParser) -> None:
    """Add the day that figures are of."""
    made.add_argument("--as-of", type=day, metavar="DAY", help="such as 2026-10-31 (else the book's, else today)")


def add_language(made: argparse.ArgumentParser, otherwise: str = "", written: bool = True) -> None:
    """Add the language of what is told and, where `written`, of what is written; `otherwise` is which that is else."""
    names = ", ".join(LANGUAGES)
    if not written:
        words = Sentence("what is told, in: {names} (else the book's, else your system's)", names=names)
    else:
        said = Sentence(" ({otherwise})", otherwise=Sentence(otherwise)) if otherwise else ""
        words = Sentence("of its words: {names}{said}", names=names, said=said)
        made.set_defaults(writes=True)
    made.add_argument("--language", type=_language_code, default=argparse.SUPPRESS, help=words)


def day(text: str) -> date:
    """A day as people write it; BadInput for a text that is none or could be two.

    >>> day("31 de outubro de 2026"), day("10/31/2026") == day("31/10/2026")
    (datetime.date(2026, 10, 31), True)
    """
    read = date_text(text)
    if not read.readings:
        raise BadInput('The day "{text}" {why}; write it as 2026-10-31.', text=text, why=read.why)
    if len(read.readings) > 1:
        first, second = read.readings
        raise BadInput(
            'The day "{text}" can be {first} or {second}; write the one you mean in that form.',
            text=text,
            first=str(first),
            second=str(second),
        )
    return read.readings[0]


def amount(text: str, currency: str) -> Decimal:
    """An amount of money as people write it, in a currency given as its code.

    Errors: BadInput for a text that is none, could be two, names another currency, or is below zero.

    >>> amount("1.234,50 €", "EUR") == amount("EUR 1,234.50", "EUR") == amount("1 234,50", "EUR")
    True
    """
    read = amount_text(text, currency)
    if read.value is not None:
        return read.value
    small, large = read.readings[:1], read.readings[-1:]
    why = {
        AmountFault.LABEL: Sentence(
            'is not in {currency}; write it without "{label}", or another currency.',
            currency=currency,
            label=read.label,
        ),
        AmountFault.WORD: Sentence(
            'cannot be read: "{label}" is no currency; write all its digits, as 1234.50.', label=read.label
        ),
        AmountFault.TWO: Sentence(
            "can be {large} or {small}; write {large} or {small}0.", large=str(large[0]), small=str(small[0])
        )
        if small
        else "",
        AmountFault.NEGATIVE: Sentence("is below zero; points are counted from 0 up."),
        AmountFault.LARGE: Sentence("is too large to be meant."),
    }
    raise BadInput(
        'The amount "{text}" {why}',
        text=text,
        why=why.get(read.fault or AmountFault.NUMBER) or Sentence("{why}; write it as 1234.50.", why=read.why),
    )


def given_points(text: str) -> Decimal:
    """Points as people write them. Errors: BadInput for a text that is no number, could be two, or is below zero.

    >>> given_points("1.234,5")
    Decimal('1234.5')
    """
    read = amount_text(text, "")
    if read.value is not None:
        return read.value
    if read.fault == AmountFault.TWO:
        small, large = read.readings[0], read.readings[-1]
        raise BadInput(
            'The points "{text}" can be {large} or {small}; write {large} or {small}0.',
            text=text,
            large=str(large),
            small=str(small),
        )
    if read.fault == AmountFault.LARGE:
        raise BadInput('The points "{text}" are too many to be meant.', text=text)
    raise BadInput('"{text}" is no number of points; it is a number from 0, such as 120 or 12.50.', text=text)


def _language_code(text: str) -> str:
    return LANGUAGES[language_index(text.lower())]
