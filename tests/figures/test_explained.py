"""The parts of a figure: they are those entries that give it, and add up to it."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import Measure
from partnerbook.errors import UnknownName
from partnerbook.figures.explained import POINTS, explained, part_sentences
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown_clients
from partnerbook.records import Book, Client
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


@settings(deadline=None, max_examples=60)
@given(books(), st.sampled_from(POINTS), st.sampled_from([date(2024, 2, 29), DAY]))
def test_parts_add_up_to_their_figure(whole: Book, measure: Measure, day: date) -> None:
    known = overview(whole, day)
    found = explained(known, measure)
    assert found.points == getattr(known.standing, measure)
    assert sum(part.points for part in found.clients) == found.points
    for name, standing in known.points_by_client.items():
        own = explained(known, measure, name)
        assert own.points == getattr(standing, measure)
        of_all = [(each.points, each.entries) for each in found.clients if each.client == name]
        assert of_all in ([(own.points, len(own.parts))], [])
    assert sum(found.shown_parts) == sum(each.shown for each in found.clients) == found.shown
    for each in found.clients:
        own = explained(known, measure, each.client)
        assert each.shown == own.shown == sum(own.shown_parts)
    everything = len(found.parts) + len(found.ended) + len(found.coming)
    if measure == Measure.TOTAL:
        assert everything == len(known.ledger.entries)


def test_each_sentence_works_out_to_its_points() -> None:
    """What a person reads, worked out by itself, gives the figure."""
    found = explained(overview(sample_book(), DAY))
    sentences = list(part_sentences(found))
    assert len(sentences) == len(found.parts) > 100
    for part, sentence in zip(found.parts, sentences, strict=True):
        shown = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)|, edition.*|,|[A-Z]{3} ", "", sentence)
        value, operator = Fraction(1), "×"
        for word in shown.replace("partners", "").split():
            if word in ("×", "/"):
                operator = word
            else:
                value = value * Fraction(word) if operator == "×" else value / Fraction(word)
        assert abs(value - Fraction(part.points)) < Fraction(1, 10**20)


def test_it_shows_what_every_other_surface_does() -> None:
    known = overview(sample_book(), DAY)
    assert [explained(known, measure).shown for measure in (Measure.TOTAL, Measure.SOLD, Measure.MANAGED)] == [
        known.shown.total, known.shown.sold, known.shown.managed
    ]  # fmt: skip
    by_client = dict(zip((line.client.client for line in known.clients), shown_clients(known.clients), strict=True))
    for each in explained(known).clients:
        assert each.shown == by_client[each.client].total


def test_what_is_not_known_is_said() -> None:
    known = overview(Book(clients=(Client("Acme", "US"),)), DAY)
    with pytest.raises(UnknownName, match="Acmee"):
        explained(known, client="Acmee")
    with pytest.raises(UnknownName, match="no figure of points"):
        explained(known, Measure.CERTIFICATION)
    assert explained(known, client="Acme").points == Decimal(0)
