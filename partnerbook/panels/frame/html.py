"""HTML from templates that escape what they are given by themselves: the files .html and .svg beside the panels."""

from collections.abc import Container, Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES = Environment(
    loader=PackageLoader("partnerbook.panels", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def html(template: str, **values: object) -> Markup:
    """What a template says of some values; `template` is its path in `partnerbook/panels`.

    Text is escaped, Markup, which another template has made, is not. Errors: jinja2's UndefinedError for a value that
    the template asks for and is not given.

    >>> html("frame/sentence.html", kind="note", sentence="1 < 2")
    Markup('<p class="pb-note">1 &lt; 2</p>')
    """
    return Markup(_TEMPLATES.get_template(template).render(values).strip())  # noqa: S704 - a template has escaped it


def alert(sentence: str) -> Markup:
    """A problem as HTML, told at once by a screen reader.

    >>> alert("1 < 2")
    Markup('<p class="pb-problem" role="alert">1 &lt; 2</p>')
    """
    return html("frame/sentence.html", kind="problem", role="alert", sentence=sentence)


def note(sentence: str) -> Markup:
    """A remark as HTML, in smaller letters."""
    return html("frame/sentence.html", kind="note", sentence=sentence)


def legend(keys: Iterable[tuple[str, str]], lines: Container[int] = ()) -> Markup:
    """What each colour of a chart means, as HTML that needs no style sheet; `lines` are the places of lines."""
    return html("frame/legend.html", keys=keys, lines=lines)
