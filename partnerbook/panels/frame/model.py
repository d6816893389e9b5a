"""The state of a panel with no widget in it: what is given, what comes of it, and what is wrong with what is given.

A panel's model says its inputs as traits tagged `given=True` and its results as read-only traits; `computed` works
all results out anew whenever an input changes. So a model can be used, and tested, without a notebook.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

import traitlets as t

from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.exact import exactly
from partnerbook.language.reader import Reader
from partnerbook.memory import uncollected
from partnerbook.parsing.day import date_text

EXAMPLE = date(2026, 10, 31)


class Followed(t.HasTraits):
    """What a view follows: `computations` counts how often all results were worked out, `fault` is what went wrong."""

    reader = t.Instance(Reader, Reader())
    fault = t.Unicode(read_only=True)
    computations = t.Int(read_only=True)

    def follow(self, act: Callable[[], object]) -> None:
        """Do something now, and again whenever the results have been worked out; what goes wrong then is the fault."""
        act = exactly(act)

        def again(_: object) -> None:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - a kernel swallows what a callback raises
                self.set_trait("fault", fault_words(error))

        act()
        self.observe(again, "computations")

    def say(self, section: str, key: str, **words: object) -> str:
        """A text of the panel in the person's language."""
        return self.reader.words[section][key].format(**words)


class PanelModel(Followed):
    """The frame of every panel's model.

    `problems` has a sentence for each input that cannot be used, by the input's name, `remarks` one for each that can
    be meant otherwise; `fault` is set when computing went wrong in a way that nobody foresaw; `computations` counts how
    often all of it was worked out, so that a view has one thing to wait for. Errors: UnknownName for an option that the
    panel does not have.
    """

    panel: ClassVar[str] = "panel"

    problems = t.Dict(read_only=True)
    remarks = t.Dict(read_only=True)

    def __init__(self, **given: Any) -> None:
        options = [*sorted(self.trait_names(given=True)), "reader"]
        for name in given:
            if name not in options:
                guess = did_you_mean(name, options) or "."
                raise UnknownName(
                    "{panel} has no option {name!r}; it has {listed}{guess}",
                    panel=self.panel,
                    name=name,
                    listed=", ".join(options),
                    guess=guess,
                )
        super().__init__(**given)
        self.compute()
        self.observe(lambda _: self.compute(), self.trait_names(given=True))

    @uncollected
    @exactly
    def compute(self) -> None:
        """Work the results out anew. What goes wrong unforeseen is said in `fault`, never lost."""
        problems: dict[str, str] = {}
        self._remarks: dict[str, str] = {}
        fault = ""
        try:
            results = self.computed(problems)
        except Exception as error:  # noqa: BLE001 - a kernel swallows what a callback raises: it must be shown instead
            results, fault = {}, fault_words(error)
        with self.hold_trait_notifications():
            for name in self.trait_names(result=True):
                self.set_trait(name, results.get(name, self.traits()[name].default()))
            self.set_trait("problems", problems)
            self.set_trait("remarks", self._remarks)
            self.set_trait("fault", fault)
        self.set_trait("computations", self.computations + 1)

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """The results by name, those that cannot be known left out; `problems` is filled with what is in the way."""
        raise NotImplementedError

    def remark(self, name: str, sentence: str) -> None:
        """Say something beside an input that can be used, while results are computed."""
        self._remarks[name] = sentence

    def day_of(self, name: str, problems: dict[str, str]) -> date | None:
        """The day of an input; None, and a sentence among the problems, where there is none."""
        value = getattr(self, name)
        if value is None or isinstance(value, date):
            if value is None:
                problems[name] = self.say("problems", "day")
            return value
        problems[name] = self.say("problems", "no_day", text=value, example=self.reader.day(EXAMPLE))
        return None


def fault_words(error: Exception) -> str:
    """What went wrong unforeseen, for who has to mend it.

    >>> fault_words(KeyError("total"))
    "KeyError: 'total'"
    """
    return f"{type(error).__name__}: {error}"


class Day(t.TraitType[Any, Any]):
    """A day: given as a date, or typed in any of the ways people write one; a text that is no day stays as it is.

    Where the day or the month can stand first, what the person's country does holds. None is for no day.
    """

    allow_none = True
    default_value = None

    def validate(self, obj: Any, value: Any) -> date | str | None:
        """The day, the text or None. Errors: TraitError for anything else."""
        if isinstance(value, str):
            found = date_text(value)
            first, other = found.day_first, found.month_first
            return ((other or first) if obj.reader.month_first else (first or other)) or value.strip() or None
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise t.TraitError(f"The {self.name} is {value!r}; it is a day, or a text.")


def result(trait: t.TraitType[Any, Any]) -> Any:
    """A read-only trait that `computed` sets."""
    trait.read_only = True
    return trait.tag(result=True)


def given(trait: t.TraitType[Any, Any]) -> Any:
    """A trait that the person sets."""
    return trait.tag(given=True)
