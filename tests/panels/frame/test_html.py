"""What the panels show comes from templates, which escape what they are given."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from lxml import html as parser

from partnerbook import panels
from partnerbook.panels import tier_progress
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.table import Column, labelled, meter, table
from partnerbook.sample import sample_book

FOLDER = Path(panels.__file__).parent
TAG = re.compile(r"</?[a-z][a-z0-9]*[\s/>]")
HOSTILE = "<script>alert('1')</script> & \"Co\""


def docstrings(tree: ast.AST) -> set[ast.AST]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body[0] for node in ast.walk(tree) if isinstance(node, kinds) and node.body]
    return {each.value for each in bodies if isinstance(each, ast.Expr)}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_html_is_written_in_python(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    texts = {node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert [text.value for text in texts - docstrings(tree) if TAG.search(text.value)] == []
    assert [node.lineno for node in ast.walk(tree) if getattr(node, "attr", getattr(node, "id", "")) == "escape"] == []


def test_every_template_is_used() -> None:
    used = "".join(path.read_text("utf-8") for path in (*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")))
    templates = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")]
    assert len(templates) > 10
    assert [name for name in templates if f'"{name}"' not in used] == []


def test_what_people_write_is_text() -> None:
    book = sample_book()
    panel = tier_progress(book._replace(settings=book.settings._replace(partner=HOSTILE)))
    for shown in (panel.children[1].value, panel._repr_mimebundle_()["text/html"]):
        tree = parser.fromstring(f"<div>{shown}</div>")
        assert tree.xpath("//script") == []
        assert HOSTILE in tree.xpath("//h2|//h3")[0].text
    cells = parser.fromstring(table([Column(HOSTILE, scope="row"), Column(HOSTILE)], [(HOSTILE, HOSTILE)]))
    assert [each.text for each in cells.iter("th", "td")] == [HOSTILE] * 4
    assert [each.text for each in parser.fromstring(labelled([(HOSTILE, HOSTILE)], "facts"))[0]] == [HOSTILE] * 2
    assert parser.fragment_fromstring(meter(HOSTILE, panel.model.known.standing.total, "")).get("aria-label") == HOSTILE


def test_a_value_that_a_template_lacks_is_no_blank() -> None:
    with pytest.raises(UndefinedError, match="sentence"):
        html("frame/sentence.html", kind="note")
