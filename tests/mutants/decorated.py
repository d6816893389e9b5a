"""Mutants of the core's functions with decorators, which mutmut leaves as they are: `python decorated.py [PATTERN...]`.

Most figures are such: cached properties, and functions in the exact context. One place of a function is changed at a
time, in a process of its own, and the tests that know its module are asked; those that pass are listed as alive.
A pattern is one of mutmut's, such as 'partnerbook.figures.tiers.*'; MUTANTS in the environment tries so many a module.
"""

import ast
import gc
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

HERE = Path(__file__).parents[1]
sys.path.append(str(HERE))
SECONDS = 300  # after which a mutant counts as seen: it does not end
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
RENAMED = {"min": "max", "max": "min", "any": "all", "all": "any", "add": "subtract", "subtract": "add"}
RENAMED |= {"bisect_left": "bisect_right", "bisect_right": "bisect_left"}
Change = tuple[str, Callable[[], None]]  # what it is called, and what does it


def main(patterns: Sequence[str]) -> int:
    """The exit code, after listing what lives and how many were tried."""
    import_module("partnerbook.figures.overview")
    import_module("support.random_books")
    random.seed(0)
    tried = alive = 0
    for name in core():
        module, tests = import_module(name), tests_of(name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        places = [
            (title, at)
            for title, node in decorated(tree)
            if any(fnmatch(f"{name}.{title}", pattern) for pattern in patterns or ["*"])
            for at in range(len(list(changes(node))))
        ]
        if not places:
            continue
        if not passes(tests):
            print(f"{name}: its tests fail as it is, or it has none")
            continue
        for title, at in random.sample(places, min(len(places), int(os.environ.get("MUTANTS", "1000000")))):
            what, code = mutant(tree, title, at, str(module.__file__))
            tried += 1
            if passes(tests, code):
                alive += 1
                print(f"alive: {name}.{title}: {what}", flush=True)
    print(f"{tried} mutants of functions with decorators, {alive} alive")
    return 0


def core() -> Iterator[str]:
    """The modules that mutmut is told to change."""
    package = HERE.parent / "partnerbook"
    for place in ("exact.py", "days.py", "points/*.py", "figures/*.py", "program/*.py"):
        for path in sorted(package.glob(place)):
            if path.stem != "__init__":
                yield ".".join(path.relative_to(package.parent).with_suffix("").parts)


def tests_of(name: str) -> list[str]:
    """The module itself, for its examples, its own tests, and all tests of its room that import it."""
    parts = name.split(".")[1:]
    own = HERE.joinpath(*parts[:-1], f"test_{parts[-1]}.py")
    room = sorted(own.parent.glob("test_*.py")) if len(parts) > 1 else []
    others = [path for path in room if path != own and f"{name} import" in path.read_text(encoding="utf-8")]
    return [f"{HERE.parent.joinpath(*name.split('.'))}.py", *map(str, [own] * own.exists() + others)]


def decorated(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions with decorators, each with its name in the module."""
    for node in tree.body:
        inside, within = (node.body, f"{node.name}.") if isinstance(node, ast.ClassDef) else ([node], "")
        for each in inside:
            if isinstance(each, ast.FunctionDef) and each.decorator_list:
                yield f"{within}{each.name}", each


def changes(function: ast.FunctionDef) -> Iterator[Change]:
    """Every change of what a function does; not of its signature, its docstring or what it raises."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    for statement in body:
        for node in ast.walk(statement):
            if not isinstance(statement, ast.Raise):
                yield from changes_at(node)


def changes_at(node: ast.AST) -> Iterator[Change]:
    """The changes of one node."""

    def to(field: str, value: object, of: object = node) -> Callable[[], None]:
        return lambda: setattr(of, field, value)

    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield f"another comparison in {ast.unparse(node)}", to("ops", [SWAPPED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPPED:
        yield f"another operator in {ast.unparse(node)}", to("op", SWAPPED[type(node.op)]())
    elif isinstance(node, ast.IfExp | ast.If | ast.While):
        yield f"not {ast.unparse(node.test)}", to("test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield (
            f"{node.value} is another",
            to("value", not node.value if isinstance(node.value, bool) else node.value + 1),
        )
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield f"without if {ast.unparse(node.ifs[0])}", to("ifs", node.ifs[1:])
    elif isinstance(node, ast.Name) and node.id in RENAMED:
        yield f"{RENAMED[node.id]} for {node.id}", to("id", RENAMED[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in RENAMED:
        yield f"{RENAMED[node.attr]} for {ast.unparse(node)}", to("attr", RENAMED[node.attr])
    elif isinstance(node, ast.Return) and node.value:
        yield f"None for {ast.unparse(node.value)}", to("value", ast.Constant(None))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield f"no minus in {ast.unparse(node)}", to("op", ast.UAdd())


def mutant(tree: ast.Module, title: str, at: int, file: str) -> tuple[str, CodeType]:
    """What is changed, and the function's code with the change."""
    changed = deepcopy(tree)
    what, change = list(changes(dict(decorated(changed))[title]))[at]
    change()
    whole = compile(ast.fix_missing_locations(changed), file, "exec")
    return what, next(code for code in codes(whole) if code.co_qualname == title)


def codes(code: CodeType) -> Iterator[CodeType]:
    """The codes of all functions within one."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from codes(each)


def passes(tests: Sequence[str], code: CodeType | None = None) -> bool:
    """Whether the tests pass in another process, in which a function has the code given."""
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        signal.alarm(SECONDS)
        if code:
            for each in gc.get_objects():
                if isinstance(each, FunctionType) and place(each.__code__) == place(code):
                    each.__code__ = code
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-o", "filterwarnings=", *tests]))
    return os.waitpid(child, 0)[1] == 0


def place(code: CodeType) -> tuple[str, str, int]:
    """Where a function's code stands."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
