"""What can go wrong, said to a person: one sentence, what to do, and the exit code that goes with it."""


class WorkbenchError(Exception):
    """A failure that is explained to the user instead of shown as a traceback.

    ``message`` says what happened in one sentence; ``hint`` says what to do about it. ``exit_code`` follows the
    command line's table: 1 failure, 2 usage or configuration, 3 a problem found in data.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(WorkbenchError):
    """What was asked for makes no sense as asked: a wrong id, an impossible span, a missing setting."""

    exit_code = 2


class DataError(WorkbenchError):
    """Something in the data itself stands in the way; nothing was changed."""

    exit_code = 3


class StoreBusy(WorkbenchError):  # noqa: N818 - a state of the store, and said so on screen
    """Another process holds the store; the edit was not made and can be repeated."""


class Stale(WorkbenchError):  # noqa: N818
    """What was to be changed has been changed by someone else since it was read."""

    exit_code = 3
