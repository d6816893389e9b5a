"""The name under which `overview` was known first: notebooks in people's folders import it from here.

`partnerbook.overview` is the function too, as `import partnerbook` offers it, whichever of the two was asked for first.
"""

import sys
from types import ModuleType
from typing import Any

from partnerbook.figures.overview import Overview, overview

__all__ = ["Overview", "overview"]


class _Callable(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Overview:
        return overview(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
