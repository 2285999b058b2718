"""The real application over a desk full of hostile strings: ``hostile_program.py GROUP FOLDER``, run in FOLDER."""

import os
import sys
from functools import cached_property
from pathlib import Path

STRINGS = (
    # markup
    "[/]k01", "[@click=app.quit]k02[/]", "[bold red]k03[/bold red]", "[link=file:///etc]k04[/link]", "[sic] k05 [",
    "\\[k06]", "[$primary]k07[/$primary]", "{k08} %s $HOME <b>",
    # operating system commands: clipboard, title, link, folder, image, progress without an end, colour query
    "\x1b]52;c;azA5\x07k09", "\x1b]0;k10\x07", "\x1b]8;;http://k11\x1b\\x\x1b]8;;\x1b\\", "\x1b]7;file://k12\x07",
    "\x1b]1337;File=k13:aa\x07", "\x1b]9;4;1;k14", "\x1b]10;?\x07k15",
    # control sequences: clear, colour and blink, reports that the terminal answers, end of paste, alternate screen
    "\x1b[2Jk16\x1b[H", "\x1b[31;5mk17\x1b[0m", "k18\x1b[6n", "\x1b[c\x1b[>ck19", "\x1b[201~k20", "\x1b[?1049lk21",
    "\x1b[21tk22",
    # device control (sixel, a query), application and privacy strings, reset, an escape at the very end
    "\x1bPq#0k23\x1b\\", "\x1bP+q6b3234k24\x1b\\", "\x1b_Gk25\x1b\\", "\x1b^k26\x1b\\", "\x1bck27", "k28\x1b",
    # C1 and C0: the same in one byte, answer-back, a lone carriage return, tabs, shifts
    "\x9b31mk29\x9c", "\x9d0;k30\x9c", "\x90qk31\x85", "\x00\x07\x08\x7fk32\x05", "k33\rover\x0b\x0c", "a\tk34\tb",
    "\x0ek35\x0f\x1a",
    # what reorders, hides or towers
    "\u202ek36txt.exe\u202c", "\u2066k37\u2069\u200f\u061c", "k38\u200b\u2060\ufeff\u00adz", "\u2028k39\u2029",
    "k40 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627", "k41 Z" + "\u0351\u0335\u036b" * 30,
    "k42 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308", "k43\ud800k", "k44" + "x" * 5000,
    "k45 \U000e0001\U000e007f",
)  # fmt: skip
"""Each with letters of its own, by which it is found on the screen."""
GROUPS = 4


def of_group(group: int) -> list[str]:
    """Every fourth of the strings, of all kinds some."""
    return list(STRINGS[group::GROUPS])


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
    os.chdir(sys.argv[2])
    import msgspec
    from fake_desk import AT, FakeCorrections, FakeDesk

    from workbench.domain.corrections import Item
    from workbench.domain.errors import DataError, UsageError, WorkbenchError
    from workbench.domain.model import Correction, Document, Query
    from workbench.tui.app import Start, run
    from workbench.tui.desk import DocumentRow, Filed, GoOn

    strings = of_group(int(sys.argv[1]))
    text = "".join(f"{string}\n" for string in strings)

    class HostileCorrections(FakeCorrections):
        """A correction and a question of each string, in the first document."""

        def items(self, *, everyone: bool = False) -> list[Item]:
            found = []
            for number, mark in enumerate(list(self._desk.annotations("d0"))):
                string = strings[number]
                about = Document(
                    id="d0", title=string, stories=(string,), sha256="0" * 64, original_sha256="0" * 64, characters=1
                )
                wanted = Correction(text=string, reason=string)
                asked = Query(id=f"q{number}", to=string, text=string, by=string, at=AT, answer=string)
                changed = msgspec.structs.replace(mark.annotation, correction=wanted, queries=(asked,))
                corrected = msgspec.structs.replace(mark, annotation=changed)
                found += [Item(about, corrected, 1), Item(about, corrected, 1, asked)]
            return found

    class HostileDesk(FakeDesk):
        """Everything that it says is hostile; its workspace and annotator are other ones after every look."""

        turn = 0

        @cached_property
        def correcting(self) -> HostileCorrections:
            return HostileCorrections(self)

        @property  # type: ignore[override]
        def workspace(self) -> str:
            self.turn += 1
            return self.string

        @workspace.setter
        def workspace(self, name: str) -> None: ...

        @property  # type: ignore[override]
        def annotator(self) -> str:
            return self.string[:90]

        @annotator.setter
        def annotator(self, name: str) -> None: ...

        @property
        def string(self) -> str:
            return strings[(self.turn - 1) % len(strings)]

        def set_done(self, document_id: str, done: bool) -> bool:
            self.turn += 1
            raise UsageError(f"No {self.string}", f"Try {self.string}")

        def add(self, path: str, go_on: GoOn) -> Filed:
            return Filed(f"Added {path[:200]}", [f"Note {string}" for string in strings])

        def import_(self, path: str, go_on: GoOn) -> Filed:
            raise DataError("\n".join(f"Line {string}" for string in strings), f"Hint {path[:200]}")

        def export(self, path: str, go_on: GoOn) -> Filed:
            raise WorkbenchError(f"Not there: {path[:200]}")

    def desk() -> FakeDesk:
        rows = [DocumentRow(f"d{n}", title, strings[n - 1], "2020-01-02") for n, title in enumerate(strings)]
        made = HostileDesk({row.id: text for row in rows}, rows=rows)
        made.scheme = {string: [string] for string in strings}
        for row in rows:
            start = 0
            for number, string in enumerate(strings):
                tag = ("claim", "quote", "figure")[number % 3]
                made.plant(
                    row.id, start, start + len(string), tag, annotator=string[:90], note=string, said_by=string
                )  # fmt: skip
                start += len(string) + 1
        return made

    sys.exit(run(Start(desk)))
