"""The one registry of commands: what can be done where, by which keys, and in which words it is explained.

A row is all there is to a command besides its handler: the footer, ``?``, the palette, ``docs/keys.md`` and the checks
at start-up are made from these rows. A key is written as a terminal reports it (``j``, ``ctrl+d``, ``pagedown``); keys
pressed one after the other are parted by a space (``g g``).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

EVERYWHERE, MOVE, READ, SELECT, BOUNDS = "everywhere", "move", "read", "select", "bounds"
FIELDS, PASTED, REVIEW = "fields", "pasted", "review"
LIST, LIBRARY, PICKER, LINKING = "list", "library", "picker", "linking"
SOURCES, SOURCE = "sources", "source"
CORRECTIONS = "corrections"

STACKS: Mapping[str, tuple[str, ...]] = {
    "reader": (READ, MOVE, EVERYWHERE),
    "visual": (SELECT, MOVE, EVERYWHERE),
    "bounds": (BOUNDS, SELECT, MOVE, EVERYWHERE),
    "library": (LIBRARY, LIST, EVERYWHERE),
    "fields": (FIELDS, EVERYWHERE),
    "pasted": (PASTED, EVERYWHERE),
    "review": (REVIEW, LIST, EVERYWHERE),
    "picker": (PICKER,),
    "linking": (LINKING, PICKER),
    "sources": (SOURCES, LIST, EVERYWHERE),
    "source": (SOURCE, EVERYWHERE),
    "corrections": (CORRECTIONS, LIST, EVERYWHERE),
}
"""The contexts that are live together, by the name of the state they make up."""

CHOOSING = ("review",)
"""Stacks in which digits choose, instead of counting."""
TYPING = ("picker", "linking")
"""Stacks in which printable keys are typed into a filter, so that commands there have named keys only."""


class Command(NamedTuple):
    """One thing a person can have done.

    ``label`` is short and in the imperative; ``help`` a whole sentence; ``hint`` the word of the footer, empty where
    the footer leaves it out; ``words`` what people may call it when they search.
    """

    id: str
    contexts: tuple[str, ...]
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    hint: str = ""
    words: str = ""


def _rows(context: str, group: str, *rows: tuple[str, ...]) -> list[Command]:
    """Commands of one context and group from (id, keys parted by commas, label, help[, hint[, words]])."""
    made = []
    for ident, keys, label, explained, *rest in rows:
        hint, words = (*rest, "", "")[:2]
        made.append(Command(ident, (context,), tuple(keys.split(", ")), label, explained, group, hint, words))
    return made


# A comma as a key would need another notation; none of the keys here is one.
# fmt: off
REGISTRY: tuple[Command, ...] = (
    *_rows(READ, "Marks",
        ("tag.claim", "c", "Claim", "Select the sentence; pressed again, mark it as a claim.", "claim",
         "mark label tag statement assertion annotate"),
        ("tag.quote", "q", "Quote", "Select the nearest quotation; pressed again, mark it as a quote.", "quote",
         "mark label tag quotation said speech annotate"),
        ("tag.figure", "f", "Figure", "Select the nearest figure; pressed again, mark it as a figure.", "figure",
         "mark label tag number amount percentage statistic annotate"),
        ("tag.other", "T", "Another tag", "Select the sentence; pressed again, mark it with a tag of this workspace's "
         "own.", "", "mark label scheme custom further annotate"),
        ("fields.open", "enter", "Open the mark", "Go through the fields of the mark here and fill them in.", "fields",
         "details edit change speaker who said by status verdict verified value unit source form properties"),
        ("mark.priority", "!", "Priority", "Make the mark here urgent, more so, most of all, or not, in turn.", "",
         "urgent important first triage"),
        ("mark.note", "m", "Write a note", "Write or change the note of the mark under the cursor.", "note",
         "comment remark memo add"),
        ("mark.comment", "W", "Comment on the mark", "Say something about the mark here, also a colleague's.", "",
         "remark discuss answer reply thread write"),
        ("tick.nothing", "r n", "Nothing to check", "Tick the sentence here as looked at, with nothing in it to check; "
         "again: take the tick away.", "", "coverage tick seen read skip done"),
        ("mark.pass", "p", "Pass", "The mark here is right as printed: verified, linked to the source at hand, and on "
         "to the next to check; an unmarked sentence becomes a claim first.", "pass",
         "verify verified check off approve ok tick correct"),
        ("check.correct", "r c", "Correct", "Say what the mark here should read, and why; it then needs correction. An "
         "unmarked sentence becomes a claim first, as with all of these keys.", "",
         "wrong mistake fix should read correction error replace"),
        ("check.query", "r q", "Ask somebody", "Put a question about the mark here to somebody.", "",
         "query question writer author"),
        ("check.answer", "r a", "Note the answer", "Note what was answered to the question about the mark here.", "",
         "reply query response"),
        ("check.unverifiable", "r u", "Cannot verify", "Say that the mark here cannot be verified.", "",
         "unverifiable unknown cannot check"),
        ("check.progress", "r p", "In progress", "Say that the mark here is being worked on.", "",
         "started working status"),
        ("check.findings", "g x", "What does not fit", "List what does not fit in your marks here, and go to one: "
         "verdicts without evidence, links without place, figures and days that differ.", "",
         "check problems errors inconsistent warnings validate issues"),
        ("mark.verdict", "r v", "Give a verdict", "Say whether the claim here is true, on a scale of verdicts.", "",
         "true false supported refuted rating judge averitec"),
        ("mark.delete", "d, delete", "Delete the mark", "Delete the mark under the cursor. Undo brings it back.", "",
         "remove erase untag unmark"),
        ("mark.bounds", "B", "Move its ends", "Select the words of the mark under the cursor; enter keeps the ends "
         "where you move them.", "", "bounds boundaries span adjust resize extend longer shorter edit"),
        ("mark.repeat", ".", "Repeat", "Do the last tagging or field again on the mark here, or on what would be "
         "marked.", "", "again same last"),
        ("mark.under", "t", "Next mark here", "Where marks overlap, go on to the next one under the cursor.", "",
         "overlapping nested cycle"),
    ),
    *_rows(READ, "Sources",
        ("source.link", "s", "Link to a source", "Choose the passage or source that backs the mark here, or refutes "
         "it.", "source", "evidence cite reference backing prove link"),
        ("source.pin", "S", "Source at hand", "Keep the source of the mark here at hand, or choose one; passing then "
         "links to it too.", "", "pin current evidence transcript keep"),
        ("source.open", "o", "Open the evidence", "Go to the passage that the mark is linked to, in a second pane, and "
         "back.", "", "jump follow show evidence passage tie"),
        ("go.sources", "g s", "Sources", "List all sources: enter, change, merge and pin them.", "",
         "ledger bibliography references evidence list"),
        ("relate.part", "R p", "Part of", "Say of which claim the mark here is a part.", "",
         "relation belongs inside claim tie relate"),
        ("relate.contradicts", "R c", "Contradicts", "Say which mark the one here contradicts.", "",
         "relation conflict against tie relate"),
        ("relate.same", "R s", "The same as", "Say which mark says the same as the one here.", "",
         "relation identical equal tie relate"),
        ("relate.continues", "R n", "Continues", "Say which quotation the one here goes on with.", "",
         "relation interrupted quote continued tie relate"),
        ("relate.derived", "R d", "Derived from", "Say from which mark the one here is derived.", "",
         "relation calculated based tie relate"),
        ("relate.quoted", "R q", "Quoted from", "Say from which mark the one here is quoted.", "",
         "relation quotation tie relate"),
        ("relate.untie", "R x", "Untie", "Take a tie of the mark here to another away.", "",
         "relation remove unrelate delete"),
    ),
    *_rows(READ, "Selecting",
        ("select.chars", "v", "Select", "Begin a selection at the cursor; every motion then extends it.", "select",
         "visual highlight range text"),
        ("select.sentences", "V", "Select sentences", "Select the sentence at the cursor.", "",
         "visual highlight whole"),
        ("select.again", "g v", "Select again", "Bring back the last selection.", "", "reselect restore last"),
    ),
    *_rows(SELECT, "Marks",
        ("tag.claim", "c", "Claim", "Mark the selection as a claim.", "claim", "mark label tag statement annotate"),
        ("tag.quote", "q", "Quote", "Mark the selection as a quote.", "quote", "mark label tag quotation annotate"),
        ("tag.figure", "f", "Figure", "Mark the selection as a figure.", "figure", "mark label tag number annotate"),
        ("tag.other", "T", "Another tag", "Mark the selection with a tag of this workspace's own.", "",
         "mark label scheme custom further annotate"),
        ("tick.nothing", "r n", "Nothing to check", "Tick the selected sentences as holding nothing to check.", "",
         "coverage tick seen read skip done"),
        ("mark.note", "m", "Write a note", "Mark the selection as last time, if need be, and write a note on it.", "",
         "comment remark memo"),
        ("mark.repeat", ".", "Repeat", "Do the last tagging or field again on the selection.", "", "again same last"),
        ("mark.pass", "p", "Pass", "Mark the selection, if need be as a claim, and pass it.", "",
         "verify verified check off approve"),
        ("check.correct", "r c", "Correct", "Mark the selection, if need be, and say what it should read, and why.", "",
         "wrong mistake fix correction error replace"),
        ("check.query", "r q", "Ask somebody", "Mark the selection, if need be, and put a question about it to "
         "somebody.", "", "query writer author"),
        ("check.answer", "r a", "Note the answer", "Note what was answered to the question about the selection.", "",
         "reply query response"),
        ("check.unverifiable", "r u", "Cannot verify", "Mark the selection, if need be, and say that it cannot be "
         "verified.", "", "unverifiable unknown"),
        ("check.progress", "r p", "In progress", "Mark the selection, if need be, and say that it is being worked on.",
         "", "started working status"),
        ("mark.verdict", "r v", "Give a verdict", "Mark the selection, if need be as a claim, and say whether it is "
         "true.", "", "false supported refuted rating judge averitec"),
        ("source.link", "s", "Link to a source", "Mark the selection, if need be, and choose what backs it.", "source",
         "evidence cite reference"),
        ("source.pin", "S", "Source at hand", "Keep the selected passage at hand, as what the next facts are checked "
         "against.", "", "pin current evidence passage"),
    ),
    *_rows(BOUNDS, "Marks",
        ("bounds.keep", "enter", "Keep these ends", "Give the mark the words that are selected now; a tag key also "
         "gives it that tag.", "keep", "store save bounds"),
    ),
    *_rows(FIELDS, "Fields",
        ("fields.edit", "enter, i, e", "Type it", "Type the field here; tab completes it from what it may be, or from "
         "what other marks have.", "type", "edit change fill in set"),
        ("fields.down", "j, down", "Down", "Go to the next field.", "choose", "next"),
        ("fields.up", "k, up", "Up", "Go to the previous field.", "", "previous"),
        ("fields.top", "g g, home", "First field", "Go to the first field.", "", "top start"),
        ("fields.bottom", "G, end", "Last field", "Go to the last field.", "", "bottom"),
        ("fields.clear", "d, delete", "Empty it", "Take away what the field holds. Undo brings it back.", "empty",
         "clear remove erase"),
        ("mark.next", "tab, ] a", "Next mark", "Go to the next mark and stay at this field.", "next mark",
         "annotation forward jump"),
        ("mark.previous", "shift+tab, [ a", "Previous mark", "Go to the previous mark and stay at this field.", "",
         "annotation back jump"),
        ("mark.under", "t", "Next mark here", "Where marks overlap, go on to the next one of these words.", "",
         "overlapping nested cycle"),
        ("mark.next_voiceless", "] w", "Next without speaker", "Go to the next quote or claim without a speaker.", "",
         "who said by missing attribution"),
        ("mark.next_same", "] t", "Next of its kind", "Go to the next mark with the tag of the one here.", "",
         "next quote claim figure same tag"),
        ("page.next", "g o, f6, ctrl+w", "Back to the text", "Go from the fields to the article.", "", "pane leave"),
        ("fields.leave", "q, h, left", "Leave", "Go back to the article; esc does too.", "leave", "close back stop"),
    ),
    *_rows(PASTED, "Pasting",
        ("paste.find", "f, enter, /", "Find it", "Search the text for the words that were pasted.", "find it",
         "search"),
        ("paste.source", "s", "As a source", "Enter what was pasted as a source, and link the mark here to it.",
         "as source", "link evidence url address"),
        ("paste.add", "a", "Add it", "Add what was pasted to the library as a document of its own.", "add it",
         "document text new store"),
    ),
    *_rows(SELECT, "Selecting",
        ("select.leave", "v", "Leave the selection", "Drop the selection and stay where the cursor is.", "",
         "stop cancel unselect deselect"),
        ("select.sentences", "V", "Whole sentences", "Widen the selection to whole sentences.", "", "snap widen"),
        ("select.swap", "o", "Other end", "Move the cursor to the other end of the selection.", "other end",
         "swap start begin ends"),
        ("object.word", "i w", "Select the word", "Select the word at the cursor.", "object", "inner"),
        ("object.sentence", "i s", "Select the sentence", "Select the sentence at the cursor.", "", "inner"),
        ("object.paragraph", "i p", "Select the paragraph", "Select the paragraph at the cursor.", "", "inner"),
        ("object.quotation", "i q", "Select the quotation", "Select the nearest quotation without its marks.", "",
         "inner"),
        ("object.marked_quotation", "a q", "Select quotation and marks",
         "Select the nearest quotation together with its quotation marks.", "", "around outer"),
        ("object.figure", "i f", "Select the figure", "Select the nearest figure expression.", "", "inner number"),
    ),
    *_rows(SELECT, "Views",
        ("page.next", "g o, f6, ctrl+w", "Other pane", "Go to the other document; what is selected here stays so, and "
         "linking a mark there offers it first.", "", "switch window second document"),
    ),
    *_rows(MOVE, "Selecting",
        ("select.grow", "+", "Grow", "Select the word here; again: the figure or quotation, the sentence, the "
         "paragraph, the text.", "grow", "widen expand bigger more all"),
        ("select.shrink", "-", "Shrink", "Make the selection smaller by the steps in which it grew.", "",
         "narrow smaller less"),
        ("extend.left", "shift+left", "Extend left", "Extend the selection by a character to the left."),
        ("extend.right", "shift+right", "Extend right", "Extend the selection by a character to the right."),
        ("extend.up", "shift+up", "Extend up", "Extend the selection by a row upwards."),
        ("extend.down", "shift+down", "Extend down", "Extend the selection by a row downwards."),
    ),
    *_rows(MOVE, "Moving",
        ("move.left", "h, left", "Left", "Go a character to the left.", "", "back character"),
        ("move.down", "j, down", "Down", "Go a row down.", "", "line next"),
        ("move.up", "k, up", "Up", "Go a row up.", "", "line previous"),
        ("move.right", "l, right", "Right", "Go a character to the right.", "", "forward character"),
        ("move.word", "w, ctrl+right", "Next word", "Go to the beginning of the next word.", "", "forward"),
        ("move.word_back", "b, ctrl+left", "Previous word", "Go to the beginning of this or the previous word.", "",
         "back"),
        ("move.word_end", "e", "End of the word", "Go to the end of this or the next word."),
        ("move.sentence", ")", "Next sentence", "Go to the beginning of the next sentence.", "", "forward"),
        ("move.sentence_back", "(", "Previous sentence", "Go to the beginning of this or the previous sentence.", "",
         "back"),
        ("move.paragraph", "}, ctrl+down", "Next paragraph", "Go to the beginning of the next paragraph.", "",
         "forward"),
        ("move.paragraph_back", "{, ctrl+up", "Previous paragraph",
         "Go to the beginning of this or the previous paragraph.", "", "back"),
        ("move.row_start", "0, home", "Start of the row", "Go to the beginning of the row on screen.", "", "line"),
        ("move.row_end", "$, end", "End of the row", "Go to the end of the row; with a number, of a later one.", "",
         "line"),
        ("move.top", "g g, ctrl+home", "Top", "Go to the beginning of the text; with a number, to that paragraph.",
         "", "first start beginning"),
        ("move.bottom", "G, ctrl+end", "End of the text",
         "Go to the end of the text; with a number, to that paragraph.", "", "last bottom jump line paragraph number"),
        ("move.percent", "%", "Go to a percent", "With a number typed before, go that many percent into the text.", "",
         "jump part half halfway"),
        ("move.page_down", "space, pagedown, ctrl+f", "Page down", "Go on by a screenful.", "", "scroll forward next"),
        ("move.page_up", "pageup, ctrl+b", "Page up", "Go back by a screenful.", "", "scroll back previous"),
        ("move.half_down", "ctrl+d", "Half a page down", "Go on by half a screenful.", "", "scroll"),
        ("move.half_up", "ctrl+u", "Half a page up", "Go back by half a screenful.", "", "scroll"),
        ("view.center", "z z", "Cursor to the middle", "Scroll so that the cursor stands in the middle.", "",
         "centre center scroll"),
        ("view.top", "z t", "Cursor to the top", "Scroll so that the cursor stands at the top.", "", "scroll"),
        ("view.bottom", "z b", "Cursor to the bottom", "Scroll so that the cursor stands at the bottom.", "",
         "scroll"),
    ),
    *_rows(MOVE, "Copying",
        ("copy.words", "y", "Copy the words", "Copy the selection, the mark or the sentence here, the bare words.", "",
         "yank clipboard text"),
        ("copy.cited", "Y", "Copy with origin", "Copy the words with publisher, date, paragraph and address.", "",
         "yank clipboard cite quote reference source url"),
    ),
    *_rows(MOVE, "Finding",
        ("find.start", "/", "Search", "Search the text; all places are lit up and counted.", "search", "find look"),
        ("find.next", "n", "Next hit", "Go to the next place where the search was met.", "", "find match again"),
        ("find.previous", "N", "Previous hit", "Go to the previous place where the search was met.", "",
         "find match back"),
        ("find.word", "*", "Search this word", "Search the text for the word under the cursor.", "", "find same"),
        ("mark.next", "tab, ] a", "Next mark", "Go to the next mark.", "marks", "annotation forward jump"),
        ("mark.previous", "shift+tab, [ a", "Previous mark", "Go to the previous mark.", "", "annotation back jump"),
        ("mark.next_open", ";, ] u", "Next to check", "Go to the next mark that is still to be checked.", "",
         "unsettled unchecked open todo forward"),
        ("mark.previous_open", ",, [ u", "Previous to check", "Go to the previous mark that is still to be checked.",
         "", "unsettled unchecked open todo back"),
        ("tick.next", "] e, g e", "Next untouched", "Go to the next sentence without mark or tick.", "",
         "coverage unread left unmarked todo forward"),
        ("mark.next_same", "] t", "Next of its kind", "Go to the next mark with the tag of the one here.",
         "", "next quote claim figure same tag type forward"),
        ("mark.previous_same", "[ t", "Previous of its kind", "Go to the previous mark with its tag.",
         "", "previous quote claim figure same tag type back"),
        ("mark.next_voiceless", "] w", "Next without speaker", "Go to the next quote or claim without a speaker.",
         "", "who said by speaker missing attribution forward"),
        ("mark.previous_voiceless", "[ w", "Previous without speaker",
         "Go to the previous quote or claim that says nobody said it.", "", "who said by speaker missing back"),
        ("mark.next_bare", "] l", "Next without source", "Go to the next mark that is linked to no source.", "",
         "unlinked unsourced link evidence forward"),
        ("mark.previous_bare", "[ l", "Previous without source", "Go to the previous mark that is linked to no source.",
         "", "unlinked unsourced link evidence back"),
    ),
    *_rows(MOVE, "Views",
        ("view.numbers", "z n", "Paragraph numbers", "Show or hide the numbers of the paragraphs.", "",
         "lines gutter count"),
    ),
    *_rows(READ, "Views",
        ("mark.list", "g m", "List of marks", "List the marks of this document, type to narrow it, and go to one; "
         "those without a place can be given one.", "", "all annotations overview find orphans lost unplaced"),
        ("page.second", "g 2", "Second document", "Read another document beside this one.", "",
         "compare two documents split screen side pane evidence open another"),
        ("page.single", "g 1", "One document", "Close the second document.", "", "only close split unsplit pane"),
        ("page.next", "g o, f6, ctrl+w", "Other pane", "Go to the other document, or to the fields of the mark.", "",
         "switch window side panel"),
        ("view.panel", "g i, f4", "Side panel", "Show or hide the panel that tells about the mark.", "",
         "hide sidebar details info"),
        ("show.whose", "g a", "Whose marks", "Show your marks, everybody's, or those of one other annotator.", "",
         "annotators others people colleague mine my own all who marked"),
        ("go.next", "g n, ] f", "Next article", "Read the next document of the library's list.", "",
         "document file forward"),
        ("go.previous", "g p, [ f", "Previous article", "Read the previous document of the library's list.", "",
         "document file back"),
        ("go.library", "g l", "Library", "Go to the list of documents.", "", "documents articles list back leave close "
         "home menu main screen add import export done"),
        ("go.review", "g r", "Review", "Compare everybody's marks and decide.", "", "compare agree teammates"),
        ("go.feedback", "g k", "What became of mine", "List your marks that reviewers changed, rejected or returned.",
         "", "feedback decisions returned questions"),
    ),
    *_rows(LIST, "Moving",
        ("list.down", "j, down", "Down", "Go to the next row.", "", "next"),
        ("list.up", "k, up", "Up", "Go to the previous row.", "", "previous"),
        ("list.top", "g g, home", "First row", "Go to the first row.", "", "top start"),
        ("list.bottom", "G, end", "Last row", "Go to the last row; with a number, to that row.", "", "bottom"),
        ("list.page_down", "space, pagedown, ctrl+f", "Page down", "Go on by a screenful.", "", "scroll"),
        ("list.page_up", "pageup, ctrl+b", "Page up", "Go back by a screenful.", "", "scroll"),
        ("list.half_down", "ctrl+d", "Half a page down", "Go on by half a screenful."),
        ("list.half_up", "ctrl+u", "Half a page up", "Go back by half a screenful."),
        ("list.filter", "/", "Filter", "Show only the rows that hold the words you type.", "filter",
         "search find narrow article document"),
    ),
    *_rows(LIBRARY, "Documents",
        ("library.open", "enter", "Read", "Read the document and mark it.", "read",
         "open article view start work mark annotate"),
        ("library.next_open", "n", "Next unfinished", "Go to the next document that is not done.", "next unfinished",
         "todo"),
        ("library.previous_open", "N", "Previous unfinished", "Go to the previous document that is not done.", "",
         "todo"),
        ("library.done", "D", "Done", "Say that you are done with the document, or, once more, that you are not.",
         "done", "finish finished complete ready tick mark"),
        ("library.sort", "S", "Sort", "Sort by title, publisher, date, marks to check or progress, in turn.", "sort",
         "order arrange"),
        ("library.add", "a", "Add texts", "Take in a text file, or a folder of them.", "add",
         "new document article file open load upload"),
        ("library.import", "I", "Import", "Take in a colleague's workspace or marks.", "import",
         "colleague merge sets receive load"),
        ("library.export", "E", "Export", "Write your marks to files for others.", "export",
         "save hand over sets send share yaml"),
        ("go.sources", "g s", "Sources", "List all sources: enter, change, merge and pin them.", "",
         "ledger bibliography references evidence"),
        ("go.review", "g r", "Review", "Compare everybody's marks and decide.", "review",
         "compare agree teammates"),
        ("go.feedback", "g k", "What became of mine", "List your marks that reviewers changed, rejected or returned.",
         "", "feedback decisions returned questions"),
        ("library.leave", "q", "Quit", "Quit; everything is saved already.", "quit", "exit leave close"),
    ),
    *_rows(REVIEW, "Deciding",
        ("review.accept", "a", "Accept", "Accept what everybody agrees on, or the only reading.", "accept",
         "agree yes right sign off"),
        ("review.accept_1", "1, h", "Accept the first", "Accept the first annotator's reading.", "first", "left"),
        ("review.accept_2", "2, l", "Accept the second", "Accept the second annotator's reading.", "second", "right"),
        *((f"review.accept_{n}", str(n), f"Accept number {n}", f"Accept the reading with the number {n}.")
          for n in range(3, 10)),
        ("review.reject", "x", "Reject", "Decide that none of the readings is right: nothing is to be marked.",
         "reject", "nobody wrong no delete refuse"),
        ("review.return", "r", "Return", "Return it to its annotators with a question; it comes back answered.",
         "return", "ask question send back query"),
        ("review.claim", "c", "Accept as claim", "Accept it as a claim, whatever its tag.", "", "retag label"),
        ("review.quote", "q", "Accept as quote", "Accept it as a quote, whatever its tag.", "", "retag label"),
        ("review.figure", "f", "Accept as figure", "Accept it as a figure, whatever its tag.", "", "retag label"),
        ("review.take", "t", "Take a detail", "Choose whose value of a detail is right; then accept the rest.",
         "detail", "field speaker value mix combine"),
        ("review.amend", "e", "Amend the ends", "Move the ends in the article; enter keeps what is selected.", "ends",
         "boundary bounds span edit change"),
        ("review.why", "m", "Say why", "Give the reason for the decision here.", "why", "reason note explain"),
        ("review.why_last", "M", "Say why, of the last", "Give the reason for the decision that was just made.", "",
         "reason note explain previous"),
        ("review.comment", "w", "Comment", "Say something about the item; it travels with your sets.", "",
         "remark discuss thread answer"),
        ("review.agreed", "A", "Accept all agreed", "Accept everything on which all agree, after its count.", "all",
         "bulk everything"),
    ),
    *_rows(REVIEW, "Items",
        ("review.next", "n, ;", "Next to decide", "Go to the next item that waits for a decision.", "next",
         "undecided open todo forward"),
        ("review.previous", "N, ,", "Previous to decide", "Go to the previous item that waits for a decision.", "",
         "undecided open todo back"),
        ("review.open", "enter", "Read it there", "Open the article at this place.", "", "context document reader"),
        ("review.agreement", "i", "Agreement", "Show how far annotators agree: over all, by tag and by document.", "",
         "figures f1 kappa alpha krippendorff statistics numbers measures"),
        ("review.sort", "S", "Order", "List differences first, or in the order of the texts.", "", "sort arrange"),
        ("go.library", "g l", "Library", "Go to the list of documents.", "", "documents articles list back leave"),
        ("go.sources", "g s", "Sources", "List all sources: enter, change, merge and pin them.", "",
         "ledger bibliography references evidence"),
    ),
    *_rows(SOURCES, "Sources",
        ("sources.fields", "enter, e", "Its fields", "Go through the fields of the source and fill them in.", "fields",
         "details edit change title publisher author url address origin repeats kind terms confidential alias"),
        ("sources.add", "a", "Add a source", "Enter a source by its title or address, and its kind.", "add",
         "new create url link type"),
        ("sources.confide", "C", "Add a confidential one", "Enter a source by an alias; its name is kept back.", "",
         "new anonymous protected secret whistleblower create"),
        ("sources.next", "n", "Next to look at", "Go to the next source that needs a look: one in a circle, or one "
         "that a colleague has otherwise.", "next", "todo problem circular reporting conflict forward"),
        ("sources.previous", "N", "Previous to look at", "Go to the previous source that needs a look.", "",
         "todo problem circular conflict back"),
        ("sources.merge", "M", "Merge", "Say that the source is the same as another; likely doubles come first.",
         "merge", "double duplicate join combine into one"),
        ("sources.pin", "P", "Keep at hand", "Check the next facts against this source: passing links to it; again: "
         "let it go.", "at hand", "pin current evidence transcript unpin"),
        ("sources.marks", "l", "What links to it", "List the marks that link to the source, and go to one.", "marks",
         "links annotations claims used where backs"),
        ("sources.read", "o", "Read it", "Read the text of the source where it is stored here.", "read",
         "open document view article"),
        ("sources.all", "i", "All about it", "List all that is known of the source, also what is kept back of a "
         "confidential one.", "", "information everything whole panel more reveal"),
        ("sources.copy", "y", "Copy the address", "Copy the address of the source.", "", "yank clipboard url link"),
        ("sources.attach", "A", "Attach a file", "Keep a copy of a file with the source.", "",
         "attachment pdf recording screenshot upload store"),
        ("sources.detach", "X", "Take a file away", "Keep a file with the source no longer.", "",
         "detach attachment remove"),
        ("sources.contact", "w", "Note a contact", "Note who was asked, and what they answered.", "",
         "write call phone mail reach attempt interview reply"),
        ("sources.settle", "v", "Settle versions", "Choose which version of the source stands: ours, or a colleague's.",
         "", "conflict differ resolve rival theirs"),
        ("sources.delete", "d, delete", "Delete", "Delete a source to which nothing links. Undo brings it back.", "",
         "remove erase"),
        ("sources.purge", "Z", "Erase for good", "Erase all about a confidential source but its alias, also from the "
         "journal and the backups; asks for the alias.", "", "purge forget gdpr shred destroy remove permanently"),
        ("sources.sort", "S", "Sort", "Sort by title, links, kind, date, publisher, origin, or what needs a look.", "",
         "order arrange newest"),
        ("go.library", "g l", "Library", "Go to the list of documents.", "", "documents articles list"),
        ("go.review", "g r", "Review", "Compare everybody's marks and decide.", "", "compare agree teammates"),
        ("sources.leave", "q", "Back", "Go back to where you came from.", "back", "leave close return"),
    ),
    *_rows(SOURCE, "Fields",
        ("fields.edit", "enter, i, e", "Type it", "Type the field here; tab completes it from what it may be, or from "
         "what other sources have.", "type", "edit change fill in set"),
        ("fields.down", "j, down", "Down", "Go to the next field.", "choose", "next"),
        ("fields.up", "k, up", "Up", "Go to the previous field.", "", "previous"),
        ("fields.top", "g g, home", "First field", "Go to the first field.", "", "top start"),
        ("fields.bottom", "G, end", "Last field", "Go to the last field.", "", "bottom"),
        ("fields.clear", "d, delete", "Empty it", "Take away what the field holds. Undo brings it back.", "empty",
         "clear remove erase"),
        ("source.next", "tab", "Next source", "Go to the next source and stay at this field.", "next source",
         "forward row"),
        ("source.previous", "shift+tab", "Previous source", "Go to the previous source and stay at this field.", "",
         "back row"),
        ("fields.leave", "q, h, left", "Leave", "Go back to the list; esc does too.", "leave", "close back stop"),
    ),
    *_rows(CORRECTIONS, "How far it is",
        ("corrections.sent", "s", "Sent", "The correction was sent to the writer.", "sent", "handed over delivered"),
        ("corrections.accepted", "a", "Accepted", "The writer has accepted the correction.", "accepted", "agreed yes"),
        ("corrections.made", "m", "Made", "The correction was made in the text.", "made", "done fixed changed"),
        ("corrections.stet", "t", "Stet", "The passage stays as printed.", "stet", "refused rejected let it stand no"),
        ("corrections.proposed", "p", "Proposed", "The correction is only proposed, as at first.", "", "back reset"),
        ("corrections.answer", "r", "Note the answer", "Note what was answered to the question here.", "answer",
         "reply query response"),
        ("corrections.reopen", "O", "Open again", "Have an answered question open again; its answer goes.", "",
         "query unanswered reopen"),
        ("corrections.all_sent", "A", "All sent", "All proposed corrections that are shown were sent, after their "
         "count.", "", "bulk everything"),
    ),
    *_rows(CORRECTIONS, "Corrections",
        ("corrections.open", "enter, o", "Read it there", "Open the article at this place.", "there",
         "context document reader go jump"),
        ("corrections.edit", "e", "Change the words", "Change what it should read, and why; or whom a question asks, "
         "and what.", "", "edit reason text reword rephrase"),
        ("corrections.memo", "w", "Write the memo", "Write the memo to a file: on the documents that a filter shows, "
         "else on the story of the current one.", "memo", "export save writer report docx markdown"),
        ("corrections.next", "n, ;", "Next that waits", "Go to the next proposed correction or open question.", "next",
         "todo forward"),
        ("corrections.previous", "N, ,", "Previous that waits", "Go to the previous proposed correction or open "
         "question.", "", "todo backward"),
        ("corrections.drop", "d, x, delete", "Take it away", "Take the correction or question away. Undo brings it "
         "back.", "", "delete remove erase withdraw"),
        ("corrections.all", "i", "All about it", "List all that is known of it.", "", "information whole panel more"),
        ("corrections.whose", "W", "Whose", "List your corrections and questions, or everybody's.", "",
         "annotators others colleague mine own"),
        ("corrections.sort", "S", "Sort", "List by document, by state, or the newest first.", "sort", "order arrange"),
        ("go.library", "g l", "Library", "Go to the list of documents.", "", "documents articles list"),
        ("go.review", "g r", "Review", "Compare everybody's marks and decide.", "", "compare agree teammates"),
        ("go.sources", "g s", "Sources", "List all sources: enter, change, merge and pin them.", "",
         "ledger bibliography references evidence"),
        ("corrections.leave", "q", "Back", "Go back to where you came from.", "back", "leave close return"),
    ),
    *_rows(LINKING, "Linking",
        ("linking.relation", "ctrl+r", "Supports or refutes", "Link as supporting, refuting or only mentioning, in "
         "turn.", "supports/refutes", "relation stance"),
        ("linking.grade", "ctrl+g", "Grade", "Link as primary, secondary or tertiary, or as its kind of source is, in "
         "turn.", "grade", "primary secondary tertiary"),
        ("linking.locator", "ctrl+l", "Where in it", "Say where in the source: a page, a time, a line.", "where",
         "locator page time code"),
        ("linking.new", "ctrl+n", "New source", "Enter a source that is not listed, and link to it.", "new",
         "add create url title"),
        ("linking.pin", "ctrl+s", "Keep at hand", "Keep the source of this row at hand instead of linking.", "",
         "pin current"),
        ("linking.unlink", "ctrl+x", "Unlink", "Take the link of this row away.", "", "remove delete"),
    ),
    *_rows(PICKER, "Choosing",
        ("picker.take", "enter", "Take it", "Close the list and take the chosen row: do it, go there or open it.",
         "take it", "run choose do"),
        ("picker.close", "escape, f1", "Close", "Close the list and choose nothing.", "close", "leave back"),
        ("picker.down", "down, tab", "Down", "Go to the next row.", "choose"),
        ("picker.up", "up, shift+tab", "Up", "Go to the previous row."),
        ("picker.page_down", "pagedown", "Page down", "Go on by a screenful."),
        ("picker.page_up", "pageup", "Page up", "Go back by a screenful."),
        ("picker.quit", "ctrl+q", "Quit the program", "Quit; everything is saved already."),
    ),
    *_rows(EVERYWHERE, "Everywhere",
        ("app.undo", "u", "Undo", "Take back your last change, also one of an earlier session.", "undo",
         "revert mistake"),
        ("app.redo", "U, ctrl+r", "Redo", "Make the change again that was just taken back.", "", "repeat again"),
        ("app.cancel", "escape", "Cancel", "Leave the innermost thing: a selection, a search, a filter.", "",
         "clear stop escape"),
        ("app.saved", "ctrl+s", "When saved", "Say when the last change was saved; saving needs no key.", "",
         "write store"),
        ("go.corrections", "g c", "Corrections", "List all corrections and questions, and say how far they are.", "",
         "queries memo errors mistakes writer wrong"),
        ("go.names", "g N", "Names", "List the names in the documents and how each is spelled; choose the house form.",
         "", "spelling variants transliteration house style persons places"),
        ("app.help", "?, f1", "Keys", "List the keys that work here; type to narrow the list.", "keys",
         "help shortcuts keyboard manual how"),
        ("app.palette", ":, ctrl+p", "Commands", "Find a command by what it does.", "", "palette search actions"),
        ("app.said", "g h", "What was said", "List the messages of this session in full, the last one first.", "",
         "history log messages errors problems report notes"),
        ("app.story", "g S", "Story", "Narrow the lists of every screen to the documents of one story, or show all "
         "again.", "", "narrow filter only project topic"),
        ("app.theme", "g t", "Colours", "Choose the colours: dark, light, of sixteen colours, and others.", "",
         "theme color colors appearance light dark mode contrast settings"),
        ("app.redraw", "ctrl+l", "Redraw", "Paint the screen anew.", "", "refresh repaint garbled"),
        ("app.suspend", "ctrl+z", "Suspend", "Go back to the shell; fg returns.", "", "shell background"),
        ("app.quit", "Q, ctrl+q", "Quit", "Quit; everything is saved already.", "quit", "exit leave close program bye"),
    ),
)
# fmt: on


def sequence(keys: str) -> tuple[str, ...]:
    """The keys of one way to a command, in the order in which they are pressed."""
    return tuple(keys.split(" "))


_in_force: tuple[Command, ...] = REGISTRY


def put_in_force(registry: Iterable[Command]) -> None:
    """Let the commands have the keys of this registry from now on: a user's own, before the first screen is made."""
    global _in_force
    _in_force = tuple(registry)


def live(stack: str, registry: Iterable[Command] | None = None) -> list[Command]:
    """The commands that work in a stack, in the order of the registry (the one in force), inner contexts first."""
    rows = _in_force if registry is None else tuple(registry)
    return [row for context in STACKS[stack] for row in rows if context in row.contexts]


def table(stack: str, registry: Iterable[Command] | None = None) -> dict[tuple[str, ...], str]:
    """Which keys run which command in a stack."""
    return {sequence(keys): row.id for row in live(stack, registry) for keys in row.keys}


_NAMES = {
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "space": "space",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def spoken(keys: str) -> str:
    """A way to a command as people write it: ``gg``, ``ctrl+d``, ``PgDn``."""
    parts = sequence(keys)
    named = ["+".join(_NAMES.get(piece, piece) for piece in part.split("+")) if part != "+" else part for part in parts]
    return ("" if all(len(part) == 1 for part in parts) else " ").join(named)


def way(ident: str) -> str:
    """The first way to a command by the registry in force, as people write it."""
    return next(spoken(row.keys[0]) for row in _in_force if row.id == ident)
