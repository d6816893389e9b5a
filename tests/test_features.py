"""Every feature of docs/features.md has a test on each surface."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SURFACES = "WUNC"
FEATURES = {
    found[1]: {surface for surface, mark in zip(SURFACES, found[2].split("|"), strict=True) if mark.strip()}
    for found in re.finditer(
        r"^\| (\w+) \| [^|]+ \|(.*)\|$", (ROOT / "docs" / "features.md").read_text("utf-8"), re.MULTILINE
    )
    if found[1] != "id"
}
NAMED: dict[str, Any] = tomllib.loads((ROOT / "tests" / "features.toml").read_text("utf-8"))


def test_there_are_features() -> None:
    assert len(FEATURES) > 50
    assert all(FEATURES.values())


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_a_test_on_each_surface(feature: str) -> None:
    assert set(NAMED.get(feature, {})) == FEATURES[feature]


def test_what_is_named_is_a_feature() -> None:
    assert NAMED.keys() <= FEATURES.keys()


@pytest.mark.parametrize("test", sorted({test for of_surface in NAMED.values() for test in of_surface.values()}))
def test_a_named_test_is_one_that_pytest_collects(test: str) -> None:
    path, _, name = test.partition("::")
    assert Path(path).name.startswith("test_")
    body = ast.parse((ROOT / path).read_text("utf-8")).body
    functions = {part.name: part for part in body if isinstance(part, ast.FunctionDef)}
    assert name.startswith("test_")
    assert name in functions
    marks = {ast.unparse(mark) for mark in functions[name].decorator_list}
    assert not [mark for mark in marks if re.match(r"pytest\.mark\.(skip|xfail)\b", mark)]
