"""What argparse says, in the person's language: its help, and why it refuses a command line."""

import re
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from partnerbook.command.voice import metavars, word
from partnerbook.errors import BadInput, Sentence

# What argparse writes for a person, in the versions of Python that we run on, and how we say it.
_REFUSALS = (
    (r"the following arguments are required: (?P<what>.+)", "something is missing: {what}"),
    (r"one of the arguments (?P<what>.+) is required", "one of the arguments {what} is required"),
    (r"unrecognized arguments: (?P<what>.+)", "unrecognized arguments: {what}"),
    (r"argument (?P<name>[^:]+): not allowed with argument (?P<what>.+)",
     "argument {name}: not allowed with argument {what}"),
    (r"argument (?P<name>[^:]+): invalid choice: (?P<what>.+) \(choose from (?P<known>.+)\)",
     "argument {name}: invalid choice: {what} (choose from {known})"),
    (r"argument (?P<name>[^:]+): expected one argument", "argument {name}: expected one argument"),
    (r"argument (?P<name>[^:]+): expected at least one argument", "argument {name}: expected at least one argument"),
    (r"argument (?P<name>[^:]+): ignored explicit argument (?P<what>.+)",
     "argument {name}: ignored explicit argument {what}"),
    (r"ambiguous option: (?P<what>.+) could match (?P<known>.+)", "ambiguous option: {what} could match {known}"),
)  # fmt: skip


class SpokenHelp(HelpFormatter):
    """The help of a command, of which all that is words is told in the person's language."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage and metavars(usage), actions, groups, word("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and word(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and word(text))

    def _get_help_string(self, action: Action) -> str | None:
        return action.help and word(action.help)

    def _metavar_formatter(self, action: Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        if isinstance(action.metavar, str):
            action.metavar = metavars(action.metavar)
        return super()._metavar_formatter(action, default_metavar and metavars(default_metavar))


class Parser(ArgumentParser):
    """A parser that says what is wrong in one sentence, as the rest of partnerbook does."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**{"formatter_class": SpokenHelp, **told})

    def error(self, message: str) -> NoReturn:
        raise BadInput("{said}. See {prog} --help", said=refused(message), prog=self.prog)


def refused(message: str) -> Sentence:
    """Why argparse refuses a command line, as a sentence that can be told in each language.

    >>> refused("the following arguments are required: BOOK")
    'something is missing: BOOK'
    """
    for pattern, template in _REFUSALS:
        if found := re.fullmatch(pattern, message):
            return Sentence(template, **{name: metavars(text) for name, text in found.groupdict().items()})
    return Sentence(message)
