"""The words of the program's editions in a language: English stands in their own files, the others in `messages`."""

from partnerbook.language.rules import edition_summary, rule_name, rule_value, source_title
from partnerbook.language.texts import Texts, texts
from partnerbook.program.edition import Edition
from partnerbook.program.joined import Joined
from partnerbook.program.strict import Figure, Source
from partnerbook.workbooks.report.said import ReportWords


def _texts(say: ReportWords) -> Texts | None:
    return None if say.language == "en" else texts("program", say.language)


def edition_words(say: ReportWords, edition: Edition) -> str:
    """The day of an edition and what it changed.

    >>> from partnerbook.program.edition import editions
    >>> from partnerbook.workbooks.report.said import report_words
    >>> edition_words(report_words("en"), editions()[0])[:50]
    '18 July 2022: Tiers are counted in points instead '
    """
    day = edition.name if say.language == "en" else say.reader.day(edition.start)
    return f"{day}: {edition_summary(edition, say.language)}"


def edition_source(say: ReportWords, edition: Edition) -> str:
    """The title of the page that the first day of an edition is from.

    >>> from partnerbook.program.edition import editions
    >>> from partnerbook.workbooks.report.said import report_words
    >>> edition_source(report_words("en"), editions()[1])[:38]
    'HubSpot, How tiers work: with the part'
    """
    of_start = next(figure.source for figure in edition.figures if figure.key == "start")
    return next(source_words(say, source)[0] for source in edition.sources if source.id == of_start)


def key_words(say: ReportWords, key: str) -> str:
    """What a figure is.

    >>> from partnerbook.workbooks.report.said import report_words
    >>> key_words(report_words("en"), "reviews.check_day"), key_words(report_words("pt"), "reviews.check_day")
    ('Reviews: check day', 'Revisões: dia do mês da verificação')
    """
    return rule_name(key, say.language)


def value_words(say: ReportWords, value: object) -> str:
    """What the value of a figure is: a number or a day as the language has it, a list, or words.

    >>> from datetime import date
    >>> from partnerbook.workbooks.report.said import report_words
    >>> [value_words(report_words("es"), value) for value in (True, date(2026, 1, 15), ("01-15", "07-15"))]
    ['sí', '15/01/2026', '15 de enero, 15 de julio']
    """
    return rule_value(value, say.language, say.reader.number, say.day)


def note_words(say: ReportWords, edition: Edition, figure: Figure) -> str:
    """Why a figure is read as it is."""
    found = _texts(say)
    return figure.note if found is None else found["notes"][f"{edition.start} {figure.key}"]


def commission_key_words(say: ReportWords, key: str) -> str:
    """What a figure of commission is.

    >>> from partnerbook.workbooks.report.said import report_words
    >>> commission_key_words(report_words("en"), "legacy.managed_again")
    'Commission: legacy, managed again'
    """
    if found := _texts(say):
        return found["commission_keys"][key]
    *section, name = key.split(".")
    said = name if "regions" in section else ", ".join((*section, name)).replace("_", " ")
    return f"Commission: {said}"


def commission_note_words(say: ReportWords, figure: Figure) -> str:
    """Why a figure of commission is read as it is."""
    found = _texts(say)
    return figure.note if found is None else found["commission_notes"][figure.key]


def source_words(say: ReportWords, source: Source) -> tuple[str, str]:
    """The title of a source, and which copy of it was seen."""
    found = _texts(say)
    seen = source.seen if found is None else found["seen"][source.id]
    return source_title(source, say.language), seen


def joined_source(say: ReportWords, joined: Joined) -> str:
    """What fixed the rate at which a currency became another one."""
    found = _texts(say)
    return joined.source if found is None else found["joined"][joined.currency]
