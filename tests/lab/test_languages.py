"""The languages of the extension: JupyterLab's, its own words by JupyterLab's catalogues and the panel's by Python."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.lab_pages import launcher_tile
from support.lab_server import LANGUAGE, LabServer
from support.places import PACKAGE, ROOT

from partnerbook.language.texts import texts
from partnerbook.panels.registry import PANELS

SOURCE = ROOT / "partnerbook" / "labextension" / "src"
CATALOGUES = sorted((PACKAGE / "labextension" / "locale").rglob("*.json"))
SAID = re.compile(r"trans\.__\(\s*'((?:[^'\\]|\\.)*)'")


@pytest.mark.parametrize("locale", ["pt-BR"], indirect=True)
def test_a_jupyterlab_in_portuguese(lab: LabServer, browser: BrowserContext) -> None:
    lab.write_setting(LANGUAGE, {"locale": "pt_BR"})
    page = lab.page(browser)
    launcher_tile(page, "Calculadora de pontos").click()
    panel = page.get_by_role("region", name="Calculadora de pontos")
    expect(panel.get_by_role("heading", name="Calculadora de pontos")).to_be_visible()
    panel.get_by_role("textbox").first.fill("2.469,60")
    expect(panel.get_by_role("definition").first).to_have_text("123,48")
    launcher_tile(page, "Progressão de categorias").click()
    expect(page.get_by_role("region", name="Progressão de categorias")).to_be_focused()


@pytest.mark.parametrize("locale", ["de-DE"], indirect=True)
def test_numbers_are_the_browsers_where_the_language_is_not_ours(lab_page: Page) -> None:
    launcher_tile(lab_page, "Points calculator").click()
    panel = lab_page.get_by_role("region", name="Points calculator")
    panel.get_by_label("Amount sold").fill("2.469,60")
    expect(panel.get_by_role("definition").first).to_have_text("123,48")


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_catalogue_has_every_sentence_once_and_with_its_values(file: Path) -> None:
    sentences = {each for source in SOURCE.glob("*.ts") for each in SAID.findall(source.read_text("utf-8"))}
    panels = json.loads((SOURCE / "panels.json").read_text("utf-8"))
    sentences |= {panel[key] for panel in panels for key in ("title", "open")}
    assert len(sentences) > 10
    catalogue = json.loads(file.read_text("utf-8"))
    about = catalogue.pop("")
    assert (about["domain"], about["language"].replace("-", "_")) == ("partnerbook", file.parts[-3])
    assert set(catalogue) == sentences
    for sentence, [translated] in catalogue.items():
        assert sorted(re.findall(r"%\d", translated)) == sorted(re.findall(r"%\d", sentence))
        assert sentence[-1] not in ".:…" or translated[-1] == sentence[-1]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_panel_has_one_name_inside_and_outside(file: Path) -> None:
    catalogue = json.loads(file.read_text("utf-8"))
    words = tomllib.loads((PACKAGE / "language" / "messages" / f"panels.{file.parts[-3][:2]}.toml").read_text("utf-8"))
    for entry in PANELS:
        english = texts("panels", "en")[entry.words]["title"]
        assert catalogue[english] == [words[entry.words]["title"]]


def test_the_languages_are_those_of_the_package() -> None:
    spoken = {file.suffixes[0][1:] for file in (PACKAGE / "language" / "messages").glob("panels.*.toml")} - {"en"}
    assert {file.parts[-3][:2] for file in CATALOGUES} == spoken
