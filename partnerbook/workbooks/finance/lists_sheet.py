"""The Lists sheet of the finance sheet: what its drop-downs offer, each list under a name of its own."""

from collections.abc import Sequence

from partnerbook.book.tables.choices import SOURCES
from partnerbook.language.texts import Texts
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_names
from partnerbook.program.edition import editions
from partnerbook.workbooks.finance.rules_sheets import write_editions
from partnerbook.workbooks.kit.document import Document, letters, page
from partnerbook.workbooks.kit.styles import GREY

_TOP = 4
YES_NO, METHODS = "YesNo", "MethodList"  # lists by name: yes stands first, points into money stands first


def chosen(cell: str, name: str, place: int = 1) -> str:
    """The formula of whether a cell says what stands in a place of a list, in whatever language the list is.

    >>> chosen("AlsoManage", YES_NO)
    'IFERROR(MATCH(AlsoManage,YesNo,0),0)=1'
    """
    return f"IFERROR(MATCH({cell},{name},0),0)={place}"


def write_lists(document: Document, words: Texts, language: str, with_editions: bool) -> None:
    """Write the sheet. `with_editions` adds the table of editions, for a workbook without a Rules sheet."""
    say = words["lists"]
    lists: Sequence[tuple[str, str, Sequence[str]]] = (
        ("MarketList", say["markets"], market_names(language)),
        ("CurrencyList", say["currencies"], currency_codes()),
        (YES_NO, f"{say['yes']}, {say['no']}", (say["yes"], say["no"])),
        ("SourceList", say["sources"], [choice.label(language) for choice in SOURCES]),
        (METHODS, say["methods"], (say["to_money"], say["to_points"])),
        ("KindList", say["kinds"], ("program", "market")),
        ("TierList", say["tiers"], editions()[-1].tier_names),
    )
    sheet = document.sheet(words["sheets"]["lists"], GREY)
    document.put(sheet, "A1", words["sheets"]["lists"], "pb_title")
    document.put(sheet, "A2", say["purpose"], "pb_subtitle")
    for letter, (name, heading, values) in zip(letters(len(lists)), lists, strict=True):
        document.put(sheet, f"{letter}{_TOP}", heading, "pb_head")
        for row, value in enumerate(values, _TOP + 1):
            document.put(sheet, f"{letter}{row}", value)
        document.name(name, sheet, f"{letter}{_TOP + 1}:{letter}{_TOP + len(values)}")
        sheet.column_dimensions[letter].width = max(map(len, (heading, *values))) + 3
    if with_editions:
        write_editions(document, sheet, f"{letters(1, len(lists) + 2)[0]}{_TOP}", words)
    sheet.freeze_panes = f"A{_TOP + 1}"
    page(sheet, words["sheets"]["lists"], repeat=f"{_TOP}:{_TOP}")
