"""What each kind of value takes and refuses, and the whole sentence for each thing that an edition can have wrong."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from support.places import CASES

from partnerbook.errors import BadProgramData
from partnerbook.program import csv_rows, program_text
from partnerbook.program.edition import Edition, load_edition, load_editions
from partnerbook.program.point_units import load_point_units
from partnerbook.program.strict import (
    DAY,
    NUMBER,
    PART,
    SHARE,
    TEXT,
    TEXTS,
    WHOLE,
    WHOLES,
    YES_OR_NO,
    Figure,
    Kind,
    Source,
    StrictFile,
    between,
    choice,
)

GOOD = (CASES / "editions" / "good.toml").read_text(encoding="utf-8")
NOON = datetime(2026, 1, 15, 12)  # noqa: DTZ001 - as a TOML file has it


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (NUMBER, Decimal("1.5"), Decimal("1.5")),
        (NUMBER, Decimal("1E-9"), Decimal("1E-9")),
        (NUMBER, 3, Decimal(3)),
        (SHARE, Decimal("0.85"), Decimal("0.85")),
        (SHARE, 1, Decimal(1)),
        (PART, 0, Decimal(0)),
        (PART, Decimal("0.2"), Decimal("0.2")),
        (PART, 1, Decimal(1)),
        (SHARE, Decimal("1.0"), Decimal("1.0")),
        (WHOLE, 0, 0),
        (WHOLE, 45, 45),
        (TEXT, " a ", " a "),
        (DAY, date(2026, 1, 15), date(2026, 1, 15)),
        (YES_OR_NO, True, True),
        (YES_OR_NO, False, False),
        (TEXTS, ["b", "a"], ("b", "a")),
        (WHOLES, [0, 30, 60], (0, 30, 60)),
        (WHOLES, [7], (7,)),
    ],
)
def test_what_a_kind_takes(kind: Kind[Any], value: object, read: object) -> None:
    assert kind.read(value) == read
    assert type(kind.read(value)) is type(read)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(NUMBER, value) for value in (0, -1, True, "3", None, 1.5, *map(Decimal, ("0", "-0.5", "NaN", "Infinity")))]
    + [(SHARE, value) for value in (0, 2, 85, True, *map(Decimal, ("0", "1.0001", "1.5", "2", "Infinity")))]
    + [(PART, value) for value in (2, -1, False, True, None, "0", *map(Decimal, ("-0.1", "1.0001", "NaN")))]
    + [(WHOLE, value) for value in (-1, True, False, "1", None, Decimal(1))]
    + [(TEXT, value) for value in ("", "  ", 5, None, ["a"], True)]
    + [(DAY, value) for value in (NOON, "2026-01-15", 20260115, None)]
    + [(YES_OR_NO, value) for value in (1, 0, "true", None, [])]
    + [(TEXTS, value) for value in ([], ["a", "a"], ["a", ""], ["a", 5], "ab", ("a",), None, {"a": 1}, [["a"]])]
    + [(WHOLES, value) for value in ([], [60, 30], [30, 30], [30, -1], [30, True], [30, "60"], (30,), 30, None, "7")],
)
def test_what_a_kind_refuses(kind: Kind[Any], value: object) -> None:
    assert kind.read(value) is None


@pytest.mark.parametrize("value", ["Sold", "managed", "", 5, None, ["sold"], True])
def test_a_choice_takes_its_words_and_nothing_else(value: object) -> None:
    kind = choice("sold", "sourced")
    assert (kind.read("sold"), kind.read("sourced"), kind.read(value)) == ("sold", "sourced", None)
    assert (kind.wanted, choice("a").wanted) == ('"sold" or "sourced"', '"a"')


@pytest.mark.parametrize("value", [0, 13, -1, True, "1", None, Decimal(1)])
def test_between_takes_its_ends_and_nothing_beyond(value: object) -> None:
    kind = between(1, 12)
    assert (kind.read(1), kind.read(12), kind.read(value)) == (1, 12, None)
    assert (kind.wanted, between(5, 5).read(5)) == ("a whole number from 1 to 12", 5)


def loaded(old: str, new: str) -> Edition:
    """The good edition with one thing changed."""
    assert GOOD.count(old) == 1, old
    return load_edition(GOOD.replace(old, new), "x.toml")


CHECKS = 'checks = { value = 6, basis = "published", source = "page" }'
FAULTS = [
    ("sourced = { value = 5,", "sourced = { value = true,", "rates.sourced is true; it must be a number above 0."),
    ("sourced = { value = 5,", "sourced = { value = false,", "rates.sourced is false; it must be a number above 0."),
    ("sourced = { value = 5,", 'sourced = { value = "5",', 'rates.sourced is "5"; it must be a number above 0.'),
    ("start = 2030-01-15", "start = 5", "start is 5; it must be a date such as 2025-07-15, without quotes."),
    ('name = "15 January 2030"', 'name = " "', 'name is " "; it must be a text in quotes.'),
    ('status = "published"', "status = 5", 'status is 5; it must be "published" or "expected".'),
    (
        'status = "published"',
        'status = "expectd"',
        'status is "expectd"; it must be "published" or "expected"; did you mean "expected"?',
    ),
    (
        CHECKS,
        "checks = 6",
        "reviews.checks is 6; it must be a figure: { value = ..., basis = ..., source = ... }.",
    ),
    (CHECKS, "", 'the key "checks" in [reviews] is missing.'),
    ('summary = "Made up for tests."', "", 'the key "summary" is missing.'),
    (
        CHECKS,
        'checks = { value = 13, basis = "published", source = "page" }',
        "reviews.checks is 13; it must be a whole number from 1 to 12.",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "guessed", source = "page" }',
        'reviews.checks has the basis "guessed"; it must be "published" or "assumed".',
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "publishd", source = "page" }',
        'reviews.checks has the basis "publishd"; it must be "published" or "assumed"; did you mean "published"?',
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = 5, source = "page" }',
        'reviews.checks has the basis 5; it must be "published" or "assumed".',
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = ["published"], source = "page" }',
        "reviews.checks has the basis ['published']; it must be \"published\" or \"assumed\".",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "published", source = 5 }',
        "reviews.checks has a source or a note that is not a text in quotes.",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "published", source = "page", note = 5 }',
        "reviews.checks has a source or a note that is not a text in quotes.",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "published" }',
        "reviews.checks is published and names no source; it must name one of: page.",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "assumed" }',
        "reviews.checks is assumed and has no note; it must say what is assumed and why.",
    ),
    (
        CHECKS,
        'checks = { value = 6, basis = "assumed", source = "xyz", note = "Why." }',
        'reviews.checks names the source "xyz", which is not in [[sources]].',
    ),
    (
        CHECKS,
        'checks = { basis = "published", source = "page" }',
        (
            "reviews.checks has no value; it must be a whole number from 1 to 12, "
            "or the figure must say unknown = true and why."
        ),
    ),
    (
        CHECKS,
        'checks = { unknown = true, note = "Why." }',
        "reviews.checks says unknown = true, but it is needed; it must have a value, a whole number from 1 to 12.",
    ),
    (
        'certifications = { unknown = true, note = "Not found." }',
        'certifications = { unknown = true, basis = "published", note = "Not found." }',
        "elite.certifications must either say unknown = true and why, or have a value and a basis.",
    ),
    (
        'certifications = { unknown = true, note = "Not found." }',
        'certifications = { unknown = false, note = "Not found." }',
        "elite.certifications must either say unknown = true and why, or have a value and a basis.",
    ),
    (
        'certifications = { unknown = true, note = "Not found." }',
        "certifications = { unknown = true }",
        "elite.certifications is unknown and has no note; it must say what is unknown and why.",
    ),
    (
        '[managed]\nsplit = { value = "others plus one", basis = "assumed", note = "Made up." }',
        "",
        'the key "managed" is missing.',
    ),
    (
        'members = ["BR"]',
        'members = ["QQ"]',
        'members in [[growth.regions]] number 2 (South) has "QQ", which is no ISO 3166-1 alpha-2 code.',
    ),
    (
        'members = ["BR"]',
        'members = ["MN"]',
        'members in [[growth.regions]] number 2 (South) has "MN", which is in North already.',
    ),
    (
        'members = ["BR"]',
        "members = []",
        "members in [[growth.regions]] number 2 is []; it must be a list of different texts.",
    ),
    (
        'name = "South"',
        "name = 5",
        "name in [[growth.regions]] number 2 is 5; it must be a text in quotes.",
    ),
    (
        'basis = "assumed"\nnote = "Made up."\n\n[sold]',
        'basis = "assumed"\n\n[sold]',
        "growth.regions.South is assumed and has no note; it must say what is assumed and why.",
    ),
    (
        'name = "South"',
        'xyz = "South"',
        'unknown key "xyz" in [[growth.regions]] number 2; allowed: name, members, basis, source, note.',
    ),
    (
        'value = ["01-15", "07-15"]',
        'value = ["01-15", "15 July"]',
        'reviews.days has "15 July"; it must be a month and a day of every year, such as "01-15".',
    ),
    (
        'url = "https://example.com/tiers"',
        'url = "ftp://example.com"',
        'source "page" has the url "ftp://example.com"; it must begin with https://.',
    ),
    ('title = "A page"', "", 'the key "title" in [[sources]] number 1 is missing; it must be a text in quotes.'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_a_fault_is_told_in_a_whole_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadProgramData) as refused:
        loaded(old, new)
    assert str(refused.value) == f"x.toml: {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 5\nb = 6\n[[sources]]\nid = 5", 'unknown key "b"; allowed: a, sources, t'),
        ("a = 5\nsources = 3\n[t]\nc = 1", "sources is 3; it must be one or more tables [[sources]]"),
        ("a = 5\nsources = []\n[t]\nc = 1", "sources is []; it must be one or more tables [[sources]]"),
        ("a = 5\nsources = [3]\n[t]\nc = 1", "sources is [3]; it must be one or more tables [[sources]]"),
        ('a = 5\nt = "x"\n[[sources]]\nid = "p"', 't is "x"; it must be a table [t]'),
        ("a = 5\nt = [4]\n[[sources]]\nid = 5", "t is [4]; it must be a table [t]"),
        ('[[sources]]\nid = "p"\n[t]\nc = 5', 'the key "a" is missing'),
        ('a = 5\n[[sources]]\nid = "p"\n[t]\nd = 5', 'unknown key "d" in [t]; allowed: c'),
        ('a = 5\n[[sources]]\nid = "p"\n[t]', 'the key "c" in [t] is missing'),
    ],
)
def test_the_tables_of_a_file_are_those_that_are_asked_for(text: str, sentence: str) -> None:
    with pytest.raises(BadProgramData) as refused:
        StrictFile(text, "y.toml", {"": ("a", "sources"), "t": ("c",)})
    assert str(refused.value) == f"y.toml: {sentence}."


def test_an_edition_has_all_that_its_file_says() -> None:
    edition = load_edition(GOOD, "x.toml")
    assert (edition.name, edition.status, edition.summary) == ("15 January 2030", "published", "Made up for tests.")
    assert edition.growth_multiplier == 2
    assert edition.growth_regions == (("North", ("CN", "MN")), ("South", ("BR",)))
    assert (edition.sold_months, edition.reductions, edition.managed_split) == (12, "newest", "others plus one")
    assert (edition.minimum, edition.managed_minimum, edition.certification) == ("sourced", False, True)
    assert (edition.check_day, edition.review_checks, edition.protection_months) == (15, 6, 6)
    assert (edition.lapsed_certification, edition.renewal_deadline_days) == ("no tier", 45)
    assert edition.sources == (Source("page", "A page", "https://example.com/tiers", "2030"),)
    figures = {figure.key: figure for figure in edition.figures}
    assert figures["start"] == Figure("start", date(2030, 1, 15), "published", "page", "")
    assert figures["rates.managed"] == Figure("rates.managed", Decimal("1.5"), "published", "page", "")
    assert figures["reviews.days"].value == ("01-15", "07-15")
    assert figures["growth.regions.South"] == Figure("growth.regions.South", ("BR",), "assumed", "", "Made up.")
    assert figures["elite.certifications"] == Figure("elite.certifications", None, "unknown", "", "Not found.")
    assert figures["tiers.managed_minimum"].value is False


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("months = { value = 12,", "months = { value = 1,", "sold_months", 1),
        ("months = { value = 12,", "months = { value = 120,", "sold_months", 120),
        ("check_day = { value = 15,", "check_day = { value = 1,", "check_day", 1),
        ("check_day = { value = 15,", "check_day = { value = 28,", "check_day", 28),
        ("\nchecks = { value = 6,", "\nchecks = { value = 1,", "review_checks", 1),
        ("\nchecks = { value = 6,", "\nchecks = { value = 12,", "review_checks", 12),
        ("protection_months = { value = 6,", "protection_months = { value = 0,", "protection_months", 0),
        ('status = "published"', 'status = "expected"', "status", "expected"),
        ('{ value = "newest"', '{ value = "oldest"', "reductions", "oldest"),
        ('{ value = "others plus one"', '{ value = "nobody"', "managed_split", "nobody"),
        ('{ value = "no tier"', '{ value = "the tier below"', "lapsed_certification", "the tier below"),
        ("certification = { value = true,", "certification = { value = false,", "certification", False),
    ],
)
def test_values_at_the_ends_of_what_is_allowed(old: str, new: str, field: str, value: object) -> None:
    assert getattr(loaded(old, new), field) == value


def test_sources_are_named_by_their_commas() -> None:
    another = '[[sources]]\nid = "other"\ntitle = "B"\nurl = "https://example.com/b"\nseen = "2030"\n'
    text = GOOD.replace(CHECKS, 'checks = { value = 6, basis = "published" }') + another
    with pytest.raises(BadProgramData, match=r"it must name one of: page, other\.$"):
        load_edition(text, "x.toml")


def test_of_two_editions_the_file_with_the_fault_is_named() -> None:
    with pytest.raises(BadProgramData) as twice:
        load_editions({"2030-01-15.toml": GOOD, "copy.toml": GOOD})
    assert str(twice.value) == (
        "copy.toml: start is 2030-01-15, the start of 2030-01-15.toml too; two editions cannot be in force at once."
    )
    with pytest.raises(BadProgramData) as broken:
        load_editions({"2030-01-15.toml": GOOD.replace("start = 2030-01-15", "start = 1")})
    assert str(broken.value).startswith("2030-01-15.toml: start is 1; ")


def test_editions_of_the_same_names_stand_in_order_of_their_days() -> None:
    later = GOOD.replace("2030-01-15", "2031-01-15").replace("A page", "An older page")
    for files in (("2030", "2031"), ("2031", "2030")):
        found = load_editions({f"{year}-01-15.toml": GOOD if year == "2030" else later for year in files})
        assert [edition.start.year for edition in found] == [2030, 2031]


# Tables.


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x.csv: the columns are []; they must be ['a', 'b']."),
        ("# nothing\n", "x.csv: the columns are []; they must be ['a', 'b']."),
        ("a\n1\n", "x.csv: the columns are ['a']; they must be ['a', 'b']."),
        ("a,b\n1,2\n3\n", "x.csv: the row ['3'] has 1 fields; it must have 2."),
    ],
)
def test_a_broken_table_is_told(text: str, sentence: str) -> None:
    with pytest.raises(BadProgramData) as refused:
        csv_rows(text, "x.csv", ("a", "b"))
    assert str(refused.value) == sentence


def test_the_rows_of_a_table() -> None:
    assert csv_rows('# of\na,b\n\n1,"2,3"\n#4,5\nä,\n', "x.csv", ("a", "b")) == [["1", "2,3"], ["ä", ""]]
    assert csv_rows("a,b", "x.csv", ("a", "b")) == []


def test_a_file_that_is_not_installed_is_named() -> None:
    with pytest.raises(BadProgramData) as refused:
        program_text("editions/1999-01-01.toml")
    assert str(refused.value) == (
        "partnerbook/program/editions/1999-01-01.toml is missing from the installation; install partnerbook again."
    )


HEAD = "currency,from,unit,basis,source,note\n"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("EUR,2030-01-15,0,published,page,", "EUR from 2030-01-15: the unit is 0; it must be above 0."),
        (
            "EUR,2030-01-15,88,xyz,page,",
            'EUR from 2030-01-15: the basis is "xyz"; it must be "published" or "assumed".',
        ),
        (
            "EUR,2030-01-15,88,published,page,\nEUR,2029-01-15,89,published,page,",
            "EUR from 2029-01-15 stands below 2030-01-15; the days of a currency must rise.",
        ),
        (
            "EUR,2030-01-15,88,assumed,page,",
            "EUR from 2030-01-15: it must name its source, and in a note what is assumed.",
        ),
    ],
)
def test_a_broken_table_of_units_is_told(rows: str, sentence: str) -> None:
    with pytest.raises(BadProgramData) as refused:
        load_point_units(HEAD + rows, "units.csv")
    assert str(refused.value) == f"units.csv: {sentence}"


def test_a_unit_keeps_its_basis_source_and_note() -> None:
    [unit] = load_point_units(f"{HEAD}XYZ,2030-01-15,0.50,assumed,page,The day.\n", "units.csv")["XYZ"]
    assert unit == ("XYZ", date(2030, 1, 15), Decimal("0.50"), "assumed", "page", "The day.")
