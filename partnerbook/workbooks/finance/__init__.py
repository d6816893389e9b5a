"""The finance sheet: the points calculator, deals, tier and renewals as formulas of our functions, ready to write over.

Two editions hold the same sheets. One calls the functions of an add-in; the other needs none: its functions are LAMBDAs
under the same names, over tables of its own. Never both: a name that means two things breaks both. Every formula has
the value that the core computed, so that it shows where no function is installed.
"""

from datetime import date
from pathlib import Path

from partnerbook.exact import exactly
from partnerbook.functions.table import FUNCTIONS
from partnerbook.language.texts import texts
from partnerbook.workbooks.finance.calculator import CalculatorSheet
from partnerbook.workbooks.finance.deals_sheet import DealsSheet
from partnerbook.workbooks.finance.help_sheet import HelpSheet, function_help
from partnerbook.workbooks.finance.lambda_names import add_lambdas
from partnerbook.workbooks.finance.lists_sheet import write_lists
from partnerbook.workbooks.finance.rules_sheets import table_headings, write_rules
from partnerbook.workbooks.finance.tier_sheets import write_renewals, write_tier
from partnerbook.workbooks.kit.document import Document


@exactly
def write_finance_sheet(path: str | Path, made: date, no_addin: bool = False, language: str = "en") -> None:
    """Write the workbook in a language, "en", "es" or "pt"; `made` is the as-of day that it begins with.

    `no_addin` writes the edition whose functions are LAMBDAs. Errors: UnknownName for another language.
    """
    words = texts("finance", language)
    document = Document(words["calculator"]["title"], words["calculator"]["subtitle"], made)
    CalculatorSheet(document, words, language).write()
    standing = DealsSheet(document, words, language, made).write()
    write_tier(document, words, standing, made)
    write_renewals(document, words, made, language)
    HelpSheet(document, words, no_addin).write()
    if no_addin:
        write_rules(document, words, made, language)
        add_lambdas(
            document, table_headings(words), {function.name: function_help(function, words) for function in FUNCTIONS}
        )
    write_lists(document, words, language, with_editions=not no_addin)
    document.save(path)
