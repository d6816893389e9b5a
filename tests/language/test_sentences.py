"""Every sentence that a person can meet is said in every language, and nothing is said twice."""

import ast
import copy
import pickle
import re
from functools import cache
from pathlib import Path

import pytest
from support.sentences import ERRORS, PACKAGE, templates

from partnerbook.errors import BadInput, Sentence
from partnerbook.language.reader import reader
from partnerbook.language.spoken import FILES, said_in, spoken
from partnerbook.language.texts import texts

# What is told in English alone: to whoever writes code with frames, in that code's own language.
ENGLISH = ("frames", "labextension")
OF_THE_PROGRAM = "BadProgramData"  # told to whoever changes a file of `program`, which nobody else can meet
LANGUAGES = ["es", "pt"]
BESIDE = ("argparse", "codes", "metavars")


@cache
def in_the_code() -> dict[str, str]:
    """Each template of the code that is said, with the first place in which it stands."""
    found: dict[str, str] = {}
    for path in modules():
        for line, template in templates(path):
            found.setdefault(template, f"{path.relative_to(PACKAGE)}:{line}")
    return found


def modules() -> list[Path]:
    """The modules whose sentences a person can meet."""
    english = [PACKAGE / each for each in ENGLISH]
    return sorted(path for path in PACKAGE.rglob("*.py") if not any(map(path.is_relative_to, english)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_is_said(language: str) -> None:
    said = said_in(language)
    assert {where: template for template, where in in_the_code().items() if template not in said} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_values_in_every_language(language: str) -> None:
    wrong = {template: text for template, text in said_in(language).items() if _values(template) != _values(text)}
    assert wrong == {}


def test_nothing_is_said_that_is_not_in_the_code() -> None:
    """But for codes, what argparse says by itself, and what stands for a value in a usage."""
    everywhere = {template for path in PACKAGE.rglob("*.py") for _, template in templates(path)}
    beside = [keys for file in FILES for name, keys in texts(file, "es").items() if name in BESIDE]
    assert sorted(set(said_in("es")) - everywhere - {template for keys in beside for template in keys}) == []


def test_a_sentence_stands_in_one_file() -> None:
    for language in LANGUAGES:
        count = sum(len(keys) for file in FILES for keys in texts(file, language).values())
        assert count == len(said_in(language))


def test_no_error_is_made_of_a_text_that_cannot_be_said_in_another_language() -> None:
    """Of problems and findings Python's types say so: their message is a `Sentence`."""
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {*ERRORS, "Sentence"} - {OF_THE_PROGRAM}:
                found += [
                    f"{path.name}:{each.lineno}"
                    for each in (*node.args, *(keyword.value for keyword in node.keywords))
                    if _is_made_text(each)
                ]
    assert found == []


def _is_made_text(node: ast.expr) -> bool:
    """Whether words of ours are put together by Python, whose English nothing could turn into another language."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_made_text(node.left) or _is_made_text(node.right)
    if not isinstance(node, ast.JoinedStr):
        return False
    return (
        re.search("[A-Za-z]{2}", "".join(each.value for each in node.values if isinstance(each, ast.Constant)))
        is not None
    )


def test_a_sentence_is_the_same_one_in_another_process_and_as_a_copy() -> None:
    made = Sentence("{book} {guess}", book="A{b}", guess=Sentence('; did you mean "{guess}"?', guess="Acme"))
    for other in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):  # noqa: S301 - our own bytes
        assert (other, other.template, other.values) == (made, made.template, made.values)
        assert spoken(other, reader("es")) == 'A{b} ; ¿querías decir "Acme"?'


def test_an_error_is_one_line_also_in_the_sentences_that_stand_in_it() -> None:
    error = BadInput("{name}: {why}", name="a\nb", why=Sentence("{text}", text=Sentence("{text}", text="c\x1bd")))
    assert str(error) == error.sentence == spoken(error.sentence, reader("pt")) == "a b: c d"


def _values(template: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", template))
