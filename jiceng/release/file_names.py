"""Names that files of a release may have: such as mean the same file on every system, and nothing but a file below it.

A release's own names are ASCII. Others are refused rather than cleaned: a control character, a name that is absolute,
leads out, ends with a dot, or is a device of Windows, and two names that only some systems tell apart.
"""

import re
from collections.abc import Iterable

_NAME = re.compile(r"[A-Za-z0-9._-]{0,254}[A-Za-z0-9_-]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever it ends with."""
_FOLDER_OF_ANY_NAME = re.compile(r"(?!\.{1,2}\Z)[^/\\:]+")


def is_portable(path: str) -> bool:
    """Return whether a path may be that of a file of a release."""
    return all(_NAME.fullmatch(name) and not _DEVICE.fullmatch(name) for name in path.split("/"))


def is_folder_name(name: str) -> bool:
    """Return whether the folder that a release lies in may be called so: as people call it, on one line."""
    return _FOLDER_OF_ANY_NAME.fullmatch(name) is not None and name.isprintable()


def first_clash(paths: Iterable[str]) -> tuple[str, str] | None:
    """Return the first path, with an earlier one, that is the same file or folder where case does not count.

    A folder of one that is a file of another is among them.
    """
    there: dict[str, tuple[str, bool]] = {}
    """Path without case → as it is written, and whether it is a file."""
    for path in paths:
        names = path.split("/")
        for depth in range(1, len(names) + 1):
            part, is_file = "/".join(names[:depth]), depth == len(names)
            earlier = there.setdefault(part.lower(), (part, is_file))
            if earlier != (part, is_file):
                return path, earlier[0]
    return None
