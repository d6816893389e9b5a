"""partnerbook's Excel functions for xlwings: classic on Windows, xlwings Lite and xlwings Server.

Everything is made from partnerbook.functions.table; no function here raises. Without xlwings they are plain functions.
"""

import inspect

from partnerbook.functions.table import FUNCTIONS, answer

try:
    from xlwings import arg, func
except ImportError:

    def func(**_options):
        """A decorator that changes nothing."""
        return lambda function: function

    def arg(_name, **_options):
        """A decorator that changes nothing."""
        return lambda function: function


def _excel_function(function):
    """One function of the table as xlwings wants it: a name, a signature, a docstring, and help for each argument."""

    def excel_function(*arguments):
        return answer(function, arguments)

    excel_function.__name__ = excel_function.__qualname__ = function.name
    excel_function.__doc__ = function.description
    excel_function.__signature__ = inspect.Signature(
        inspect.Parameter(
            parameter.identifier,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=None if parameter.optional else inspect.Parameter.empty,
        )
        for parameter in function.parameters
    )
    # Two-dimensional whatever comes, and errors as text: else a column arrives as a row, and #N/A as a blank.
    for parameter in function.parameters:
        excel_function = arg(parameter.identifier, ndim=2, doc=parameter.help, err_to_str=True)(excel_function)
    return func(category="partnerbook")(excel_function)


__all__ = [function.name for function in FUNCTIONS]
globals().update(zip(__all__, map(_excel_function, FUNCTIONS), strict=True))
