"""What the annotations of a class name, found without importing more than they name.

The words of evidence name each other across rooms, mostly under `if TYPE_CHECKING:`, so that the names
are not there at run time (`cattrs` and `pydantic` would have to be given them as well). Each is imported
here from where its own module says, when a class that names it is read.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, get_type_hints


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The type of each field of a dataclass, with those that it inherits.

    >>> from evaluation.findings.finding import Step
    >>> fields_of(Step)["label"]
    <class 'str'>
    """
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        said = inspect.get_annotations(base)
        if said:
            module = sys.modules[base.__module__]
            holder: Any = SimpleNamespace(__annotations__=said)
            found |= get_type_hints(holder, vars(module), _Named(base.__module__))
    return found


class _Named(dict[str, Any]):
    """The names that a module imports for type checkers alone, each imported when it is asked for."""

    def __init__(self, module: str) -> None:
        super().__init__()
        self._from = _for_checkers(module)

    def __missing__(self, name: str) -> Any:
        if name not in self._from:
            raise KeyError(name)  # the module's own names come next
        module, called = self._from[name]
        return getattr(import_module(module), called)


@cache
def _for_checkers(module: str) -> dict[str, tuple[str, str]]:
    """What a module imports under `if TYPE_CHECKING:`: each name, its module and its name there."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    blocks = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for block in blocks
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
