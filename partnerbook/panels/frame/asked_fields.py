"""The fields of a range of days, and of a segment of clients."""

import ipywidgets as w

from partnerbook.panels.frame.asked_model import OWN, RangeModel, SegmentModel
from partnerbook.panels.frame.view import choices, day_field, field


def range_fields(model: RangeModel) -> list[w.Widget]:
    """The ranges that have a name, and the days of one that has none."""
    say = model.reader.words["range"]
    named = [(say[each], each) for each in model.ranges]
    return [field(model, "range", w.Dropdown(options=named), say["days"]), *own_day_fields(model)]


def own_day_fields(model: RangeModel) -> list[w.Widget]:
    """The first and the last of a person's own days, which are there where these are asked for."""
    own = [day_field(model, name, model.reader.words["range"][name]) for name in ("since", "until")]

    def show(_: object = None) -> None:
        for each in own:
            each.layout.display = None if model.range == OWN else "none"

    show()
    model.observe(show, "range")
    return own


def segment_fields(model: SegmentModel) -> list[w.Widget]:
    """The segments of the book, or all clients."""
    say = model.reader.words["range"]

    def made() -> list[tuple[str, str]]:
        return [(say["everybody"], ""), *((each, each) for each in model.segments)]

    return [choices(model, "segment", made, say["segment"], "segments")]


def asked_sentences(model: SegmentModel) -> list[str]:
    """What was asked for, as sentences: the days, where there are some, and the segment."""
    say = model.reader.words["range"]
    said = []
    if isinstance(model, RangeModel) and model.days:
        first, last = map(model.reader.day, model.days)
        said.append(say["from_to"].format(first=first, last=last))
    return [*said, say["of_segment"].format(segment=model.segment)] if model.segment else said
