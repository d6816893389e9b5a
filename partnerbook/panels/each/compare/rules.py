"""The rules of every edition, as a tab lists them: what each has, what the one before had, and what it stands on."""

from partnerbook.figures.editions import rule_lines
from partnerbook.language.reader import Reader
from partnerbook.language.rules import rule_name, rule_value, source_title
from partnerbook.language.texts import texts
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.row_list import Link, ListColumn, ListRow
from partnerbook.program.edition import editions


def rule_rows(reader: Reader) -> Rows:
    """Each figure of each edition, the newest edition first."""
    say, language = texts("ahead", reader.language)["editions"], reader.language
    sources = {source.id: source for edition in editions() for source in edition.sources}
    columns = [
        ListColumn("edition", say["edition"], filters=True),
        ListColumn("rule", say["rule"]),
        ListColumn("value", say["after"]),
        ListColumn("before", say["before"]),
        ListColumn("changes", reader.words["compare"]["is_change"], filters=True),
        ListColumn("basis", say["basis"], filters=True),
        ListColumn("source", say["source"], "link"),
    ]
    rows = []
    for at, edition in reversed(list(enumerate(editions()))):
        for line in rule_lines():
            figure = line.figures[at]
            if figure is None:
                continue
            before = line.figures[at - 1] if at else None
            source = sources.get(figure.source)
            rows.append(ListRow(f"{at} {line.key}", [
                reader.day(edition.start),
                rule_name(line.key, language),
                rule_value(figure.value, language, reader.number),
                "" if before is None else rule_value(before.value, language, reader.number),
                say["yes" if at in line.changes else "no"],
                say[figure.basis],
                None if source is None else Link(source_title(source, language), source.url),
            ]))  # fmt: skip
    return Rows(say["title"], columns, rows, [reader.words["compare"]["rules_note"]])
