"""Every small change of what a function does: an operator, a comparison, a condition, a number, what it gives back."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from types import CodeType
from typing import NamedTuple

SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
RENAMED = {"min": "max", "max": "min", "any": "all", "all": "any", "add": "subtract", "subtract": "add"}
RENAMED |= {"bisect_left": "bisect_right", "bisect_right": "bisect_left"}


class Place(NamedTuple):
    """A node that can be changed, what it stands in, and the lines that a test must have reached to see it."""

    node: ast.AST
    within: ast.AST
    lines: frozenset[int]


class Change(NamedTuple):
    """What it is called, and what does it to the tree."""

    what: str
    make: Callable[[], None]


class Mutant(NamedTuple):
    """A function of a module with one change; `at` is the number of the change in the function."""

    file: str
    function: str
    at: int
    what: str
    lines: frozenset[int]


def mutants(tree: ast.Module, file: str) -> Iterator[Mutant]:
    """All mutants of a module's functions and methods; the second of one name in a function is that with [2]."""
    for name, function in functions(tree).items():
        told: Counter[str] = Counter()
        numbered = enumerate((change, place) for place in places(function) for change in changes(place))
        for at, (change, place) in numbered:
            told[change.what] += 1
            number = f" [{told[change.what]}]" if told[change.what] > 1 else ""
            yield Mutant(file, name, at, change.what + number, place.lines)


def changed_codes(tree: ast.Module, mutant: Mutant) -> dict[tuple[str, str, int], CodeType]:
    """The code of the function with the change, and of the functions within it, each by where it stands."""
    changed = deepcopy(tree)
    function = functions(changed)[mutant.function]
    [change] = [
        change
        for at, change in enumerate(change for place in places(function) for change in changes(place))
        if at == mutant.at
    ]
    change.make()
    whole = compile(ast.fix_missing_locations(changed), mutant.file, "exec")
    [outer] = [code for code in codes(whole) if code.co_qualname == mutant.function]
    return {place_of(code): code for code in (outer, *codes(outer)) if not code.co_name.startswith("<")}


def place_of(code: CodeType) -> tuple[str, str, int]:
    """Where a function's code stands."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def codes(code: CodeType) -> Iterator[CodeType]:
    """The codes of all functions within one."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from codes(each)


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a module by their names in it; of two of one name the last, which is in force."""
    return {
        f"{within}{each.name}": each
        for node in tree.body
        for within, inside in [(f"{node.name}.", node.body) if isinstance(node, ast.ClassDef) else ("", [node])]
        for each in inside
        if isinstance(each, ast.FunctionDef)
    }


def places(function: ast.FunctionDef) -> Iterator[Place]:
    """The nodes of a function in their order: not its signature, docstring, and what it raises."""
    for statement in function.body[bool(ast.get_docstring(function)) :]:
        yield from places_within(statement, function, statement.lineno)


def places_within(node: ast.AST, within: ast.AST, line: int) -> Iterator[Place]:
    """A node and those within it; `line` is the first one of its statement."""
    if isinstance(node, ast.Raise | ast.arguments) or is_guard(node):
        return
    line = node.lineno if isinstance(node, ast.stmt) else line
    seen = node.test if isinstance(node, ast.If | ast.While) else node
    first = getattr(seen, "lineno", line)
    last = getattr(seen, "end_lineno", None) or first
    yield Place(node, within, frozenset({line, *range(first, last + 1)}))
    for field, value in ast.iter_fields(node):
        if field not in {"annotation", "returns", "decorator_list"}:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ast.AST):
                    yield from places_within(each, node, line)


def is_guard(node: ast.AST) -> bool:
    """Whether it is the `strict` of a zip, which guards against what does not come."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def changes(place: Place) -> Iterator[Change]:
    """The changes of one node."""
    yield from changed_operators(place.node)
    yield from changed_values(place.node, place.within)
    yield from left_out(place.node)


def changed_operators(node: ast.AST) -> Iterator[Change]:
    """Another comparison or operator; a condition turned round."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in SWAPPED:
                others = [*node.ops[:at], SWAPPED[type(operator)](), *node.ops[at + 1 :]]
                place = f" ({at + 1})" if len(node.ops) > 1 else ""
                yield Change(f"another comparison in {ast.unparse(node)}{place}", to(node, "ops", others))
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPPED:
        yield Change(f"another operator in {ast.unparse(node)}", to(node, "op", SWAPPED[type(node.op)]()))
    elif isinstance(node, ast.IfExp | ast.If | ast.While):
        yield Change(f"not {ast.unparse(node.test)}", to(node, "test", ast.UnaryOp(ast.Not(), node.test)))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Change(f"no minus in {ast.unparse(node)}", to(node, "op", ast.UAdd()))


def changed_values(node: ast.AST, within: ast.AST) -> Iterator[Change]:
    """Another number or truth, another function of two of a kind; nothing given back."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        another = not node.value if isinstance(node.value, bool) else node.value + 1
        yield Change(f"{another} for {node.value} in {ast.unparse(within)}", to(node, "value", another))
    elif isinstance(node, ast.Name) and node.id in RENAMED:
        yield Change(f"{RENAMED[node.id]} for {node.id} in {ast.unparse(within)}", to(node, "id", RENAMED[node.id]))
    elif isinstance(node, ast.Attribute) and node.attr in RENAMED:
        yield Change(f"{RENAMED[node.attr]} for {ast.unparse(node)}", to(node, "attr", RENAMED[node.attr]))
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield Change(f"None for {ast.unparse(node.value)}", to(node, "value", ast.Constant(None)))
    elif isinstance(node, ast.Yield) and node.value:
        yield Change(f"yields None for {ast.unparse(node.value)}", to(node, "value", ast.Constant(None)))


def left_out(node: ast.AST) -> Iterator[Change]:
    """Without a condition of a comprehension, a named argument, or a statement that only does something."""
    if isinstance(node, ast.comprehension):
        for at, condition in enumerate(node.ifs):
            yield Change(f"without if {ast.unparse(condition)}", to(node, "ifs", [*node.ifs[:at], *node.ifs[at + 1 :]]))
    elif isinstance(node, ast.Call):
        for at, keyword in enumerate(node.keywords):
            if is_guard(keyword):
                continue
            others = [*node.keywords[:at], *node.keywords[at + 1 :]]
            yield Change(f"without {ast.unparse(keyword)} in {ast.unparse(node.func)}()", to(node, "keywords", others))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield Change(f"without {ast.unparse(node.value)}", to(node, "value", ast.Constant(None)))


def to(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    """What sets a field of a node."""
    return lambda: setattr(node, field, value)
