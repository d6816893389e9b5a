"""The pages of the program's rules and of what is not known of it, made from the editions and their sources."""

from collections.abc import Iterable, Iterator

from handbook.page import MADE, plain, table, target
from partnerbook.program.commission import commission_rules
from partnerbook.program.edition import Edition, editions
from partnerbook.program.strict import Figure, Source
from partnerbook.workbooks.report.program_words import (
    commission_key_words,
    commission_note_words,
    key_words,
    note_words,
    value_words,
)
from partnerbook.workbooks.report.said import ReportWords, report_words

_HEADS = ("rule", "figure", "basis", "source", "what is assumed, or was looked for")
_BASES = (
    "A figure is *published* where a source states it, *assumed* where it is our reading, "
    "*unknown* where none was found."
)


def rules_page() -> str:
    """Every figure of every edition, and of commission, with what it stands on."""
    say, known = report_words("en"), editions()
    commission = commission_rules()
    parts = [
        MADE,
        "# The rules of the program\n\n",
        (
            f"{_BASES} Each edition is whole: the difference of two is what changed. Thresholds of tiers are not public; "
            "they are always those of your own book. [How what is left open is read](../readings.md), with the setting for "
            "each, has a page of its own, and so has [what is not known](unknown.md).\n\n"
        ),
        table(
            ("edition", "status", "what changed"),
            ((f"[{plain(each.name)}](#rules-{each.start})", each.status, plain(each.summary)) for each in known),
        ),
    ]
    for each in known:
        parts += [target(f"rules-{each.start}"), f"## From {plain(each.name)}\n\n", f"{plain(each.summary)}\n\n"]
        parts.append(table(_HEADS, _of_edition(say, each)))
        parts.append(_sources(each.sources))
    parts += [target("rules-commission"), "## Commission\n\n"]
    parts.append(table(_HEADS, _of_commission(say, commission.figures, commission.sources)))
    parts.append(_sources(commission.sources))
    return "".join(parts)


def unknown_page() -> str:
    """What partnerbook does not know of the program: figures that were looked for, and what is assumed instead."""
    say, known = report_words("en"), editions()
    lacks = (
        (plain(each.name), plain(key_words(say, figure.key)), plain(note_words(say, each, figure)))
        for each in known
        for figure in each.figures
        if figure.basis == "unknown"
    )
    assumed = (
        (
            plain(key_words(say, figure.key)),
            plain(value_words(say, figure.value)),
            plain(note_words(say, known[-1], figure)),
        )
        for figure in known[-1].figures
        if figure.basis == "assumed"
    )
    paid = (
        (plain(commission_key_words(say, each.key)), plain(value_words(say, each.value)),
         plain(commission_note_words(say, each)))
        for each in commission_rules().figures
        if each.basis == "assumed"
    )  # fmt: skip
    heads = ("rule", "taken for it", "why")
    return "".join(
        (
            MADE,
            "# What it does not know\n\n",
            (
                "HubSpot publishes a part of its program. What it does not publish is never made up here: it is a figure that "
                "you enter, a reading that says so, or it is left out.\n\n"
            ),
            (
                "- **What each tier needs.** Only your own tier page shows it; it stands on the sheet Tiers of your book.\n"
                "- **Point units of currencies that HubSpot lists nowhere.** They are estimated at the European Central "
                "Bank's rate of the day, and marked, until you enter HubSpot's on the sheet Rates.\n"
                "- **Your deals and close dates**, where you import an export of clients only.\n"
                "- **Whether HubSpot counts the same.** Your own book is compared with what HubSpot states, but "
                "partnerbook is not made by HubSpot and does not speak for it.\n\n"
            ),
            "## Figures that no public copy has\n\n",
            table(("edition", "figure", "what was looked for"), lacks),
            "## What is assumed of the rules in force now\n\n",
            table(heads, assumed),
            "## What is assumed of commission\n\n",
            table(heads, paid),
        )
    )


def _of_edition(say: ReportWords, edition: Edition) -> Iterator[tuple[str, ...]]:
    for each in edition.figures:
        yield _row(
            key_words(say, each.key),
            value_words(say, each.value),
            each,
            note_words(say, edition, each),
            edition.sources,
        )


def _of_commission(
    say: ReportWords, figures: Iterable[Figure], sources: tuple[Source, ...]
) -> Iterator[tuple[str, ...]]:
    for each in figures:
        words = commission_key_words(say, each.key), value_words(say, each.value)
        yield _row(*words, each, commission_note_words(say, each), sources)


def _row(what: str, value: str, figure: Figure, note: str, sources: tuple[Source, ...]) -> tuple[str, ...]:
    places = [each.id for each in sources]
    source = f"[{places.index(figure.source) + 1}]" if figure.source in places else ""
    return plain(what), plain(value), figure.basis, plain(source), plain(note)


def _sources(sources: tuple[Source, ...]) -> str:
    """The sources by their numbers. Their addresses are told as text: the site itself leads nowhere outside."""
    lines = (
        f"{at}. {plain(each.title)}, {plain(each.seen)}: {plain(each.url)}\n" for at, each in enumerate(sources, 1)
    )
    return f"Sources:\n\n{''.join(lines)}\n"
