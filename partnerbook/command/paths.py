"""Where the command writes: never over what a person has, unless told to, and never over the book."""

from pathlib import Path

from partnerbook.errors import BadInput


def free_path(
    path: Path, replace: bool | None = None, book: Path | None = None, endings: tuple[str, ...] = (".xlsx",)
) -> Path:
    """The path of a file, which may be written.

    `replace` is None for a command that never writes over a file, `book` is the one that is read. BadInput for a
    file that exists, a folder that does not, another ending, and for the book itself or a file of its folder.
    """
    if path.suffix.lower() not in endings:
        raise BadInput(f'"{path}" must end in {" or ".join(endings)}.')
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent} to write {path.name} to.")
    if path.is_dir():
        raise BadInput(f"{path} is a folder; give the name of a file.")
    if path.suffix.lower() == ".csv" and book and book.is_dir() and path.parent.samefile(book):
        raise BadInput(f"{path} would be part of the book, which is the folder {book}. Write it to another folder.")
    if book and path.exists() and book.exists() and path.samefile(book):
        raise BadInput(f"{path} is the book itself, which is never written over. Give another name.")
    if path.exists() and not replace:
        way = "" if replace is None else ", or add --replace to write over it"
        raise BadInput(f"{path} exists and is left as it is. Give another name{way}.")
    return path


def new_folder(folder: Path) -> Path:
    """The folder, or one with the next number behind its name that does not exist."""
    number = 1
    while (found := folder if number == 1 else folder.with_name(f"{folder.name}-{number}")).exists():
        number += 1
    return found


def as_typed(path: Path) -> str:
    """A path as it must be typed in a command.

    >>> as_typed(Path("my book.xlsx"))
    '"my book.xlsx"'
    """
    return f'"{path}"' if " " in str(path) else str(path)
