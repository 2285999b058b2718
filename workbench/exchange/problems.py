"""What is wrong in a file, where, and how to mend it: the one shape in which every reader here says so."""

from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from workbench.domain.errors import DataError
from workbench.domain.text import shown_line

MAX_PROBLEMS = 100
"""A hostile file can have millions; a person reads the first hundred."""
_QUOTED = 60


class Place(Struct, frozen=True, order=True, gc=False):
    """A place in a file: line and column (code points), both from 1."""

    line: int
    column: int


START = Place(1, 1)


class Problem(Struct, frozen=True):
    """What is wrong at one place of a file (line and column count from 1), and how to mend it."""

    line: int
    column: int
    message: str
    hint: str = ""


class DataProblems(DataError):  # noqa: N818 - what it holds, and the name its readers know
    """A file that cannot be taken as it is: its ``name``, and its ``problems`` in the file's order.

    As text a line each: ``file:line:column: what is wrong, how to mend it``.
    """

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.column))
        super().__init__("\n".join(described(name, problem) for problem in self.problems))


def described(name: str, problem: Problem) -> str:
    """One problem as a line: ``file:line:column: what is wrong, how to mend it``."""
    return f"{shown_line(name)}:{problem.line}:{problem.column}: {problem.message} {problem.hint}".rstrip()


def quoted(value: str) -> str:
    """A value from a file as a message may show it: harmless to a terminal, one line, at most 60 characters."""
    cut = value if len(value) <= _QUOTED else value[: _QUOTED - 1] + "…"
    return f'"{shown_line(cut)}"'


class Collector:
    """The problems of the file ``name`` so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def add(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem and go on. Raises :class:`DataProblems` when there are more than a person would read."""
        self.problems.append(Problem(place.line, place.column, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise DataProblems(self.name, self.problems)

    def fail(self, place: Place, message: str, hint: str = "") -> NoReturn:
        """Raise :class:`DataProblems` with this as the last problem: the rest of the file cannot be read."""
        self.problems.append(Problem(place.line, place.column, message, hint))
        raise DataProblems(self.name, self.problems)

    def finish(self) -> None:
        """Raise :class:`DataProblems` if anything was found."""
        if self.problems:
            raise DataProblems(self.name, self.problems)
