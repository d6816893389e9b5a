"""The program information without a notebook: its figures against the tier report's cells."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook
from support.books import write_plain_book
from support.shown_sums import uneven_book

from partnerbook.errors import BadInput
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import risk_words
from partnerbook.figures.overview import overview
from partnerbook.language.reader import Reader
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import program
from partnerbook.panels.each.program.view import ProgramInformation
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

DAY = date(2026, 10, 31)
DAYS = (DAY, date(2025, 7, 14), date(2024, 2, 29), date(2022, 7, 18), date(2027, 6, 30))


def live(panel: ProgramInformation) -> html.HtmlElement:
    values = [child.value for child in panel.children if isinstance(getattr(child, "value", None), str)]
    return html.fromstring(f"<div>{''.join(value for value in values if not value.startswith('<style'))}</div>")


def facts(tree: html.HtmlElement) -> dict[str, str]:
    """Labels and values, of definitions and of tables alike."""
    rows = [(term.text, term.getnext().text_content()) for term in tree.iter("dt")]
    rows += [(row[0].text, row[1].text) for row in tree.xpath(".//tbody/tr")]
    return dict(rows)


def number(text: str) -> Decimal:
    return Decimal(re.split(r"[ ;]", text.replace(",", ""))[0])


@pytest.mark.parametrize("as_of", [DAY, date(2025, 7, 14)])
def test_the_panel_and_the_report_say_the_same(as_of: date, tmp_path: Path) -> None:
    book, path = sample_book(), tmp_path / "report.xlsx"
    panel = program(book, as_of=as_of)
    known = panel.model.known
    assert known is not None
    write_report(book, path, as_of, known.next_tier)
    sheet = load_workbook(path, data_only=True)["Dashboard"]
    shown = facts(live(panel))
    tiles = {sheet[f"{column}5"].value: sheet[f"{column}6"].value for column in "BDFHJL"}
    more = {sheet[f"{column}7"].value: sheet[f"{column}8"].value for column in "BDFHJL"}
    for label in ("Credited tier", "Performing tier"):
        assert shown[label] == tiles[label]
    for label in ("Total points", "Sold points", "of them sourced", "Managed points"):
        assert number(shown[label]) == Decimal(str(tiles[label]))
    for label, fact in (("12-month sourced MRR, US$", "Sourced MRR 12 m, US$"),
                        ("12-month sourced value, US$", "Sourced value 12 m, US$")):  # fmt: skip
        assert abs(number(shown[label]) - Decimal(str(more[fact]))) <= Decimal("0.5")
    [needs] = [term.getnext().text for term in live(panel).xpath(".//h3[starts-with(., 'What ')]/following::dt[1]")]
    figures = [Decimal(each.replace(",", "")) for each in re.findall(r"[\d,]+\.\d+", needs)]
    assert figures == [Decimal(str(sheet[f"{column}12"].value)) for column in "DEF"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", DAYS)
def test_every_day_has_its_words_in_every_language_and_both_forms(language: str, as_of: date) -> None:
    panel = program(as_of=as_of, language=language)
    assert panel.model.fault == ""
    known = overview(sample_book(), as_of)
    ahead, words = outlook(known), texts("panels", language)
    static = html.fromstring(f"<div>{panel.static_html()}</div>")
    assert facts(live(panel)) == facts(static)
    for tree in (live(panel), static):
        said = tree.text_content()
        assert tree.xpath(".//p[contains(@class, 'pb-risk')]/strong")[0].text == risk_words(ahead.risk, language)
        assert len(tree.xpath(".//ol/li")) == len(next_steps(known))
        assert "{" not in said
        assert words["program"]["next"].format(tier=known.next_tier) in said
    if language != "en":
        assert not set(facts(static)) & set(facts(live(program(as_of=as_of))))


def test_the_next_tier_is_the_one_above_the_performing_one_whatever_the_goal_is() -> None:
    book = sample_book()
    book = book._replace(settings=book.settings._replace(goal_tier="Gold"))
    panel = program(book, as_of=DAY)
    known = panel.model.known
    assert known is not None
    assert (known.goal, known.performing, known.next_tier) == ("Gold", "Platinum", "Diamond")
    assert facts(live(panel))["Total points"] == "2,635.35 of 3,250.00: 614.65 still needed"


@pytest.mark.parametrize("seed", range(4))
def test_what_it_shows_adds_up_and_hides_no_gap(seed: int) -> None:
    panel = program(uneven_book(seed, DAY), as_of=DAY)
    tree = live(panel)
    [needs] = tree.xpath(".//h3[starts-with(., 'What ')]/following-sibling::dl[1]")
    for value in needs.iter("dd"):
        figures = [Decimal(each.replace(",", "")) for each in re.findall(r"[\d,]+\.\d+", value.text or "")]
        if len(figures) == 3:
            have, need, gap = figures
            assert have + gap == need
            assert gap > 0
        elif "reached" in (value.text or ""):
            assert figures[0] >= figures[1]


def test_a_book_with_nothing_in_it_says_what_to_enter_where() -> None:
    panel = program(Book(), as_of=DAY, language="es")
    said = live(panel).text_content()
    assert panel.model.fault == ""
    assert "en la hoja Ajustes" in said or "Ajustes" in said
    assert "Niveles" in said
    assert facts(live(panel))["Puntos totales"].endswith("falta el umbral")
    assert panel.static_html()


@pytest.mark.parametrize(("typed", "said"), [
    (None, "Choose a day."), ("2022-07-17", "HubSpot's points begin on July 18, 2022. Choose that day or a later one."),
    ("31/12/9999", "the last day that they can be of is 2199-12-31"), ("soon", "“soon” is no day."),
])  # fmt: skip
def test_a_day_that_cannot_be_is_told_beside_the_day(typed: str | None, said: str) -> None:
    panel = program()
    panel.model.as_of = typed
    assert said in panel.model.problems["as_of"]
    assert (panel.model.known, panel.model.ahead, panel.model.fault) == (None, None, "")
    assert said in panel.static_html().unescape()
    panel.model.as_of = "31/10/2026"
    assert (panel.model.as_of, panel.model.problems) == (DAY, {})


def test_a_book_in_a_file_is_read_again_with_its_day_kept(tmp_path: Path) -> None:
    path, book = tmp_path / "book.xlsx", sample_book()
    write_plain_book(book, path)
    panel = program(path, as_of=date(2026, 9, 30))
    write_plain_book(book._replace(deals=(), settings=book.settings._replace(partner="Other")), path)
    panel.model.read_again()
    assert (panel.title, panel.model.as_of) == ("Program information of Other", date(2026, 9, 30))
    assert facts(live(panel))["Sold points"] == "0.00"


def test_the_partners_own_currency_stands_beside_the_dollar() -> None:
    book = sample_book()
    book = book._replace(settings=book.settings._replace(reporting_currency="EUR"))
    assert "12-month sourced MRR, EUR" in facts(live(program(book, as_of=DAY)))
    assert Reader().words["progress"]["sourced_mrr"].format(currency="US$") in facts(live(program(book, as_of=DAY)))


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"program has no option 'goal'"):
        program(goal="Gold")  # type: ignore[call-arg]
    with pytest.raises(BadInput, match=r"program: .*as_of"):
        program(as_of=3)  # type: ignore[arg-type]
