"""The parts of a workbook: which is which sheet's, what each points to, and what a change asks of the others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from posixpath import dirname, join, normpath, split
from typing import IO, NamedTuple, cast
from xml.parsers.expat import ExpatError, ParserCreate

from partnerbook.errors import NotRead, PartnerbookError
from partnerbook.files.xlsx.package import Package, damage_told
from partnerbook.files.xlsx.raw_zip import raw_member
from partnerbook.files.xlsx.spans import (
    Edit,
    Tag,
    edited,
    element_end,
    first_tag,
    tags,
    visible,
    with_attributes,
)

WORKBOOK, CONTENT_TYPES = "xl/workbook.xml", "[content_types].xml"
_BEFORE_CALCULATION = "sheets|functionGroups|externalReferences|definedNames"


class Relation(NamedTuple):
    """One arrow from a part to another: the last word of its type ("table"), the other's name, and its own tag."""

    kind: str
    target: str
    tag: Tag


class Parts:
    """The parts of a workbook's package, as read and, where they change, as they will be.

    Part names are small, with "/": some programs write others, and mean the same.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.file = package.file
        self.new: dict[str, list[bytes | memoryview] | None] = {}
        self._edits = defaultdict[str, list[Edit]](list)
        self.names = {name: info.filename for name, info in package.parts.items()}

    def refuse_what_a_change_would_break(self) -> None:
        """Refuse, by PartnerbookError, a workbook that must stay as it is, or that others write at once."""
        if any(name.startswith("_xmlsignatures/") for name in self.names):
            raise PartnerbookError(
                "{file} is signed, and a change would break its signature; remove the signature in Excel (File, "
                "Info), or change a copy without one.",
                file=self.file,
            )
        if any(name.startswith("xl/revisions/") for name in self.names):
            raise PartnerbookError(
                "{file} is a shared workbook that keeps a history; end the sharing in Excel.", file=self.file
            )

    def read(self, part: str) -> bytes:
        """A part as it was read. Errors: PartnerbookError for one that is damaged, or made to harm."""
        with damage_told(self.file):
            return self.package.xml(part)

    def written(self, part: str) -> bytes:
        """A part as it is to be written."""
        changed = self.new.get(self.names[part])
        return self.read(part) if changed is None else b"".join(changed)

    def refuse_damage(self) -> None:
        """Refuse, by PartnerbookError, a part whose XML is damaged.

        To be asked once something has gone wrong: it reads all parts, to tell a damaged workbook from a fault of ours.
        """
        for part in self.names:
            if part.endswith((".xml", ".rels")):
                with suppress(NotRead):
                    self.sound(part)

    def sound(self, part: str) -> bytes:
        """A part as it was read, if a strict reader of XML can read it too: the reader of values is none.

        Errors: PartnerbookError for one whose XML is damaged.
        """
        xml = self.read(part)
        try:
            ParserCreate().Parse(xml, True)
        except ExpatError as error:
            raise PartnerbookError(
                "{file} is damaged: {part}: {error}; save it again in Excel.", file=self.file, part=part, error=error
            ) from None
        return xml

    def raw(self, name: str) -> bytes:
        """A part as it stands in the file, compressed, by its name there."""
        return raw_member(cast("IO[bytes]", self.package.zip.fp), self.package.zip.getinfo(name))

    def change(self, part: str, edits: Iterable[Edit]) -> None:
        """Have a part written with these edits, and those of before."""
        self._edits[part] += edits
        self.replace(part, edited(self.read(part), self._edits[part]))

    def replace(self, part: str, pieces: list[bytes | memoryview] | None) -> None:
        """Have a part hold these pieces, or be gone."""
        self.new[self.names[part]] = pieces

    def relations(self, part: str) -> list[Relation]:
        """What a part points to inside the workbook."""
        folder, name = split(part)
        rels = join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return []
        found = []
        for tag in tags(visible(self.read(rels)), "Relationship"):
            attributes = tag.attributes()
            if attributes.get("TargetMode") != "External":
                target = normpath(join("/", dirname(part), attributes.get("Target", ""))).lstrip("/").lower()
                found.append(Relation(attributes.get("Type", "").rpartition("/")[2], target, tag))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part points to."""
        return [each.target for each in self.relations(part) if each.kind == kind and each.target in self.names]

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The part of each worksheet, by the sheet's name, in the order of the tabs."""
        targets = {each.tag.attribute("Id"): each for each in self.relations(WORKBOOK)}
        found = {}
        for sheet in tags(visible(self.read(WORKBOOK)), "sheet"):
            attributes = sheet.attributes()
            number = next((value for name, value in attributes.items() if name.endswith(":id")), None)
            relation = targets.get(number)
            if relation and relation.kind == "worksheet" and relation.target in self.names:
                found[attributes.get("name", "")] = relation.target
        return found

    def drop_calculation_chain(self) -> None:
        """Drop the list of cells with formulas, which Excel makes anew: there are others now."""
        chains = [each for each in self.relations(WORKBOOK) if each.kind == "calcChain"]
        for chain in chains:
            self.change("xl/_rels/workbook.xml.rels", [_without(chain.tag, self.read("xl/_rels/workbook.xml.rels"))])
            if chain.target in self.names:
                self.replace(chain.target, None)
            types = self.read(CONTENT_TYPES)
            overrides = [
                tag
                for tag in tags(visible(types), "Override")
                if (tag.attribute("PartName") or "").lower() == f"/{chain.target}"
            ]
            self.change(CONTENT_TYPES, [_without(tag, types) for tag in overrides])

    def calculate_when_opened(self) -> None:
        """Have Excel work every formula out anew."""
        xml = self.read(WORKBOOK)
        scan = visible(xml)
        tag = first_tag(scan, "calcPr")
        if tag:
            self.change(WORKBOOK, [(tag.start, tag.stop, with_attributes(tag.text, {"fullCalcOnLoad": "1"}))])
            return
        # The schema wants it behind these.
        last = [*tags(scan, _BEFORE_CALCULATION)][-1]
        name = re.split(rb"[\s/>]", last.text)[0][1 + len(last.prefix) :].decode()
        at = element_end(scan, last, name)
        self.change(WORKBOOK, [(at, at, f'<{last.prefix}calcPr fullCalcOnLoad="1"/>'.encode())])


def _without(tag: Tag, xml: bytes) -> Edit:
    """The edit that takes an element away."""
    name = re.split(rb"[\s/>]", tag.text)[0][1 + len(tag.prefix) :].decode()
    return tag.start, element_end(visible(xml), tag, name), b""
