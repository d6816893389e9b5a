"""The words of the report in a language: of its sheets, tables and sentences, and of the codes in its formulas."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from partnerbook.book.tables import RATES, SETTINGS, THRESHOLDS
from partnerbook.book.tables.choices import DEAL_KINDS, DEAL_STAGES, NO_TIER, RATE_KINDS, RELATIONSHIPS, SOURCES, YES_NO
from partnerbook.book.tables.choices import TIERS as TIER_CHOICES
from partnerbook.book.tables.shape import Choice
from partnerbook.codes import Decision, Measure
from partnerbook.figures.tiers import rank
from partnerbook.language.reader import Reader, reader
from partnerbook.language.texts import texts
from partnerbook.language.words import decision_words, estimate_words, measure_words
from partnerbook.names import same_name
from partnerbook.parsing.market import market_name
from partnerbook.program.edition import editions
from partnerbook.records import Place
from partnerbook.workbooks.kit.alerts import alert_list, status_list
from partnerbook.workbooks.kit.codes import CodeList
from partnerbook.workbooks.kit.column import Record, SheetColumn, SheetTable
from partnerbook.workbooks.kit.styles import day_formats
from partnerbook.workbooks.report.words import (
    ACTIVE,
    ALERTS,
    ANSWERS,
    COMING,
    DECISIONS,
    EXPIRED,
    MARKET_LETTERS,
    MARKET_TYPES,
    MEASURES,
    NO,
    NOT_KNOWN,
    RANKS,
    SENTENCES,
    STAGES,
    STATES,
    STATUSES,
    SUBSCRIPTIONS_SHEET,
    UNTOLD,
    VALIDITIES,
    YES,
)

_NAMED = re.compile(r"\{(\w+)\}")
_OF_NO_LANGUAGE = re.compile(r"\d|MRR [A-Z]{3}$")  # a month, and what is paid in a currency
_TAGS = {"en": "409", "es": "C0A", "pt": "416"}  # by which number formats name a language


class ReportWords:
    """The words of the report in a language ("en", "es" or "pt"); UnknownName for another."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.reader: Reader = reader(language)
        self._texts = texts("report", language)
        yes, no = self._labels(YES_NO).values()
        self.unknown = self("answers", "unknown")
        self.untold = texts("terms", language)["tiers"]["untold"]
        self.tracks = self._labels(RELATIONSHIPS)
        self.relationships: Mapping[str, str | None] = {"": None, **self.tracks}
        self.sources = {"": "", **self._labels(SOURCES)}
        self.minimums = {"sold": self.tracks["sold"], "sourced": self.sources["sourced"]}
        self.kinds = {**self._labels(DEAL_KINDS), "managed": self.tracks["managed"]}
        self.stages = self._labels(DEAL_STAGES)
        self.rate_kinds = self._labels(RATE_KINDS)
        self.checks = {True: self("checks", "review"), False: no}  # whether a check is a review
        self.states = {code: self("states", key) for code, key in ((COMING, "coming"), (ACTIVE, "active"),
                                                                   (EXPIRED, "expired"))}  # fmt: skip
        self.answers = {YES: yes, NO: no, NOT_KNOWN: self.unknown, UNTOLD: self.untold}
        self.validities = {YES: self("certification", "valid"), NO: self("certification", "not_valid"),
                           NOT_KNOWN: self.unknown}  # fmt: skip
        self.ranks = {rank(choice.code): choice.label(language) for choice in (NO_TIER, *TIER_CHOICES)}
        self.measures: Mapping[str, str] = {
            **{name: measure_words(name, language) for name in (Measure.SOLD, Measure.SOURCED, Measure.MANAGED)},
            "managed_points": self("measures", "managed_points"),
        }
        self.statuses, self.alerts = status_list(language).words, alert_list(language).words
        *lower, highest = editions()[-1].tier_names
        self.tier_choice = self("messages", "tiers", lower=", ".join(lower), highest=highest)

    def _labels(self, choices: Iterable[Choice]) -> Mapping[str, str]:
        return {choice.code: choice.label(self.language) for choice in choices}

    def __call__(self, section: str, key: str, **shown: object) -> str:
        """A text of the report with what it names filled in; KeyError for one that there is not.

        >>> report_words("pt")("account", "counted", count=3)
        '3 clientes contados'
        """
        text = self._texts[section][key]
        days = {name: self.day(value) for name, value in shown.items() if isinstance(value, date)}
        return text.format_map({**shown, **days}) if shown else text

    def formula(self, section: str, key: str, **parts: str) -> str:
        """The formula of a text, of formulas for what it names.

        >>> report_words("en").formula("account", "counted", count="SUM(A1:A2)")
        'SUM(A1:A2)&" clients counted"'
        """
        pieces = _NAMED.split(self(section, key))
        said = (parts[piece] if place % 2 else quoted(piece) for place, piece in enumerate(pieces) if piece)
        return "&".join(said)

    def sheet(self, code: str) -> str:
        """The name of a sheet."""
        return self("sheets", code)

    @property
    def book_sheets(self) -> tuple[str, str]:
        """The sheets of the book that say the credited tier and the thresholds."""
        return SETTINGS.label(self.language), THRESHOLDS.label(self.language)

    @property
    def lists(self) -> tuple[CodeList, ...]:
        """The lists of the hidden sheet: each code with its words."""
        language = self.language
        decisions = {code: texts("terms", language)["decisions"][code] for code in Decision}
        sentence = estimate_words("{points}", "{total}", "{share}", RATES.label(language), language)
        named: tuple[tuple[CodeList, Mapping[Any, str]], ...] = (
            (STATES, self.states), (ANSWERS, self.answers), (VALIDITIES, self.validities), (RANKS, self.ranks),
            (MEASURES, self.measures), (DECISIONS, decisions),
            (SENTENCES, {"estimate": sentence, "beyond": self("account", "beyond"),
                         "sorted": self("client_tables", "sorted", sheet=self.sheet(SUBSCRIPTIONS_SHEET))}),
            (STATUSES, self.statuses), (ALERTS, self.alerts), (STAGES, self.stages),
            (MARKET_TYPES, {letter: self.market_type(code) for code, letter in MARKET_LETTERS.items()}),
        )  # fmt: skip
        also = {
            ANSWERS.name: self._also(self.answers, {YES: YES_NO[0], NO: YES_NO[1]}),
            RANKS.name: self._also(self.ranks, {rank(tier.code): tier for tier in (NO_TIER, *TIER_CHOICES)}),
        }
        return tuple(CodeList(each.name, words, also.get(each.name, {})) for each, words in named)

    @staticmethod
    def _also(shown: Mapping[int, str], choices: Mapping[int, Choice]) -> Mapping[str, int]:
        """What a person may type for each choice, in any language, beside the words shown."""
        known = {same_name(word) for word in shown.values()}
        said = {same_name(word): code for code, choice in choices.items() for word in (*choice.labels, *choice.also)}
        return {word: code for word, code in said.items() if word not in known}

    @property
    def formats(self) -> Mapping[str, str]:
        """The number formats in which words stand."""
        look = self("checks", "look").replace('"', "")
        return {
            **day_formats(self.language),
            "pb_month": self.month_format("mmm yyyy"),
            "pb_member": f'"{self.answers[YES]}";;"{self.answers[NO]}"',
            "pb_check": f'"{look}";"{look}";"{self("checks", "fine")}"',
        }

    def month_format(self, pattern: str) -> str:
        """A format of months whose names are of the language, whatever that of the program that shows them."""
        return f"[$-{_TAGS[self.language]}]{pattern}"

    def tier(self, code: str | None) -> str:
        """A tier, or that there is none."""
        return self.ranks[rank(code)]

    def day(self, day: date) -> str:
        """A day in figures, as the language writes it."""
        return self.reader.figures_of_day(day)

    def market(self, code: str) -> str:
        """The name of a market."""
        return market_name(code, self.language)

    def place(self, place: Place) -> str:
        """Where in the book a record stands."""
        return self("places", "row", sheet=place.sheet, row=place.row) if place.row else place.sheet

    def market_type(self, code: str) -> str:
        """What a market is: "growth" or "standard"."""
        return self("markets", code)

    def unit(self, code: str) -> str:
        """Where a point unit is from: "published", "own" or "estimated"."""
        return self("units", code)

    def decision(self, decision: Decision | None, held: str | None) -> str:
        """What a check decided of the tier that was held."""
        return decision_words(decision, self.tier(held), self.language)

    def estimate(self, points: Decimal, total: Decimal, share: Decimal) -> str:
        """That so many points rest on estimated units."""
        say = self.reader
        return estimate_words(
            say.number(points, 2), say.number(total, 2), say.share(share), RATES.label(self.language), self.language
        )

    def table(self, table: SheetTable[Record]) -> SheetTable[Record]:
        """A table in the language: its headings and notes, what it shows of records, the sheets in its formulas."""
        columns = {field: self._column(table.name, field, column) for field, column in table.columns.items()}
        return SheetTable(table.name, columns, table.plain)

    def _column(self, table: str, field: str, column: SheetColumn[Record]) -> SheetColumn[Record]:
        value = column.value if column.told is None else partial(column.told, self)
        column = column._replace(value=value, formula=self.in_sheets(column.formula))
        if self.language == "en" or not column.heading or _OF_NO_LANGUAGE.match(column.heading):
            return column
        heading = self._texts[f"{table} columns"][field]
        # Two lines hold most headings. Words of codes are longer than the English ones that the widths are for.
        wanted = max(*map(len, heading.split()), len(heading) // 2 + 1)
        width = column.width * 1.35 if column.told else column.width
        return column._replace(
            heading=heading,
            note=self._texts[f"{table} notes"][field] if column.note else "",
            width=max(width, wanted + 3),
        )

    def in_sheets(self, formula: str) -> str:
        """A formula in which each "{ledger}!" and the like is the sheet's name.

        >>> report_words("en").in_sheets("{ledger}!A1+{row}"), report_words("pt").in_sheets("{breakdown}!A1")
        ('Ledger!A1+{row}', "'Detalhamento de pontos'!A1")
        """
        return re.sub(r"\{(\w+)\}!", lambda found: f"{in_formula(self.sheet(found[1]))}!", formula)


@lru_cache(maxsize=4)
def report_words(language: str) -> ReportWords:
    """The words of the report in a language; UnknownName for one other than "en", "es" and "pt"."""
    return ReportWords(language)


def quoted(text: str) -> str:
    """A text as it stands in a formula.

    >>> quoted('It says "no".')
    '"It says ""no""."'
    """
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def in_formula(sheet: str) -> str:
    """The name of a sheet as formulas have it.

    >>> in_formula("Ledger"), in_formula("Visión general")
    ('Ledger', "'Visión general'")
    """
    return sheet if re.fullmatch("[A-Za-z]+", sheet) else f"'{sheet}'"
