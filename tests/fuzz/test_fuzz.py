"""What fuzzing begins with and has found is read or refused in one sentence, and so is what hypothesis makes of it."""

import importlib.util
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

FUZZ = Path(__file__).parent
SEEDS = sorted(path for path in (FUZZ / "seeds").rglob("*") if path.is_file())


def _fuzz() -> ModuleType:
    specification = importlib.util.spec_from_file_location("fuzz", FUZZ / "fuzz.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


TARGETS: dict[str, Callable[[bytes, Path], None]] = _fuzz().TARGETS
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(), st.sampled_from(["=1+1", "#REF!", "Spain", "Acme", "1.234", "31/12/2026", "", "Total", "EUR"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)  # fmt: skip
HEADINGS = st.lists(
    st.sampled_from(["Client", "Country", "Currency", "MRR", "Total MRR", "Closed", "Note", "Usage score", "Managed"]),
    min_size=2, max_size=6,
)  # fmt: skip


KEYS = [*("results", "paging", "next", "after", "id", "name", "properties"),
        *("hs_client_name", "hs_country", "hs_total_subscription_mrr")]  # fmt: skip


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in SEEDS} == set(TARGETS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seeds(seed: Path, tmp_path: Path) -> None:
    TARGETS[seed.parent.name](seed.read_bytes(), tmp_path)


@FEW
@given(
    headings=HEADINGS,
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=8),
    name=st.sampled_from(["Clients", "Deals"]),
)
def test_random_workbooks(tmp_path: Path, headings: list[str], rows: list[list[object]], name: str) -> None:
    workbook = Workbook()
    workbook.active.title = name
    for row in (headings, *rows):
        workbook.active.append(row)
    file = BytesIO()
    workbook.save(file)
    TARGETS["zip"](file.getvalue(), tmp_path)


@FEW
@given(
    seed=st.sampled_from([seed for seed in SEEDS if seed.parent.name == "parts"]),
    cuts=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6),
)
def test_spoilt_parts(tmp_path: Path, seed: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    data = seed.read_bytes()
    for place, length, other in cuts:
        at = place % (len(data) + 1)
        data = data[:at] + other + data[at + length :]
    TARGETS["parts"](data, tmp_path)


@FEW
@given(
    head=st.sampled_from(
        [b"Client name,Country\n", b"Cliente;Pa\xeds;MRR total\n", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=|\n", b""]
    ),
    body=st.one_of(
        st.binary(max_size=200), st.lists(st.sampled_from([*b'",;\n\r\t|\0 A1\xe9\xff=']), max_size=80).map(bytes)
    ),
)
def test_random_csv_files(tmp_path: Path, head: bytes, body: bytes) -> None:
    TARGETS["csv"](head + body, tmp_path)


@FEW
@given(st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    ),
    max_leaves=25,
))  # fmt: skip
def test_random_answers(tmp_path: Path, answer: object) -> None:
    TARGETS["answer"](json.dumps({"results": answer}).encode(), tmp_path)
