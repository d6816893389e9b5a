"""Tier progress without a notebook: its figures against the tier report's cells, for the same book and day."""

import asyncio
import os
from base64 import b64decode
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree, html
from support.books import write_plain_book
from support.engines import shown_values
from support.overviews import figures_of
from support.shown_sums import uneven_book

from partnerbook.book.tables import DEALS
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import Progress, progress, threshold
from partnerbook.language.reader import Reader
from partnerbook.names import LANGUAGES
from partnerbook.panels import tier_progress
from partnerbook.panels.each.tier_progress.chart import tier_bars, tier_chart
from partnerbook.panels.each.tier_progress.view import TierProgress
from partnerbook.panels.frame.month_chart import month_chart
from partnerbook.panels.frame.points_chart import points_chart
from partnerbook.panels.frame.sections import keeping_rows, standing_rows
from partnerbook.panels.side import side_panel
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

MOVES = [
    (date(2026, 10, 31), "Diamond"), (date(2026, 10, 31), "Elite"), (date(2025, 7, 14), "Platinum"),
    (date(2025, 7, 15), "Gold"), (date(2024, 2, 29), "Gold"), (date(2027, 6, 30), "Diamond"),
]  # fmt: skip
DAY = MOVES[0][0]


def live_html(panel: TierProgress) -> html.HtmlElement:
    """Everything the live panel has of HTML, in one tree."""
    values = [child.value for child in panel.children if hasattr(child, "value") and isinstance(child.value, str)]
    return html.fromstring(f"<div>{''.join(values)}</div>")


def definitions(tree: html.HtmlElement) -> dict[str, str]:
    return {dt.text: dt.getnext().text_content() for dt in tree.iter("dt")}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").removesuffix("%"))


@pytest.mark.parametrize(("as_of", "goal"), MOVES, ids=[f"{day} {goal}" for day, goal in MOVES])
def test_the_panel_and_the_report_say_the_same(as_of: date, goal: str, tmp_path: Path) -> None:
    book, path = sample_book(), tmp_path / "report.xlsx"
    write_report(book, path, as_of, goal)
    report = shown_values(path)
    sheet = {cell: value for (name, cell), value in report.items() if name == "Dashboard"}
    tree = live_html(tier_progress(book, as_of=as_of, goal=goal))
    shown = definitions(tree)
    tiles = {sheet[f"{column}5"]: sheet[f"{column}6"] for column in "BDFHJL"}
    facts = {sheet[f"{column}7"]: sheet[f"{column}8"] for column in "BDFHJL"}
    assert shown["Credited tier"] == tiles["Credited tier"]
    assert shown["Performing tier"] == tiles["Performing tier"]
    for label in ("Total points", "Sold points", "of them sourced", "Managed points"):
        assert number(shown[label]) == Decimal(str(tiles[label]))
    for label, fact in (("12-month sourced MRR, US$", "Sourced MRR 12 m, US$"),
                        ("12-month sourced value, US$", "Sourced value 12 m, US$")):  # fmt: skip
        assert abs(number(shown[label]) - Decimal(str(facts[fact]))) <= Decimal("0.5")
    way = tree.xpath(".//h3[starts-with(., 'The way to')]/following::table[1]//tbody/tr")
    for row, cells in enumerate(way, 12):
        name, have, need, gap, share = (" ".join(cell.itertext()).strip() for cell in cells)
        assert name == sheet[f"B{row}"]
        for text, letter in ((have, "D"), (need, "E"), (gap, "F")):
            assert number(text) == Decimal(str(sheet[f"{letter}{row}"]))
        assert abs(number(share) / 100 - Decimal(str(sheet[f"G{row}"]))) <= Decimal("0.0005")
    months = (report.get(("Months", f"E{row}")) for row in range(1, 200))
    totals = [value for value in months if isinstance(value, float)][:24]
    monthly = tree.xpath(".//details//tbody/tr/td[3]")
    assert len(monthly) == 24
    for cell, total in zip(reversed(monthly), totals, strict=True):
        assert number(cell.text_content()) == Decimal(str(total))


@pytest.mark.parametrize("seed", range(8))
def test_what_the_panel_shows_adds_up_and_hides_no_gap(seed: int) -> None:
    """In both of its forms, in a language of another decimal mark, on books whose thresholds lie a hair off."""
    day = (DAY, date(2025, 7, 14))[seed % 2]
    book = uneven_book(seed, day)
    for goal in ("Gold", "Platinum", "Diamond", "Elite"):
        panel = tier_progress(book, as_of=day, goal=goal, language="es")
        known = panel.model.known
        assert known is not None
        for tree in (live_html(panel), html.fromstring(f"<div>{panel.static_html()}</div>")):
            facts = {row[0]: row[1] for row in label_rows(tree) if len(row) == 2}
            say = Reader("es").words["progress"]
            sold, managed, total = (euro(facts[say[kind]]) for kind in ("sold", "managed", "total"))
            assert (sold + managed, total) == (total, known.shown.total)
            way = [row for row in label_rows(tree) if len(row) == 5]
            assert len(way) >= 2
            for (_, have, need, gap, share), exact in zip(way, progress_of(known, goal), strict=False):
                assert max(euro(need) - euro(have), Decimal(0)) == euro(gap)
                assert (euro(gap) > 0) == bool(exact.gap) == (euro(share.split()[-2]) < 100)
            for _, one, other, both in (row for row in label_rows(tree) if len(row) == 4):
                assert euro(one) + euro(other) == euro(both)
        for bar, tier in zip(tier_bars(known), known.tiers, strict=True):
            reached = not any(row.gap for row in progress_of(known, tier.tier) if row.measure == "total")
            assert (bar.gap == 0) == reached


def euro(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def label_rows(tree: html.HtmlElement) -> list[list[str]]:
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in tree.xpath(".//tbody/tr")]
    return [*rows, *([dt.text, dt.getnext().text_content()] for dt in tree.iter("dt"))]


def progress_of(known: Overview, tier: str) -> tuple[Progress, ...]:
    return progress(known.standing, threshold(known.book.tiers, known.edition, tier), known.edition)


@pytest.mark.parametrize(("language", "said"), [
    ("en", "275.96 of the 2,635.35 points (10.5%) rest on estimated point units: enter HubSpot's on the sheet Rates."),
    ("es", "275,96 de los 2.635,35 puntos (10,5 %) se basan en unidades de puntos estimadas: escribe las de HubSpot"),
    ("pt", "275,96 dos 2.635,35 pontos (10,5%) se baseiam em unidades de pontos estimadas: informe as da HubSpot"),
])  # fmt: skip
def test_the_panel_says_what_rests_on_estimates(language: str, said: str) -> None:
    panel = tier_progress(sample_book(), as_of=DAY, language=language)
    for form in (live_html(panel), html.fromstring(f"<div>{panel.static_html()}</div>")):
        assert said in " ".join("".join(form.itertext()).split())
    assert "estima" not in tier_progress(Book(), as_of=DAY, language=language).static_html()


def test_moving_the_panel_is_like_opening_it_there() -> None:
    moved = tier_progress(sample_book())
    for as_of, goal in MOVES:
        with moved.model.hold_trait_notifications():
            moved.model.as_of, moved.model.goal = as_of, goal
        opened = tier_progress(sample_book(), as_of=as_of, goal=goal)
        assert figures_of(moved.model.known) == figures_of(opened.model.known)
        assert html.tostring(live_html(moved)) == html.tostring(live_html(opened))


def test_another_goal_asks_nothing_that_the_day_has_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = tier_progress(sample_book(), as_of=DAY, goal="Diamond")
    for name in (
        "standings",
        "month_lines",
        "yearly_averages",
        "sourced_value",
        "account_performance",
    ):
        monkeypatch.setattr(f"partnerbook.figures.overview.{name}", _not_again)
    for name in ("movements", "ledger", "monthly_checks"):
        monkeypatch.setattr(f"partnerbook.figures.of_book.{name}", _not_again)
    panel.model.goal = "Elite"
    shown = html.tostring(live_html(panel), encoding="unicode")
    assert (panel.model.fault, "not again" in shown, "The way to Elite" in shown) == ("", False, True)
    panel.model.as_of = date(2026, 9, 30)
    assert "not again" in html.tostring(live_html(panel), encoding="unicode")  # said where it went wrong


def _not_again(*_: object, **__: object) -> None:
    raise RuntimeError("not again")


def test_the_chart_draws_what_is_held_and_what_is_needed() -> None:
    known = tier_progress(sample_book(), as_of=DAY).model.known
    assert known is not None
    svg = etree.fromstring(tier_chart(known, Reader()).encode())
    bars = tier_bars(known)
    assert [bar.tier for bar in bars] == ["Gold", "Platinum", "Diamond", "Elite"]
    rectangles = [[float(rect.get(key).removesuffix("%")) for key in ("x", "width")] for rect in svg.iter("{*}rect")]
    longest = max(bar.need or 0 for bar in bars)
    per_point = 98 / float(longest)
    for bar, (empty, sold, managed, line) in zip(bars, zip(*[iter(rectangles)] * 4, strict=True), strict=True):
        assert empty == [0, 100]
        assert sold == pytest.approx([0, float(known.standing.sold) * per_point], abs=0.01)
        assert managed == pytest.approx([sold[1], float(known.standing.managed) * per_point], abs=0.02)
        assert bar.need is not None
        assert line[0] == pytest.approx(float(bar.need) * per_point, abs=0.01)
    texts = ["".join(text.itertext()) for text in svg.iter("{*}text")]
    assert texts[4:6] == ["Diamond", "3,250.00: 614.65 still needed"]
    assert svg.get("aria-label").startswith(
        "Gold 740.00: reached; Platinum 1,950.00: reached; Diamond 3,250.00: 614.65"
    )


def test_the_chart_of_months_draws_the_figures_that_it_tells_in_both_forms() -> None:
    panel = tier_progress(sample_book(), as_of=DAY, language="pt-BR")
    known = panel.model.known
    assert known is not None
    image = panel.static_html().rsplit("base64,", 1)[1].split('"', 1)[0]
    last = "out. 2026: 1.975,67 vendidos, 659,68 gerenciados, 2.635,35 no total"
    chart = month_chart(points_chart(known.months, panel.model.reader), panel.model.reader)
    for svg in (etree.fromstring(chart), etree.fromstring(b64decode(image))):
        bars = [group for group in svg.iter("{*}g") if group.get("class") == "pb-month"]
        assert (len(bars), bars[-1][0].text) == (24, last)
        for bar, month in zip(bars, known.months, strict=True):
            top, height, upper, more = (float(bar[at].get(key)) for at in (2, 3) for key in ("y", "height"))
            assert height == pytest.approx(float(month.points.sold) / 15, abs=0.006)  # 200 high for 3,000 points
            assert more == pytest.approx(float(month.points.managed) / 15, abs=0.006)
            assert top + height == pytest.approx(208, abs=0.02)  # managed stands on sold, and sold on the ground
            assert upper + more == pytest.approx(top, abs=0.02)
    [named] = live_html(panel).find_class("pb-months")
    assert named.get("aria-label").startswith("Pontos por mês; nov. 2024: ")
    assert named.get("aria-label").endswith(last)


def test_a_chart_of_nothing_is_drawn_too() -> None:
    panel = tier_progress(Book(), as_of=DAY)
    assert panel.model.fault == ""
    assert len(live_html(panel).find_class("pb-month")) == 24


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", [day for day, _ in MOVES])
def test_every_day_has_its_words_in_every_language(language: str, as_of: date) -> None:
    panel = tier_progress(sample_book(), as_of=as_of, language=language)
    assert panel.model.fault == ""
    assert "<h4>" in panel.static_html()
    if language != "en":
        english = set(definitions(live_html(tier_progress(sample_book(), as_of=as_of))))
        assert not english & set(definitions(live_html(panel)))


def test_a_book_without_thresholds_says_what_to_enter_where() -> None:
    book = sample_book()._replace(tiers=())
    tree = live_html(tier_progress(book, as_of=DAY, language="es"))
    said = " ".join(tree.itertext())
    assert "a la hoja Niveles." in said
    assert "falta el umbral" in tree.xpath(".//svg/@aria-label")[0]
    assert definitions(tree)["Nivel según rendimiento"] == "Desconocido"


def test_an_empty_book_is_a_panel_without_faults() -> None:
    panel = tier_progress(Book(), as_of=DAY)
    assert panel.model.fault == ""
    assert definitions(live_html(panel))["Total points"] == "0.00"
    assert panel.static_html()


def test_the_partners_own_currency_stands_beside_the_dollar() -> None:
    book = sample_book()
    book = book._replace(settings=book.settings._replace(reporting_currency="EUR"))
    known = tier_progress(book, as_of=DAY).model.known
    assert known is not None
    rows = dict(standing_rows(known, Reader()))
    assert number(rows["12-month sourced MRR, EUR"]) == round(known.sourced.mrr * 88 / 100)


@pytest.mark.parametrize(("as_of", "sentence"), [(None, "Choose a day."),
    (date(2022, 7, 17), "HubSpot's points begin on July 18, 2022. Choose that day or a later one.")])  # fmt: skip
def test_a_day_that_cannot_be_is_told_beside_the_day(as_of: date | None, sentence: str) -> None:
    panel = tier_progress(sample_book())
    panel.model.as_of = as_of
    assert panel.model.problems == {"as_of": sentence}
    assert panel.model.known is None
    assert live_html(panel).find_class("pb-months") == []
    assert sentence in panel.static_html().unescape()
    panel.model.as_of = DAY
    assert len(live_html(panel).find_class("pb-months")) == 1
    assert panel.model.problems == {}


def test_a_book_in_a_file_is_read_and_read_again(tmp_path: Path) -> None:
    path, book = tmp_path / "my book.xlsx", sample_book()
    write_plain_book(book, path)
    panel = tier_progress(path, as_of=DAY)
    assert figures_of(panel.model.known) == figures_of(tier_progress(panel.model.book, as_of=DAY).model.known)
    [again] = [child for child in panel.children if getattr(child, "description", "") == "Read the book again"]
    write_plain_book(book._replace(deals=()), path)
    before = panel.model.known
    again.click()
    assert panel.model.known is not None
    assert before is not None
    assert (before.standing.sold > 0, panel.model.known.standing.sold) == (True, 0)
    path.write_bytes(b"no longer a workbook")
    again.click()
    assert "my book.xlsx" in panel.model.problems["book"]
    assert panel.model.known.standing.sold == 0
    path.unlink()
    again.click()
    assert "my book.xlsx" in panel.model.problems["book"]


def test_rows_that_cannot_be_used_are_counted(tmp_path: Path) -> None:
    path, book = tmp_path / "book.xlsx", sample_book()
    bad = book.deals[0]._replace(currency="???")
    write_plain_book(book._replace(deals=(bad, *book.deals[1:])), path)
    said = " ".join(live_html(tier_progress(path, as_of=DAY)).itertext())
    assert "1 rows of the book cannot be used" in said


def test_what_is_refused_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match='did you mean "goal"'):
        tier_progress(goals="Gold")
    with pytest.raises(BadInput, match=r"tier_progress: .*goal"):
        tier_progress(goal="Silver")
    with pytest.raises((PartnerbookError, OSError), match="nowhere"):
        tier_progress(tmp_path / "nowhere.xlsx")


def test_what_keeps_the_tier_names_the_review() -> None:
    book = sample_book()
    book = book._replace(settings=Settings(partner="P", credited_tier="Diamond", credited_since=date(2025, 1, 15)))
    known = tier_progress(book, as_of=date(2026, 6, 30)).model.known
    assert known is not None
    rows = dict(keeping_rows(known, Reader("pt", "pt_BR")))
    assert rows["Próxima revisão"] == "15 de julho de 2026"
    assert rows["Decidiria, se nada mais for vendido ou gerenciado"].endswith(")")
    assert "O mínimo para manter" in " ".join(rows)


def test_a_kernel_has_one_panel_of_each_kind_and_book(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(3), path)
    first = side_panel("tier_progress", "pt_BR", "pt-BR", str(path))
    assert side_panel("tier_progress", "pt_BR", "pt-BR", str(path)) is first
    assert side_panel("tier_progress", "pt_BR", "pt-BR", "") is not first
    assert first.model.reader == Reader("pt", "pt_BR")
    with pytest.raises(BadInput, match="There is no panel"):
        side_panel("tiers")


def test_a_book_that_changes_on_disk_is_seen_and_read_again_with_day_and_goal_kept(tmp_path: Path) -> None:
    path, book = tmp_path / "book.xlsx", sample_book()
    write_plain_book(book, path)
    panel = tier_progress(path, as_of=MOVES[2][0], goal="Elite")
    said = "book.xlsx has changed since it was read. What is shown is of before."
    panel.model.look()
    assert said not in "".join(live_html(panel).itertext())
    write_plain_book(book._replace(settings=book.settings._replace(partner="Other Partner", goal_tier="Gold")), path)
    os.utime(path, ns=(1, 1))
    panel.model.look()
    assert said in "".join(live_html(panel).itertext())
    [again] = [child for child in panel.children if getattr(child, "description", "") == "Read the book again"]
    again.click()
    assert said not in "".join(live_html(panel).itertext())
    assert (panel.model.as_of, panel.model.goal) == (MOVES[2][0], "Elite")
    assert panel.title == "Tier progress of Other Partner"
    assert "Tier progress of Other Partner" in panel._repr_mimebundle_()["text/html"]
    path.rename(tmp_path / "away.xlsx")  # as programs do while they save
    panel.model.look()
    assert panel.model.outdated is False


async def seen_change(path: Path) -> bool:
    """Whether a panel that is opened where a loop runs sees by itself that its book changes."""
    panel = tier_progress(path, as_of=DAY)
    os.utime(path, ns=(1, 1))
    await asyncio.sleep(0.2)
    return bool(panel.model.outdated)


def test_where_a_loop_runs_the_file_is_looked_at_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerbook.panels.frame.book_view.SECONDS", 0.01)
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(3), path)
    assert asyncio.run(seen_change(path))


def test_the_side_panel_shows_the_book_that_it_showed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerbook.panels.side._shown", {})
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(3), path)
    plain = side_panel("calculator", "en", "en-US")
    of_book = side_panel("calculator", "en", "en-US", str(path))
    assert (plain.model.book, of_book.model.path) == (None, path)
    assert side_panel("calculator", "en", "en-US") is of_book  # the page is loaded again
    assert side_panel("calculator", "en", "en-US", "") is plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_book_says_what_to_begin_with(language: str) -> None:
    said = tier_progress(Book(), as_of=DAY, language=language).static_html()
    assert DEALS.label(language) in said
    assert DEALS.label(language) not in tier_progress(as_of=DAY, language=language).static_html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_points_opens_the_entries_that_add_up_to_it(language: str) -> None:
    panel = tier_progress(as_of=DAY, language=language, numbers="en-US")
    buttons = live_html(panel).xpath(".//button")
    opened = {button.get("data-opens") for button in buttons}
    assert {"total", "sold", "sourced", "managed", "total 2026-10-31", "sold 2026-09-30"} <= opened
    assert len(buttons) > 60
    for button in (*buttons[:7], *buttons[10::23]):
        panel.open_figure(button.get("data-opens"))
        at = [each.code for each in panel.behind.list.list_columns].index("points")
        points = sum(row.cells[at] for row in panel.behind.list.rows)  # type: ignore[misc]
        assert points == Decimal(button.text_content().replace(",", ""))
