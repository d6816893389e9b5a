"""Where the command writes: never over what a person has, unless told to, and never over the book."""

from pathlib import Path

from partnerbook.errors import BadInput, Sentence


def free_path(
    path: Path, replace: bool | None = None, book: Path | None = None, endings: tuple[str, ...] = (".xlsx",)
) -> Path:
    """The path of a file, which may be written.

    `replace` is None for a command that never writes over a file, `book` is the one that is read. BadInput for a
    file that exists, a folder that does not, another ending, and for the book itself or a file of its folder.
    """
    if path.suffix.lower() not in endings:
        raise BadInput('"{path}" must end in {endings}.', path=path, endings=" or ".join(endings))
    if not path.parent.is_dir():
        raise BadInput("There is no folder {parent} to write {name} to.", parent=path.parent, name=path.name)
    if path.is_dir():
        raise BadInput("{path} is a folder; give the name of a file.", path=path)
    if path.suffix.lower() == ".csv" and book and book.is_dir() and path.parent.samefile(book):
        raise BadInput(
            "{path} would be part of the book, which is the folder {book}. Write it to another folder.",
            path=path,
            book=book,
        )
    if book and path.exists() and book.exists() and path.samefile(book):
        raise BadInput("{path} is the book itself, which is never written over. Give another name.", path=path)
    if path.exists() and not replace:
        way = "" if replace is None else Sentence(", or add --replace to write over it")
        raise BadInput("{path} exists and is left as it is. Give another name{way}.", path=path, way=way)
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
