"""What every panel is made of: fields with their problem beside them, and a frame that shows what went wrong.

A view only links a model to widgets. Number fields are text fields, because people paste "1.234,50 €"; whatever
is made of HTML has its roles, because ipywidgets gives none.
"""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as w
import traitlets as t
from markupsafe import Markup

from partnerbook.exact import exactly
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.model import PanelModel, fault_words


class Panel(w.VBox):
    """A panel: its title, its parts, and the line that says what went wrong unforeseen.

    Its static form stands in for it where no kernel runs, such as a notebook that is only looked at.
    """

    def __init__(self, model: PanelModel, title: str, parts: Iterable[w.Widget]) -> None:
        self.model = model
        style = w.HTML(html("frame/style.html"))
        style.add_class("pb-style")
        fault = w.HTML()
        t.dlink((model, "fault"), (fault, "value"), self._fault)
        super().__init__([style, w.HTML(html("frame/title.html", title=title)), *parts, fault])
        self.title = title
        self.add_class("pb-panel")

    def static_html(self) -> Markup:
        """The panel's figures as HTML that needs neither kernel nor style sheet nor script."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/html"] = html("frame/static.html", title=self.title, form=self.static_html())
        return bundle

    def _fault(self, fault: str) -> str:
        return alert(self.model.say("problems", "fault", fault=fault)) if fault else ""


def field(model: PanelModel, name: str, widget: w.Widget, label: str, hint: str = "") -> w.Widget:
    """A widget with its label above, linked to an input of the model, and the input's problem below it."""
    widget.description = label
    widget.style.description_width = "auto"
    if hint:
        widget.placeholder = hint
    widget.layout.width = "auto"
    t.link((model, name), (widget, "value"))
    problem = w.HTML()
    t.dlink((model, "problems"), (problem, "value"), lambda found: alert(found[name]) if name in found else "")
    box = w.VBox([widget, problem])
    box.add_class("pb-field")
    return box


def fields(*boxes: w.Widget) -> w.Widget:
    """Fields side by side where there is room."""
    box = w.VBox(boxes)
    box.add_class("pb-fields")
    return box


def live(model: PanelModel, made: Callable[[], str]) -> w.HTML:
    """A piece of HTML that is made anew, by calling `made`, whenever the model has worked out its results.

    What goes wrong in that is shown in its place: a kernel swallows what a callback raises.
    """

    @exactly
    def anew(_: int) -> str:
        try:
            return made()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person must see it
            return alert(model.say("problems", "fault", fault=fault_words(error)))

    shown = w.HTML()
    t.dlink((model, "computations"), (shown, "value"), anew)
    return shown
