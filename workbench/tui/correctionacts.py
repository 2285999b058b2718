"""The Corrections screen's commands: how far each is, its words and answers, taking it away, and the memo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui import correctionlist, correctiontold, sourcetold
from workbench.tui.apart import apart
from workbench.tui.details import plural
from workbench.tui.filing import complete_path
from workbench.tui.keys import way
from workbench.tui.lines import clip
from workbench.tui.prompt import Question
from workbench.tui.wording import Wording

if TYPE_CHECKING:
    from workbench.domain.corrections import Item
    from workbench.domain.model import CorrectionState, Placed
    from workbench.tui.correction_desk import Wrote
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.corrections import Corrections

_SHORT = 30  # cells of what a memo is on, where its file is asked for
_SAID = {
    "proposed": "Proposed again", "sent": "Sent", "accepted": "Accepted", "made": "Made", "stet": "Stet: it stays",
}  # fmt: skip


class CorrectionActs:
    """What the keys for corrections and questions do on one list of them."""

    def __init__(self, screen: Corrections) -> None:
        self._screen = screen
        self._wording = Wording(screen, self._worded, screen.say)
        self._confirmed: list[Placed] = []  # the corrections that the next press says were sent
        self._asking_path = self._writing = False

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        states: tuple[CorrectionState, ...] = ("proposed", "sent", "accepted", "made", "stet")
        return {
            **{f"corrections.{state}": partial(self._move, state) for state in states},
            "corrections.answer": lambda times: self._answer(),
            "corrections.reopen": lambda times: self._reopen(),
            "corrections.all_sent": lambda times: self._all_sent(),
            "corrections.edit": lambda times: self._edit(),
            "corrections.drop": lambda times: self._drop(),
            "corrections.memo": lambda times: self._memo(),
            "corrections.all": lambda times: self._all(),
        }

    def forget(self) -> bool:
        """Another command comes between: nothing is confirmed any more; whether anything was to be."""
        waited, self._confirmed = bool(self._confirmed), []
        return waited

    # --- what may be changed -----------------------------------------------------------------------------------

    def _mine(self) -> Item | None:
        """The current one, where it may be changed; otherwise it is said why not."""
        item = self._screen.here()
        if item is not None and item.mark.annotator != self._screen.desk.annotator:
            what = "question" if item.query is not None else "correction"
            self._screen.say(f"This {what} is {item.mark.annotator}'s; you can change only your own.")
            return None
        return item

    def _wrote(self, mark: Placed, said: str) -> None:
        self._screen.wrote()
        self._screen.take([mark])
        self._screen.say(f"{said} {way('app.undo')} undoes.")

    def _worded(self, mark: Placed, said: str, found: bool) -> None:
        self._wrote(mark, f"{said}.")

    # --- how far it is -----------------------------------------------------------------------------------------

    def _move(self, state: CorrectionState, times: int | None) -> None:
        item = self._mine()
        if item is None:
            return
        if item.query is not None:
            keys = f"{way('corrections.answer')} notes its answer, {way('corrections.reopen')} opens it again"
            self._screen.say(f"This is a question to {item.query.to}, not a correction: {keys}.")
        elif item.state == state:
            self._screen.say(f"It is {state} already.")
        else:
            self._wrote(self._screen.desk.correcting.move_on(item.mark, state), f"{_SAID[state]}.")

    def _answer(self) -> None:
        item = self._mine()
        if item is not None and item.query is None:
            self._screen.say(f"This is a correction, not a question. {way('corrections.edit')} changes its words.")
        elif item is not None and item.query is not None:
            self._wording.answer(item.mark, item.query)

    def _reopen(self) -> None:
        item = self._mine()
        if item is None:
            return
        if item.query is None:
            said = f"{way('corrections.proposed')} proposes it again"
            self._screen.say(f"This is a correction, not a question: {said}.")
        elif item.query.state == "open":
            self._screen.say(f"This question is open. {way('corrections.answer')} notes its answer.")
        else:
            self._wrote(
                self._screen.desk.correcting.reopen(item.mark, item.query.id), "Open again, without its answer."
            )

    def _all_sent(self) -> None:
        """Say that all of one's proposed corrections that are shown were sent, at the second press."""
        screen = self._screen
        mine = [one for one in screen.shown() if one.mark.annotator == screen.desk.annotator]
        waiting = [one.mark for one in mine if one.state == "proposed"]
        if not waiting:
            screen.say("None of your corrections that are shown is still to be sent.")
        elif self._confirmed != waiting:
            self._confirmed = waiting
            many = f"{len(waiting)} proposed {plural(len(waiting), 'correction')}"
            screen.say(f"{way('corrections.all_sent')} again says that {many} were sent.")
        else:
            self._confirmed = []
            moved = screen.desk.correcting.move_all(waiting, "sent")
            screen.wrote()
            screen.take(moved)
            screen.say(f"{len(moved)} sent. {way('app.undo')} undoes.")

    # --- words -------------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        item = self._mine()
        if item is not None and item.query is not None:
            self._wording.query(item.mark, item.query)
        elif item is not None:
            self._wording.correct(item.mark)

    def _drop(self) -> None:
        item = self._mine()
        if item is None:
            return
        correcting = self._screen.desk.correcting
        if item.query is not None:
            self._wrote(correcting.withdraw(item.mark, item.query.id), "The question is taken away.")
            return
        after = correcting.drop(item.mark)
        now = "; its mark is in progress" if after.annotation.status != item.mark.annotation.status else ""
        self._wrote(after, f"The correction is taken away{now}.")

    def _all(self) -> None:
        from workbench.tui.screens.picker import Picker, Picking

        item = self._screen.here()
        if item is None:
            return
        told = correctiontold.parts(item, self._screen.ground_now(), self._screen.desk.sourcing.ledger())
        rows = sourcetold.rows(told)
        tell = {row.key: row.cells[1] for row in rows}.__getitem__
        label = "All about it, holding:"
        self._screen.host.push_screen(Picker(Picking(label, sourcetold.WHOLE, rows, lambda key: None, tell=tell)))

    # --- the memo ----------------------------------------------------------------------------------------------

    def complete(self) -> bool:
        """Complete the path that is being typed as far as it is clear; whether one is."""
        if self._asking_path and self._screen.prompt.open:
            complete_path(self._screen)
            return True
        return False

    def _memo(self) -> None:
        screen = self._screen
        item = screen.here()
        if item is None:
            return
        if self._writing:
            screen.say("A memo is still being written.", "problem")
            return
        scope = correctionlist.scope(screen.shown(), item, narrowed=bool(screen.table.filtered))
        self._ask_path(scope, f"Memo on {clip(scope.called, _SHORT)}, to file:", scope.file)
        screen.say("By its ending it is Markdown (.md), text (.txt) or Word (.docx).")

    def _ask_path(self, scope: correctionlist.Scope, label: str, path: str, over: str = "") -> None:
        self._asking_path = True
        self._screen.ask(Question(label, partial(self._named, scope, over), path, dropped=self._left))

    def _left(self) -> None:
        self._asking_path = False
        self._screen.say("No memo was written.")

    def _named(self, scope: correctionlist.Scope, over: str, path: str) -> None:
        """Write it, unless there is a file of that name that was not said to be written over."""
        self._asking_path = False
        screen = self._screen
        if not path.strip():
            screen.say("No file was named; no memo was written.")
            return
        try:
            there = screen.desk.correcting.there(path)
        except WorkbenchError as error:
            screen.say(f"No memo was written: {error}", "problem")
            return
        if path != over and there is not None:
            self._ask_path(scope, "It is there; enter writes over it, or another name:", path, path)
            return
        self._writing = True
        screen.say("Writing the memo \u2026")
        write = partial(screen.desk.correcting.memo, path, scope.documents, everyone=screen.everybody)
        apart(screen, write, self._written, self._not_written, group="writing")

    def _not_written(self, error: WorkbenchError) -> None:
        self._writing = False
        self._screen.say(str(error), "problem")

    def _written(self, done: Wrote | None) -> None:
        """Say what was written where."""
        self._writing = False
        screen = self._screen
        if done is None:
            screen.say("Nothing is left to be corrected or asked there; no memo was written.")
        else:
            told = (
                (done.corrections, plural(done.corrections, "correction")),
                (done.questions, f"open {plural(done.questions, 'question')}"),
                (done.unverified, f"{plural(done.unverified, 'claim')} that could not be verified"),
                (done.names, f"{plural(done.names, 'name')} in another form than the house\u2019s"),
            )
            counts = [f"{count} {what}" for count, what in told if count]
            mine = [one for one in screen.shown() if one.mark.annotator == screen.desk.annotator]
            waits = done.corrections and any(one.state == "proposed" for one in mine)
            sent = f" {way('corrections.all_sent')} says that those shown were sent." if waits else ""
            wrote = f"{', '.join(counts[:-1])}{' and ' if counts[1:] else ''}{counts[-1]}"
            screen.say(f"Wrote {wrote} to {done.path}.{sent}")
