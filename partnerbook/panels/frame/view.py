"""What every panel is made of: fields with their problem beside them, and a frame that shows what went wrong.

A view only links a model to widgets. Number fields are text fields, because people paste "1.234,50 €"; whatever
is made of HTML has its roles, because ipywidgets gives none.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

import ipywidgets as w
import traitlets as t
from ipywidgets.widgets.widget_string import HTMLStyle
from markupsafe import Markup

from partnerbook.exact import exactly
from partnerbook.memory import uncollected
from partnerbook.panels.frame.html import alert, html, note
from partnerbook.panels.frame.model import EXAMPLE, Followed, PanelModel, fault_words
from partnerbook.parsing.day import FIRST_YEAR

SAVED = (
    "application/vnd.partnerbook.panel+json"  # tells JupyterLab's extension to show the static form without a kernel
)


class Panel(w.VBox):
    """A panel: its title, its parts, and the line that says what went wrong unforeseen.

    Its static form stands in for it where no kernel runs, such as a notebook that is only looked at.
    """

    static_level: ClassVar[int] = 3  # of its title's heading, in the static form

    def __init__(self, model: PanelModel, title: str, parts: Iterable[w.Widget]) -> None:
        self.model = model
        style = piece(html("frame/style.html"))
        style.add_class("pb-style")
        fault = piece()
        t.dlink((model, "fault"), (fault, "value"), self._fault)
        self.heading = piece()
        super().__init__([style, self.heading, *parts, fault])
        self.retitle(title)
        self.add_class("pb-panel")

    def retitle(self, title: str) -> None:
        """Give the panel its title."""
        self.title = title
        self.heading.value = html("frame/title.html", title=title)

    def static_html(self) -> Markup:
        """The panel's figures as HTML that needs neither kernel nor style sheet nor script."""
        raise NotImplementedError

    def close_whole(self) -> None:
        """Close the panel and every widget in it, which ipywidgets would keep."""
        waiting: list[w.Widget] = [self]
        while waiting:
            widget = waiting.pop()
            waiting += getattr(widget, "children", ())
            for each in (getattr(widget, "layout", None), getattr(widget, "style", None), widget):
                if isinstance(each, w.Widget) and each not in _plain:
                    each.close()

    @uncollected
    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle[SAVED] = {}
            told = {"title": self.title, "level": self.static_level, "form": self.static_html()}
            bundle["text/html"] = html("frame/static.html", **told)
        return bundle

    def _fault(self, fault: str) -> str:
        return alert(self.model.say("problems", "fault", fault=fault)) if fault else ""


def field(model: PanelModel, name: str, widget: w.Widget, label: str, hint: str = "") -> w.Widget:
    """A widget with its label above, linked to an input of the model; below it the input's problem, or a remark."""
    t.link((model, name), (widget, "value"))
    return _below(model, name, labelled_widget(widget, label, hint))


def day_field(model: PanelModel, name: str, label: str) -> w.Widget:
    """A day as text, in the ways people write one, and beside it the browser's own calendar.

    What is typed is read once it is whole: at Enter, or when the field is left. Of the calendar only whole days count,
    which it does not have while a year is typed into it.
    """
    say = model.reader.words["day"]
    text = labelled_widget(w.Text(continuous_update=False), label, say["hint"].format(day=model.reader.day(EXAMPLE)))
    calendar = labelled_widget(w.DatePicker(), say["calendar"])

    def shown(_: object = None) -> None:
        day = getattr(model, name)
        text.value = _day_text(model, day)
        if isinstance(day, date):
            calendar.value = day

    def typed(change: Any) -> None:
        if change["new"] != _day_text(model, getattr(model, name)):
            setattr(model, name, change["new"])
            shown()  # the same day in other words is no change

    def picked(change: Any) -> None:
        if change["new"] is not None and change["new"].year >= FIRST_YEAR:
            setattr(model, name, change["new"])

    shown()
    model.observe(shown, name)
    text.observe(typed, "value")
    calendar.observe(picked, "value")
    pair = w.VBox([text, calendar])
    pair.add_class("pb-day")
    return _below(model, name, pair)


def _day_text(model: PanelModel, day: date | str | None) -> str:
    """A day in words, or what was typed that is none."""
    return model.reader.day(day) if isinstance(day, date) else day or ""


def choices(
    model: PanelModel, name: str, made: Callable[[], list[tuple[str, str]]], label: str, needs: str
) -> w.Widget:
    """A drop-down of what `made` gives, which is made anew when the result `needs` is another; see `field`."""
    widget = w.Dropdown(options=made(), value=getattr(model, name))
    link = t.link((model, name), (widget, "value"))

    def anew(_: object) -> None:
        link.unlink()  # for a moment the first one is chosen
        try:
            with widget.hold_sync():
                widget.options = made()
                widget.value = getattr(model, name)
        finally:
            link.link()

    model.observe(anew, needs)
    return _below(model, name, labelled_widget(widget, label))


def own_field(model: PanelModel, name: str, widget: w.Widget) -> w.Widget:
    """A widget that has its label and its `value` itself, linked to an input of the model; see `field`."""
    t.link((model, name), (widget, "value"))
    return _below(model, name, widget)


def labelled_widget(widget: w.Widget, label: str, hint: str = "") -> w.Widget:
    """The widget with its label above it, as a field has it."""
    widget.description = label
    widget.style.description_width = "auto"
    if hint:
        widget.placeholder = hint
    widget.layout.width = "auto"
    return widget


def _below(model: PanelModel, name: str, widget: w.Widget) -> w.Widget:
    """A field: a widget, and below it what is wrong with its input, or what is to be said of it."""

    def said(_: object) -> str:
        if name in model.problems:
            return alert(model.problems[name])
        return note(model.remarks[name]) if name in model.remarks else ""

    below = piece()
    t.dlink((model, "computations"), (below, "value"), said)
    box = w.VBox([widget, below])
    box.add_class("pb-field")
    box.add_class(f"pb-of-{name}")
    return box


def fields(*boxes: w.Widget) -> w.Widget:
    """Fields side by side where there is room."""
    box = w.VBox(boxes)
    box.add_class("pb-fields")
    return box


def button(words: str) -> w.Button:
    """A button as wide as its words."""
    made = w.Button(description=words)
    made.layout.width, made.layout.align_self = "auto", "flex-start"
    return made


_plain: list[w.Widget] = []


def piece(value: str = "") -> w.HTML:
    """A piece of HTML. All have one layout and one style, of which ipywidgets else makes and sends one for each."""
    if any(each.comm is None for each in _plain):  # a person has closed all widgets
        _plain.clear()
    if not _plain:
        _plain.extend((w.Layout(), HTMLStyle()))
    layout, style = _plain
    return w.HTML(value, layout=layout, style=style)


def live(model: Followed, made: Callable[[], str]) -> w.HTML:
    """A piece of HTML that is made anew, by calling `made`, whenever the model has worked out its results.

    What goes wrong in that is shown in its place: a kernel swallows what a callback raises.
    """
    shown = piece()
    live_html(model, made, shown)
    return shown


def live_html(model: Followed, made: Callable[[], str], shown: w.Widget) -> None:
    """Make the `value` of a widget follow the model as `live` says."""

    @exactly
    def anew(_: int) -> str:
        try:
            return made()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person must see it
            return alert(model.say("problems", "fault", fault=fault_words(error)))

    t.dlink((model, "computations"), (shown, "value"), anew)
