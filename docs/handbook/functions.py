"""The page of the Excel functions, made from the one table of them."""

from handbook.page import MADE, block, code, plain, table, target
from partnerbook.functions.table import FUNCTIONS, Function
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.workbooks.finance.help_sheet import function_help, parameter_help, signature

_LANGUAGES = dict(zip(LANGUAGES, ("English", "Español", "Português"), strict=True))


def functions_page() -> str:
    """Every function with its arguments, an example and its value, in three languages."""
    lines = [
        MADE,
        "# The Excel functions\n\n",
        (
            "How each program gets them stands in [the page of the hosts](../files/udfs/README.md). Any argument may be a "
            "cell, a range, blank or left out; a range stretches as in Excel's own functions, and the result spills.\n\n"
        ),
        table(
            ("function", "gives"),
            ((f"[{code(each.name)}](#function-{each.name.lower()})", plain(each.help)) for each in FUNCTIONS),
        ),
        *map(_function, FUNCTIONS),
    ]
    return "".join(lines)


def _function(function: Function) -> str:
    said = {language: texts("finance", language) for language in LANGUAGES}
    parameters = (
        (code(each.name), "may be left out" if each.optional else "needed",
         *(plain(parameter_help(function, each.name, words)) for words in said.values()))
        for each in function.parameters
    )  # fmt: skip
    return "".join(
        (
            target(f"function-{function.name.lower()}"),
            f"## {function.name}\n\n",
            block(signature(function), "text"),
            *(
                f"- {_LANGUAGES[language]}: {plain(function_help(function, words))}\n"
                for language, words in said.items()
            ),
            "\n",
            table(("argument", "", *_LANGUAGES.values()), parameters),
            f"Example: {code(f'={function.example}')} gives {code(function.gives)}.\n\n",
        )
    )
