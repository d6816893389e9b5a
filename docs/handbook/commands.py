"""The page of the command, made from its parser."""

import argparse
from collections.abc import Iterator

from handbook.page import MADE, block, code, plain, table, target
from partnerbook.command.main import parsers

_WIDTH = 100


def commands_page() -> str:
    """Every command with what it does, how it is typed, and each of its arguments."""
    whole, commands = parsers()
    return "".join(
        (
            MADE,
            "# The command\n\n",
            f"{plain(whole.description)}\n\n",
            (
                "The exit code is 0, or 1 if the book has errors, or 2 if nothing was done. Every command takes "
                f"{code('--language')} (en, es, pt), before or behind its name.\n\n"
            ),
            table(
                ("command", "what it does"),
                ((f"[{code(name)}](#command-{name})", plain(each.description)) for name, each in commands.items()),
            ),
            *(_command(name, each) for name, each in commands.items()),
        )
    )


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    return "".join(
        (
            target(f"command-{name}"),
            f"## partnerbook {name}\n\n",
            f"{plain(parser.description)}\n\n",
            block(_usage(parser)),
            table(("argument", "what it is"), _arguments(parser)),
            f"{plain(parser.epilog)}\n\n" if parser.epilog else "",
        )
    )


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().removeprefix("usage: ").split())


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        if isinstance(action.choices, dict) and not action.option_strings:
            for name, each in action.choices.items():
                yield code(name), plain(each.description)
                yield from _arguments(each)
        elif action.help != argparse.SUPPRESS and action.dest != "help":
            names = [code(name) for name in action.option_strings or [str(action.metavar or action.dest)]]
            metavar = action.metavar if action.option_strings and isinstance(action.metavar, str) else ""
            listed = f" One of: {', '.join(map(str, action.choices))}." if action.choices else ""
            yield f"{', '.join(names)} {code(metavar)}".strip(), plain((action.help or "") + listed)
