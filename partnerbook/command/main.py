"""The `partnerbook` command: what is typed becomes a call, and what goes wrong a sentence and an exit code.

Exit codes: 0 done; 1 done, and the book has errors that need a look; 2 not done, with one sentence that says why.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from partnerbook import __version__
from partnerbook.command.add_sheets import add_add_sheets
from partnerbook.command.ahead import add_outlook, add_stake
from partnerbook.command.arguments import add_language
from partnerbook.command.calendar import add_calendar
from partnerbook.command.change import add_end_services, add_set
from partnerbook.command.changes import add_changes
from partnerbook.command.check import add_calc, add_check
from partnerbook.command.client import add_client
from partnerbook.command.commission import add_commission
from partnerbook.command.compare import add_compare
from partnerbook.command.completion import add_completion
from partnerbook.command.editions import add_editions
from partnerbook.command.excel import add_excel
from partnerbook.command.explain import add_explain
from partnerbook.command.export import add_export, add_segment
from partnerbook.command.figures import add_report, add_tier
from partnerbook.command.goal import add_goal_way
from partnerbook.command.help import Parser
from partnerbook.command.import_ import add_import
from partnerbook.command.lab import add_lab, lab_arguments
from partnerbook.command.make import add_demo, add_new, add_templates
from partnerbook.command.network import add_network
from partnerbook.command.points import add_points
from partnerbook.command.printed import complain
from partnerbook.command.reconcile import add_reconcile
from partnerbook.command.renewals import add_renewals
from partnerbook.command.scenario import add_scenario
from partnerbook.command.selling import add_selling, add_team, add_usage
from partnerbook.command.sync import add_sync
from partnerbook.command.voice import begin, behind_language, end, speak, word
from partnerbook.errors import PartnerbookError, Sentence, UnknownName, did_you_mean
from partnerbook.exact import exactly

COMMANDS = (
    *(add_demo, add_new, add_import, add_check, add_calc),
    *(add_report, add_tier, add_points, add_renewals, add_commission),
    *(add_changes, add_client, add_selling, add_usage, add_team),
    *(
        add_explain,
        add_compare,
        add_reconcile,
        add_outlook,
        add_stake,
        add_goal_way,
        add_scenario,
        add_calendar,
        add_network,
        add_editions,
    ),
    *(add_export, add_segment, add_set, add_end_services, add_add_sheets),
    *(add_sync, add_excel, add_lab, add_templates, add_completion),
)


@exactly
def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after doing what the arguments ask for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a name must not stop the command
            stream.reconfigure(errors="replace")
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; Python must not try to write the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        end()
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        begin(arguments)
        options = vars(parsed(arguments))
        asked = options.pop("language", None)
        if asked:
            speak(asked)
        if options.pop("writes", False):
            options["language"] = asked
        return int(options.pop("run")(**options))
    except SystemExit as done:  # argparse has printed what was asked for
        return int(done.code or 0) if list(behind_language(arguments)) else 2
    except PartnerbookError as error:
        complain(Sentence("partnerbook: {error}", error=error))
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(Sentence("partnerbook: {where}{strerror}.", where=where, strerror=error.strerror or error))
    except KeyboardInterrupt:
        complain(Sentence("partnerbook: stopped; nothing is half written."))
        return 130
    return 2


def parsed(arguments: Sequence[str]) -> Namespace:
    """The options of a command line; its `run` is the function that does the work, given the others by name.

    Errors: BadInput for what cannot be meant. `--help` and `--version` print, then leave (SystemExit) as argparse does.

    >>> parsed(["tier", "book.xlsx", "--as-of", "31.10.2026"]).as_of
    datetime.date(2026, 10, 31)
    """
    parser, commands = parsers()
    first = next(iter(behind_language(arguments)), "--help")
    if not first.startswith("-") and first not in commands:
        guess = did_you_mean(first, commands)
        raise UnknownName(
            'There is no command "{first}"{guess} The commands are {commands}.',
            first=first,
            guess=guess or ".",
            commands=", ".join(commands),
        )
    own, jupyter = lab_arguments(arguments)
    options = parser.parse_args(own if list(behind_language(own)) else ["--help"])
    if jupyter:
        options.jupyter = jupyter
    return options


def parsers() -> tuple[ArgumentParser, dict[str, ArgumentParser]]:
    """The parser of the whole command line, and that of each command by its name."""
    parser = Parser(
        prog="partnerbook",
        usage="partnerbook COMMAND ...",
        description="A HubSpot partner's own book of points and tiers. To see what it does: partnerbook demo",
        epilog="partnerbook COMMAND --help tells more of one.",
    )
    add_language(parser, written=False)
    parser.add_argument("-V", "--version", action="version", version=f"partnerbook {__version__}")
    commands = parser.add_subparsers(
        required=True, metavar=word("COMMAND is one of"), title="commands", prog="partnerbook"
    )
    for add in COMMANDS:
        add(commands)
    for made in set(commands.choices.values()):
        if not made.get_default("writes") and made.get_default("run"):
            add_language(made, written=False)
    commands.choices["completion"].set_defaults(parser=parser)
    return parser, dict(commands.choices)
