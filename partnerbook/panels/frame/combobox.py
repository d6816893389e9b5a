"""A field in which one of thousands of names is typed or picked.

Browsers' own lists of suggestions take seconds a key with thousands of them; this one shows the first hundred that have
what is typed, and waits for no kernel. The pattern is the ARIA Authoring Practices' editable combobox.
"""

from collections.abc import Sequence
from importlib.resources import files

import traitlets as t
from anywidget import AnyWidget

from partnerbook.language.reader import Reader


class Combobox(AnyWidget):
    """The field. `value` is what was typed or picked, once it is whole: at Enter, or when the field is left."""

    _esm = files("partnerbook.panels.frame").joinpath("combobox.js").read_text("utf-8")

    value = t.Unicode().tag(sync=True)
    names = t.List(t.Unicode()).tag(sync=True)
    label = t.Unicode(read_only=True).tag(sync=True)
    hint = t.Unicode(read_only=True).tag(sync=True)
    shown = t.Unicode(read_only=True).tag(sync=True)
    tag = t.Unicode(read_only=True).tag(sync=True)

    def __init__(self, names: Sequence[str], label: str, hint: str, reader: Reader) -> None:
        super().__init__(names=list(names))
        self.set_trait("label", label)
        self.set_trait("hint", hint)
        self.set_trait("shown", reader.words["list"]["shown"])
        self.set_trait("tag", reader.region.replace("_", "-"))
