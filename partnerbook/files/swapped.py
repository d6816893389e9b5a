"""Two files that take each other's name at one stroke, which tells for certain what a new file has replaced."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
_HERE, _EXCHANGE = -100, 2  # of Linux: paths are as the process sees them; macOS has the same number for a swap


def swapped(one: Path, other: Path) -> bool:
    """Whether two files have each other's name now; False where the system cannot do that. Errors: OSError."""
    first, second = os.fsencode(one), os.fsencode(other)
    code: int | None = None
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renameat2"):
            code = library.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renamex_np"):
            code = library.renamex_np(first, second, _EXCHANGE)
    if code is None:
        return False
    if code and (number := ctypes.get_errno()) not in _CANNOT:
        raise OSError(number, os.strerror(number), str(one))
    return code == 0
