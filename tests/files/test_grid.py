"""Texts looked at all together are found to be what each is by itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from partnerbook.files.grid import all_tidy, tidy
from partnerbook.names import all_folded, folded
from partnerbook.parsing.nothing import any_nothing, is_nothing

ODD = (
    "\n\r\t\x00\x1f\x7f\x85\xa0\xad\u0301\u0303\u0338\u034f\u1160\u180b\u2009\u200b\u2028\u3000\u3164\ufeff\uffa0 ß İΣς"
)
TEXTS = st.lists(
    st.one_of(
        st.text(alphabet=f"ab |ñn&/$€.,-_0Á{ODD}", max_size=6),
        st.text(max_size=8),
        st.sampled_from(["Acme Inc.", "Peña", "n/a", "N/A", "(No value)", "Null", "nd", "--", "ﬁn", "a | b", ""]),
    ),
    max_size=5,
)


@given(TEXTS)
@example(["Acme", "Pen\u0303a"])
@example(["a", "\u0338b"])
@example(["a\u1160"])
@example(["a |", "b"])
def test_texts_that_are_all_tidy_are_tidy_one_by_one(texts: list[str]) -> None:
    if all_tidy(texts):
        assert [tidy(text) for text in texts] == texts


@given(st.lists(st.from_regex(r"[A-Za-z0-9áéñç.,'()-]+( [A-Za-z0-9áéñç&.,'()-]+)*", fullmatch=True)))
def test_names_as_people_write_them_are_all_tidy(texts: list[str]) -> None:
    assert all_tidy(texts)


@given(TEXTS)
def test_texts_folded_together_are_as_each_by_itself(texts: list[str]) -> None:
    assert all_folded(texts) == [folded(text) for text in texts]


@given(TEXTS)
def test_a_word_for_nothing_is_found_among_others(texts: list[str]) -> None:
    tidied = [text for text in map(tidy, texts) if text and "\n" not in text]
    for named in (True, False):
        assert any_nothing(tidied, named) == any(is_nothing(text, named) for text in tidied)
