"""`partnerbook completion`: a script by which a shell completes commands, options and files."""

from argparse import Action, ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from partnerbook.command.arguments import Commands, add_command
from partnerbook.command.printed import say
from partnerbook.command.ranges import RANGES
from partnerbook.errors import Sentence

SHELLS = ("bash", "zsh", "fish", "powershell")
_WHERE = Sentence(
    "Write what it prints to where your shell looks: with bash ~/.local/share/bash-completion/completions/partnerbook, "
    "with zsh a file _partnerbook in a folder of fpath, with fish ~/.config/fish/completions/partnerbook.fish, with "
    "PowerShell the file that $PROFILE names."
)


def add_completion(commands: Commands) -> None:
    """Add `completion` to the commands."""
    made = add_command(
        commands,
        "completion",
        completion,
        "Print a script by which your shell completes commands, options and files.",
        "partnerbook completion bash",
    )
    made.description = Sentence("{text} {where}", text=Sentence(made.description or ""), where=_WHERE)
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def completion(shell: str, parser: ArgumentParser) -> int:
    """The exit code, after printing the script of a shell for all that a parser takes."""
    from shtab import FILE, complete

    from partnerbook.program.edition import editions

    known = {"which": RANGES.split(", "), "goal": editions()[-1].tier_names}
    for action in _actions(parser):
        if action.type is Path or action.dest == "what":
            action.complete = FILE  # type: ignore[attr-defined]
        elif action.dest in known and action.choices is None:
            action.choices = known[action.dest]
    say(complete(parser, shell).splitlines())
    return 0


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """All actions of a parser, and of the commands within."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        yield action
        if isinstance(action.choices, dict):
            for each in action.choices.values():
                yield from _actions(each)
