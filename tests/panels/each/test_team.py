"""The team at HubSpot without a notebook: who is told, how they are reached, and that no cell becomes markup."""

from datetime import date

import pytest
from support.panel_forms import both_forms

from partnerbook.errors import BadInput
from partnerbook.names import LANGUAGES
from partnerbook.panels import team
from partnerbook.records import Book, TeamMember
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_person_is_told_with_a_mail_link(language: str) -> None:
    members = sample_book().hubspot_team
    for tree in both_forms(team(as_of=DAY, language=language)):
        said = tree.text_content()
        for member in members:
            assert member.name in said
            assert member.helps_with in said
            [link] = tree.xpath(f".//a[starts-with(@href, 'mailto:') and . = '{member.mail}']")
            assert link.get("href") == f"mailto:{member.mail}"
    titles = {team(language=each).title for each in LANGUAGES}
    assert len(titles) == len(LANGUAGES)


def test_the_roles_are_the_books_own_words() -> None:
    people = [TeamMember("A", "cam"), TeamMember("B", "consultant"), TeamMember("C", "pdm"), TeamMember("D", "guru")]
    for tree in both_forms(team(Book(hubspot_team=tuple(people)), as_of=DAY)):
        said = tree.text_content()
        for words in ("Channel Account Manager (CAM)", "Channel Consultant", "Partner Development Manager (PDM)",
                      "guru"):  # fmt: skip
            assert words in said


def test_an_address_is_a_link_only_where_it_is_of_the_web() -> None:
    bad = TeamMember("<b>X</b>", "pdm", "a & b", 'x"onclick="y@z.example?cc=a', "", "javascript:alert(1)")
    for tree in both_forms(team(Book(hubspot_team=(bad,)), as_of=DAY)):
        assert [link.get("href") for link in tree.iter("a")] == ["mailto:x%22onclick%3D%22y@z.example%3Fcc%3Da"]
        assert "<b>X</b>" in tree.text_content()
        assert "javascript:alert(1)" in tree.text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_with_nobody_says_where_to_enter_them(language: str) -> None:
    sheet = {"en": "HubSpot team", "es": "Equipo de HubSpot", "pt": "Equipe da HubSpot"}[language]
    for tree in both_forms(team(Book(), as_of=DAY, language=language)):
        assert f" {sheet}," in tree.text_content()


def test_what_cannot_be_used_is_said() -> None:
    with pytest.raises(BadInput, match="team has no option 'goal'"):
        team(goal="Gold")  # type: ignore[call-arg]
    panel = team(as_of="soon")
    for tree in both_forms(panel):
        assert "“soon” is no day" in tree.text_content()
