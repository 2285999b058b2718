"""Long work: it says how far it has come, in words, and can be stopped where nothing is left half done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TypeAlias, TypeVar

from workbench.domain.errors import StoreBusy, WorkbenchError
from workbench.store.engine import PATIENT, PROMPT, Connection, Store

GoOn: TypeAlias = Callable[[str], bool]
"""Hears how far the work has come, and says whether to go on. Called often: it has to be quick."""

T = TypeVar("T")

_OFTEN = 250
"""Items of one large thing between two questions whether to go on: some hundredths of a second."""


class Stopped(WorkbenchError):  # noqa: N818 - asked for by a person, and no error
    """The work was stopped because it was asked to; the message says what became of it."""

    exit_code = 130


def always(words: str) -> bool:
    """Goes on whatever it hears."""
    return True


def share(done: int, total: int) -> str:
    """How much of a whole is done, in whole percent, rounded down."""
    return f"{100 * done // max(1, total)} %"


class Watch:
    """Work that is watched: each step is told to ``go_on``, and where that says no, :class:`Stopped` is raised."""

    def __init__(self, go_on: GoOn, stopped: str) -> None:
        self._go_on = go_on
        self._stopped = stopped
        self._step = ""

    def __call__(self, words: str) -> None:
        """Say how far it is; raises :class:`Stopped` where the work is not to go on."""
        if not self._go_on(words):
            raise Stopped(self._stopped)

    def step(self, what: str, done: int, total: int) -> None:
        """Say which step of how many comes next, when so many are done: ``what`` 3 of 12, 16 %."""
        self._step = f"{what} {done + 1} of {total}"
        self(f"{self._step}, {share(done, total)}" if total > 1 else self._step)

    def each(self, items: Sequence[T], what: str) -> Iterator[T]:
        """The items as steps, each told before it is given."""
        for number, item in enumerate(items):
            self.step(what, number, len(items))
            yield item

    def parts(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The parts of one step, told now and then, so that nobody has to wait for the end of a large one."""
        for number, item in enumerate(items):
            if number and not number % _OFTEN:
                self._part(what, number, total)
            yield item

    def batches(self, items: Sequence[T], what: str) -> Iterator[Sequence[T]]:
        """As :meth:`parts`, several at a time."""
        for start in range(0, len(items), _OFTEN):
            if start:
                self._part(what, start, len(items))
            yield items[start : start + _OFTEN]

    def _part(self, what: str, done: int, total: int) -> None:
        self(f"{self._step}: {what} {share(done, total)}")


class PatientStore(Store):
    """A store that waits for another process's write as long as a command does, and can be told to wait no more."""

    def __init__(self, other: Store, go_on: GoOn) -> None:
        super().__init__(other.url, wait=PROMPT)
        self._go_on = go_on

    @contextmanager
    def write(self, *, rebuild: bool = False) -> Iterator[Connection]:
        """As of every store; raises :class:`Stopped` where it is not to go on waiting."""
        with ExitStack() as stack:
            yield self._begun(stack, rebuild)

    def _begun(self, stack: ExitStack, rebuild: bool) -> Connection:
        until = monotonic() + PATIENT
        while True:
            try:
                return stack.enter_context(super().write(rebuild=rebuild))
            except StoreBusy:
                if monotonic() > until:
                    raise
            if not self._go_on("waiting for another process"):
                raise Stopped("Stopped while another process was writing.", "Nothing was saved.")


UNWATCHED = Watch(always, "")
"""For work that goes through in any case."""
