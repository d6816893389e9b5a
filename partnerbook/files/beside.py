"""Work done beside other work, in a thread where there are any: reading and packing leave the other core to us."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

HAS_THREADS = sys.platform != "emscripten"  # Python in a browser has none


class AtOnce(Executor):
    """Does what it is given at once, where nothing can be done beside."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*given, **named))
        except Exception as error:  # noqa: BLE001 - told by whoever asks for the result, as a thread's is
            done.set_exception(error)
        return done


def worker() -> Executor:
    """What does one piece of work after the other, in the order in which it is given them.

    >>> with worker() as beside:
    ...     beside.submit(sum, [1, 2]).result()
    3
    """
    return ThreadPoolExecutor(1) if HAS_THREADS else AtOnce()
