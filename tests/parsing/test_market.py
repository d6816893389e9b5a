"""Markets as people write them; the generated tables against CLDR; growth markets by edition."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.errors import BadInput, UnknownName
from partnerbook.names import LANGUAGES, folded
from partnerbook.parsing import market
from partnerbook.parsing.market import market_code, market_name, market_names
from partnerbook.points.growth import is_growth_market, market_type
from partnerbook.program import csv_rows, market_rows, program_text
from partnerbook.program.edition import edition_on, editions

CODES = sorted(row[0] for row in market_rows())
ALIASES = csv_rows(program_text("market_aliases.csv"), "market_aliases.csv", ("alias", "codes"))
NOW = edition_on(date(2026, 11, 1))

WRITTEN = {
    "GB": ["UK", "uk", "U.K.", "United Kingdom", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland",
           "Reino Unido", "Inglaterra", "Gran Bretaña", "Grã-Bretanha", "R.U.", "GBR", "gb"],
    "US": ["USA", "U.S.A.", "US", "U.S.", "United States of America", "Estados Unidos", "EEUU", "EE. UU.", "EE.UU.",
           "EUA", "Estados Unidos da América"],
    "AE": ["UAE", "U.A.E.", "EAU", "Emiratos Árabes Unidos", "emirados arabes unidos"],
    "BR": ["Brasil", "BRASIL", "Brazil", "bra"],
    "KR": ["South Korea", "Corea del Sur", "Coreia do Sul", "Korea, Republic of", "Republic of Korea", "KOR"],
    "KP": ["North Korea", "Corea del Norte"],
    "NL": ["Holland", "Holanda", "The Netherlands", "Países Bajos", "Paises Bajos", "Países Baixos"],
    "CZ": ["Czech Republic", "Czechia", "República Checa", "República Tcheca"],
    "TR": ["Turkey", "Türkiye", "Turkiye", "Turquía", "Turquia"],
    "CI": ["Ivory Coast", "Côte d’Ivoire", "Cote d'Ivoire", "Costa de Marfil", "Costa do Marfim"],
    "MM": ["Burma", "Myanmar", "Birmania"],
    "MO": ["Macao", "Macau", "Macao SAR"],
    "HK": ["Hong Kong", "Hong Kong SAR", "Hong Kong SAR China", "HongKong"],
    "VN": ["Viet Nam", "Vietnam", "Vietnã", "Vietname"],
    "NA": ["NA", "na", " NA ", "Namibia", "Namíbia", "NAM"],
    "NO": ["NO", "Norway", "Noruega"],
    "MX": ["Mexico", "México", "  méxico  ", "MÉXICO", "Mex"],
    "DO": ["República Dominicana", "Rep. Dominicana", "Dominican Republic"],
    "DM": ["Dominica"],
    "CD": ["DRC", "DR Congo", "Democratic Republic of the Congo", "República Democrática del Congo"],
    "CG": ["Republic of the Congo", "República del Congo"],
    "RU": ["RU", "Russia", "Russian Federation", "Rusia"],
    "XK": ["Kosovo", "XKX"],
    "DE": ["Alemania", "Alemanha", "Deutschland", "DEU"],
    "NE": ["Niger"],
    "NG": ["Nigeria"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts])
def test_market_as_people_write_it(code: str, text: str) -> None:
    assert market_code(text) == code


@pytest.mark.parametrize(
    "text", ["n/a", "N/A", "#N/A", "N.A.", "n.a.", "-", "–", "none", "None", "", "  ", "nan", "s/d"]
)
def test_no_market_is_not_namibia(text: str) -> None:
    with pytest.raises(UnknownName, match="no market"):
        market_code(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Korea", ["South Korea (KR)", "North Korea (KP)"]),
        ("Corea", ["(KR)", "(KP)"]),
        ("congo", ["(CG)", "(CD)"]),
        ("Virgin Islands", ["(VG)", "(VI)"]),
        ("Netherlands Antilles", ["(BQ)", "(CW)", "(SX)"]),
        ("Colombai", ['"Colombai"', 'did you mean "Colombia"?']),
        ("Alemannia", ['did you mean "Alemania"?']),
        ("Europe", ['"Europe"', "ISO code"]),
        ("EU", ['"EU"']),
        ("ZZ", ['"ZZ"']),
        ("XA", ['"XA"']),
        ("Yugoslavia", ['"Yugoslavia"']),
        ("🙂", ["🙂"]),
        ("276", ['"276"']),
    ],
)
def test_what_is_no_one_market_is_refused(text: str, words: list[str]) -> None:
    with pytest.raises(UnknownName) as refused:
        market_code(text)
    assert all(word in str(refused.value) for word in words), refused.value
    assert str(refused.value).endswith((".", "?"))


def test_every_code_and_every_spelling_gives_its_market() -> None:
    for code, alpha3, *names, also in market_rows():
        for text in (code, code.lower(), alpha3, alpha3.title(), *names, *filter(None, also.split("|"))):
            for written in (text, text.upper(), f" {text} ", _without_accents(text), text.replace(" ", "-")):
                assert market_code(written) == code, written


def test_no_two_markets_share_a_spelling() -> None:
    spelt: dict[str, str] = {}
    for code, alpha3, *names, also in market_rows():
        for text in (alpha3, *names, *filter(None, also.split("|"))):
            assert spelt.setdefault(folded(text), code) == code, text


def test_aliases_add_to_the_names_and_contradict_none() -> None:
    known = {folded(text) for row in market_rows() for cell in row[1:] for text in cell.split("|")}
    folds = [folded(alias) for alias, _ in ALIASES]
    assert len(folds) == len(set(folds))
    assert not known & set(folds)
    for alias, codes in ALIASES:
        assert set(codes.split()) <= set(CODES), alias
        if len(codes.split()) == 1:
            assert market_code(alias) == codes


def test_markets_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(CODES) == len(set(CODES)) == 250
    assert len({row[1] for row in market_rows()}) == 250
    assert all(re.fullmatch("[A-Z]{2}", row[0]) and re.fullmatch("[A-Z]{3}", row[1]) for row in market_rows())
    assert not {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "IC"} & set(CODES)
    assert {"NA", "XK", "TW", "PS", "AX"} <= set(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_for_a_drop_down_read_back(language: str) -> None:
    names = market_names(language)
    assert len(set(names)) == len(CODES)
    assert [folded(name) for name in names] == sorted(folded(name) for name in names)
    assert sorted(market_code(name) for name in names) == CODES
    assert all(market_name(market_code(name), language) == name for name in names)


@pytest.mark.parametrize(
    ("code", "language", "words"), [("de", "en", "DE"), ("Germany", "en", "ISO 3166-1"), ("DE", "xx", "use en, ")]
)
def test_names_of_what_is_not_known_are_refused(code: str, language: str, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        market_name(code, language)


@given(st.text(max_size=30))
def test_any_text_is_a_market_or_is_refused(text: str) -> None:
    assert _code_or_none(text) in (*CODES, None)


def test_a_lost_letter_never_gives_another_market() -> None:
    names = [(row[0], name) for row in market_rows() for name in row[2:5]]
    cut = ((code, name[:at] + name[at + 1 :]) for code, name in names for at in range(len(name)))
    # A refusal looks for the nearest name, which takes too long for thousands: those spelt like nothing are left out.
    spelt = market.market_table().meanings
    mistaken = {text for code, text in cut if folded(text) in spelt and _code_or_none(text) not in (code, None)}
    assert mistaken == {"Ira", "São Marinho"}  # Iran (Irã) and San Marino as they are written in Portuguese


# Published for July 2022; its Latin America, and what later editions list, are assumed.
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "growth") for text in ("India", "Brasil", "Singapore", "Corea del Sur", "Taiwan", "Timor-Leste")),
        *((text, "standard") for text in ("Japan", "Spain", "Portugal", "UK", "NA", "Puerto Rico", "North Korea")),
    ],
)
def test_market_type(text: str, kind: str) -> None:
    for edition in editions():
        assert market_type(market_code(text), edition) == kind


@given(st.sampled_from(CODES), st.frozensets(st.sampled_from(CODES)), st.sampled_from(editions()))
def test_own_corrections_go_before_the_edition(code: str, own: frozenset[str], edition) -> None:
    listed = is_growth_market(code, edition)
    assert is_growth_market(code, edition, added=own) == (listed or code in own)
    assert is_growth_market(code, edition, removed=own) == (listed and code not in own)


def test_market_both_added_and_removed_is_refused() -> None:
    with pytest.raises(BadInput, match=r"Mexico \(MX\) is both added"):
        is_growth_market("MX", NOW, {"MX"}, {"MX"})


@pytest.mark.parametrize("code", ["mx", "Mexico", "UK", "", "ZZ"])
def test_growth_of_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownName, match="two capital letters"):
        is_growth_market(code, NOW)


def test_markets_and_currencies_are_what_babel_says() -> None:
    babel = pytest.importorskip("babel")
    update = pytest.importorskip("partnerbook.program.update.markets")
    for file, generated in (("markets.csv", update.markets_csv), ("currencies.csv", update.currencies_csv)):
        text = program_text(file)
        if f"Babel {babel.__version__} " not in text:
            pytest.skip(f"{file} is from another Babel than {babel.__version__}")
        assert generated() == text, f"run partnerbook/program/update/markets.py: {file} differs"


def _code_or_none(text: str) -> str | None:
    try:
        return market_code(text)
    except UnknownName:
        return None


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
