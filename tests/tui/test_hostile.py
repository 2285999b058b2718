"""Hostile strings in every place of every screen, in a pseudo-terminal: shown letter for letter, and none gets out."""

import fcntl
import re
import struct
import termios
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyte
import pytest
from hostile_program import GROUPS, STRINGS, of_group
from terminal import Terminal

PROGRAM = Path(__file__).parent / "hostile_program.py"
WIDTH, HEIGHT = 80, 24
CLOSE, UP, DOWN, EMPTY = "\x1bOP", "\x1b[A", "\x1b[B", "\x15"  # f1, which closes a list; arrows; ctrl+u

# --- what the program may write ------------------------------------------------------------------------------------

SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # strings: system, device, application, privacy
    r"|\x1b[ -/]*[0-Z\\`-~]?"  # whatever else begins so
)
MODES = "1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7"
COLOUR = r"(?:[0-4]|7|9|2[1-4]|27|29|39|49|[34]8;2;\d+;\d+;\d+|[34]8;5;\d+)"
OURS = re.compile(
    rf"\x1b\[(?:\?(?:{MODES})[hl]|\?(?:2026|2048)\$p|>\d+u|<u|\d+;\d+H|\d*[GK]|(?:{COLOUR}(?:;{COLOUR})*)?m)"
    r"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)
"""What Textual's driver and Rich's styles make: modes, queries, places, colours. No clipboard: y is not pressed."""
ACTING = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\ud800-\udfff]"
)
"""Control characters but line ends, bidi controls, line separators, and what hides."""


def parted(raw: str) -> tuple[list[str], str]:
    """What a terminal is sent, parted into sequences and text."""
    return SEQUENCE.findall(raw), SEQUENCE.sub("", raw)


def let_out(raw: str) -> list[str]:
    """What the program does not make itself, or what acts."""
    sequences, text = parted(raw)
    foreign = [sequence for sequence in sequences if not OURS.fullmatch(sequence)]
    whole = [string for string in STRINGS if ACTING.search(string) and string in raw]
    return [*dict.fromkeys(foreign), *ACTING.findall(text), *whole]


def test_the_parser_finds_what_gets_out() -> None:
    assert let_out("\x1b[?1049h\x1b[1;1H\x1b[38;2;1;2;3;48;2;4;5;6mplain\x1b[0m\r\n\x1b]22;default\x07") == []
    for string in STRINGS:
        acts = ACTING.search(string) is not None
        assert bool(let_out(f"\x1b[1;1H{string.encode('utf-8', 'replace').decode()}")) == (acts and "k43" not in string)
    for sequence in (
        "\x1b[2J",
        "\x1b[5m",
        "\x1b[H",
        "\x1bc",
        "\x1b]52;c;x\x07",
        "\x1b]0;x",
        "\x1bPq",
        "\x1b",
        "\x9b31m",
    ):
        assert let_out(f"a{sequence}b"), repr(sequence)
    assert len(STRINGS) >= 40
    assert sorted(string for group in range(GROUPS) for string in of_group(group)) == sorted(STRINGS)


# --- what is to be seen --------------------------------------------------------------------------------------------


def spelled(string: str, most: int = 24) -> str:
    """A pattern of how a string has to be shown, letter for letter, up to what terminals disagree about.

    Something visible, and not a plain letter, stands for each character that acts; a tab is white space.
    """
    pattern = ""
    for char in string[:most].rstrip(" "):
        if char == "\t":
            pattern += " +"
        elif ACTING.match(char) or char == "\r":
            pattern += r"[^ -~]"
        elif char.isascii():
            pattern += re.escape(char)
        else:
            break
    return pattern


def joined(string: str, most: int = 24) -> str:
    """As :func:`spelled`, for where all white space is a single space."""
    return spelled(" ".join(string.split()), most)


class Emulator(pyte.ByteStream):
    """Takes joined emoji for one, as terminals do, and goes on after what has no width."""

    def feed(self, data: bytes) -> None:
        text = re.sub("\u200d[^\x1b]", "", self.utf8_decoder.decode(data))
        super(pyte.ByteStream, self).feed(re.sub("[\u200c\u200d\ufe0f\U000e0000-\U000e007f]", "", text))


class Tour:
    """The program on a terminal of 80 by 24, asked for keys and looked at."""

    def __init__(self, group: int, folder: Path) -> None:
        self.strings = of_group(group)
        self.terminal = Terminal(str(PROGRAM), str(group), str(folder))
        fcntl.ioctl(self.terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.terminal.screen = pyte.Screen(WIDTH, HEIGHT)
        self.terminal._stream = Emulator(self.terminal.screen)

    @property
    def typeable(self) -> list[str]:
        """Those that a terminal can paste and a line can hold as they are."""
        return [string for string in self.strings if not re.search("[\x00\x1b\r\n\v\f\x85\u2028\ud800]", string)]

    @property
    def measured(self) -> list[str]:
        """Those after which the emulator still knows where it is, and which leave room for others beside them."""
        return [string for string in self.strings if len(string) < 60 and "\u200d" not in string]

    @property
    def status(self) -> str:
        """The line above the last one."""
        return self.terminal.screen.display[-2]

    def keys(self, keys: str) -> None:
        self.terminal.type(keys)

    def paste(self, text: str) -> None:
        self.terminal.type(f"\x1b[200~{text}\x1b[201~")

    def sees(self, patterns: Iterable[str], rows: slice = slice(None)) -> None:
        """Read until lines of the screen match all these patterns."""
        wanted = [re.compile(pattern) for pattern in patterns]
        self.terminal.until(
            lambda: all(any(one.search(line) for line in self.terminal.screen.display[rows]) for one in wanted)
        )

    def loses(self, pattern: str) -> None:
        """Read until no line of the screen matches any more."""
        self.terminal.until(lambda: not any(re.search(pattern, line) for line in self.terminal.screen.display))

    def all_of(self, before: str = "", most: int = 24) -> list[str]:
        return [before + spelled(string, most) for string in self.strings]

    def tries(self, strings: Iterable[str]) -> None:
        """Paste each where a line is typed, see it there, and empty the line again."""
        for string in strings:
            self.paste(string)
            self.sees([spelled(string[-20:]) or spelled(string)], slice(-4, None))
            self.keys(EMPTY)

    def leaves(self, pattern: str) -> None:
        """Press escape, which must not come together with another key, and read until something has gone."""
        self.keys("\x1b")
        self.loses(pattern)


@pytest.fixture(params=range(GROUPS))
def tour(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tour]:
    folder = tmp_path / "files"
    folder.mkdir()
    for string in of_group(request.param):
        name = string[:80].replace("/", "|").replace("\x00", "|").encode("utf-8", "replace").decode()
        (folder / name).touch()
    made = Tour(request.param, folder)
    yield made
    made.terminal.kill()


def in_the_library(tour: Tour) -> None:
    tour.sees(tour.all_of())  # as titles
    for number in (*range(1, len(tour.strings)), 0):  # as workspace and annotator, others after every sorting
        tour.keys("Sj")
        name = spelled(tour.strings[number])
        tour.sees([f"^ {name}"], slice(0, 1))
        if len(tour.strings[number]) < 24:
            tour.sees([f"{name}.* \u00b7 .*/{len(tour.strings)}"], slice(-2, -1))
    for string in (*tour.strings[1:], tour.strings[0]):  # as what went wrong
        tour.keys("D")
        tour.sees([f"No {spelled(string)}"], slice(-2, None))
    tour.keys("/")
    tour.sees(["Filter:"])
    tour.tries(tour.typeable)
    tour.keys("k\r")
    tour.sees(["holding"])
    tour.leaves("holding")


def in_lists(tour: Tour) -> None:
    tour.keys("gh")
    tour.sees(tour.all_of("^ No "))
    tour.tries(tour.typeable)
    tour.keys(CLOSE)
    tour.sees(["LIBRARY"])
    for keys, label in (("?", "Type to narrow"), ("gt", "Colours:")):
        tour.keys(keys)
        tour.sees([label])
        tour.tries(tour.typeable[::2])
        tour.keys(CLOSE)
        tour.sees(["LIBRARY"])


def in_the_palette(tour: Tour) -> None:
    for string in (tour.typeable[0], *filter(ACTING.search, tour.typeable)):
        tour.keys(":")
        tour.sees(["Search for commands"])
        tour.paste(string)
        tour.sees([spelled(string[-20:]) or spelled(string)], slice(0, 8))
        tour.leaves("\u2594")


def in_files(tour: Tour) -> None:
    tour.keys("a")
    tour.sees(["Add file or folder:"])
    tour.keys("\t")
    tour.sees([r"\S  \S|more|no file|No file|Add file or folder: .*\S"], slice(-2, None))
    tour.keys(EMPTY)
    tour.tries(tour.typeable)
    tour.paste(tour.typeable[0])
    tour.keys("\r")
    tour.sees([f"Added {spelled(tour.typeable[0])}"])
    tour.keys("I")
    tour.sees(["Import from"])
    tour.keys("x\r")
    tour.sees([f"Line {spelled(tour.strings[0])}"])
    tour.keys("E")
    tour.sees(["Export to"])
    tour.paste(tour.typeable[-1])
    tour.keys("\r")
    tour.sees([f"Not there: {spelled(tour.typeable[-1])}"])
    for told in ("Note", "Line"):
        tour.keys("gh")
        tour.sees(["Messages, holding:"])
        tour.keys(told)
        tour.sees(f"^ {told} {spelled(string.splitlines()[0])}" for string in tour.strings)
        tour.keys(CLOSE)
        tour.sees(["LIBRARY"])


def in_the_reader(tour: Tour) -> None:
    tour.keys("gg\r")
    tour.sees(["READ"])
    seen = set()
    for number in range(2, len(tour.strings) + 2):  # each as the heading
        heading = tour.terminal.screen.display[0]
        seen.update(string for string in tour.strings if re.search(f" {spelled(string)}", heading))
        if number <= len(tour.strings):
            tour.keys("gn")
            tour.sees([f"Article {number} of"])
    assert seen == set(tour.strings)
    tour.keys("ga")
    tour.sees(["Showing everybody's"])
    others = set(tour.strings)

    def named() -> set[str]:
        return {one for one in others if re.search(f"marks of {spelled(one)}", tour.status)}

    for _ in range(len(tour.strings) - 1):  # each as the other annotator whose marks are shown
        tour.keys("ga")
        tour.terminal.until(lambda: bool(named()))
        others -= named()
    assert len(others) == 1
    tour.keys("ga")
    tour.keys("ga")
    tour.sees(["Showing everybody's"])
    tour.keys("gg")
    tour.sees(tour.all_of())  # as the text


def in_marks(tour: Tour) -> None:
    tour.sees([f"said by: {spelled(tour.strings[0], 12)}"])
    tour.keys("\r")
    tour.sees(["FIELDS"])
    for number, string in enumerate(tour.strings):  # as speaker and note, in the form
        tour.keys("\t" if number else "")
        tour.sees([f"Mark {number + 1} of" if number else "FIELDS", f"^ +{joined(string)}"], slice(-13, None))
        if string in tour.measured:
            tour.sees([f"said by +({spelled(string)}|{joined(string)})", f"^ *note {joined(string)}"])
    tour.keys("q")
    tour.sees(["READ"])
    tour.keys("gm")
    tour.sees(["Marks, holding:"])
    tour.sees(f"claim|quote|figure +{joined(string)}" for string in tour.strings)  # as the words of marks
    tour.keys(UP * len(tour.strings))
    for number, string in enumerate(tour.strings):  # as all that is told about one
        tour.keys(DOWN if number else "")
        tour.sees([f"{number + 1}/{len(tour.strings)}"], slice(-2, None))
        if string in tour.measured:
            tour.sees([f"said by: {joined(string, 12)}|^ {joined(string)}.* \u00b7 note"], slice(-6, None))
    tour.keys(EMPTY)
    tour.tries(tour.typeable)
    tour.keys(CLOSE)
    tour.sees(["READ"])
    tour.keys("TT")
    tour.sees(["Mark as:", *tour.all_of()])  # as tags of the workspace's own
    tour.tries(tour.typeable)
    tour.keys(CLOSE)
    tour.sees(["SELECT"])
    tour.leaves("SELECT")


def in_what_is_typed(tour: Tour) -> None:
    for string in tour.typeable:
        tour.keys("/")
        tour.sees(["^/ "], slice(-1, None))
        tour.paste(string)
        tour.sees([f"^/ .*{spelled(string[-20:]) or spelled(string)}", r"\d hit"], slice(-2, None))
        tour.keys("\r")
        tour.sees([f"READ +\u201c{spelled(string)}"], slice(-2, None))
    for string in tour.typeable[-2:]:  # pasted where nothing is asked for: found, then added
        tour.paste(string)
        tour.sees(["PASTE"])
        tour.keys("f")
        tour.sees([f"Find what was pasted: .*{spelled(string[-20:]) or spelled(string)}|Find.*x"], slice(-1, None))
        tour.leaves("Find what")
        tour.paste(string)
        tour.sees(["PASTE"])
        tour.keys("a")
        tour.sees([f"Title of the document: .*{spelled(string[-12:])}"], slice(-1, None))
        tour.keys("\r")
        tour.sees([f"\u201c{spelled(string)}.*"], slice(-2, None))
    tour.paste("\x1b]52;c;azA5\x07two\x1b[2Jk")  # the terminal should have kept this back
    tour.sees(["READ|PASTE|SELECT"])


def beside(tour: Tour) -> None:
    tour.keys("gg")
    tour.keys("g2")
    tour.sees(["Beside this one:"])
    tour.keys("2020")
    tour.sees([f"1/{len(tour.strings) - 1}"], slice(-2, None))
    tour.keys(EMPTY)
    tour.tries(tour.typeable)
    tour.keys("\r")
    tour.sees(["goes from one document"])
    first = re.compile(spelled(tour.strings[0]))  # of both texts
    tour.terminal.until(lambda: sum(first.search(line) is not None for line in tour.terminal.screen.display[1:]) > 1)
    tour.keys("gogo")
    tour.keys("g1")
    tour.sees(["One document"])


def in_corrections(tour: Tour) -> None:
    tour.keys("gc")
    count = 2 * len(tour.strings)
    tour.sees(["CORRECTIONS", f"1/{count}"])
    for number, string in enumerate(tour.strings):  # as the words of a correction, then of a question
        for kind in ("\u201c", ""):
            at = 2 * number + (not kind) + 1
            tour.sees([f" {at}/{count}"], slice(-2, None))
            if string in tour.measured:
                tour.sees([f"^ {kind}{joined(string)}"], slice(-9, None))
            tour.keys("j")
    tour.keys("gg")
    tour.keys("i")
    tour.sees(["All about it, holding:", f"because +{joined(tour.strings[0])}"])
    tour.keys(CLOSE)
    tour.sees(["CORRECTIONS"])
    tour.keys("s")
    tour.sees([f"This correction is {spelled(tour.strings[0])}|Sent|changed by"], slice(-2, None))
    for key, label in (("/", "Holding"), ("w", "Memo on")):
        tour.keys(key)
        tour.sees([label])
        tour.tries(tour.typeable[::2])
        tour.leaves(label)
    tour.keys("q")
    tour.sees(["LIBRARY"])


def test_hostile_strings(tour: Tour) -> None:
    for step in (
        in_the_library, in_lists, in_corrections, in_the_palette, in_files, in_the_reader, in_marks, beside,
        in_what_is_typed,
    ):  # fmt: skip
        step(tour)
    tour.keys("Q")
    assert tour.terminal.end() == 0
    assert let_out(tour.terminal.raw.decode()) == []
