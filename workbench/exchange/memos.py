"""Memos as files: Markdown, plain text, and DOCX. What stands in a text is never taken for markup."""

import io
import re
from collections.abc import Sequence
from typing import Literal

from workbench.domain.memo import Asked, Change, Memo, Named, Unverified
from workbench.domain.text import shown, shown_line

Format = Literal["md", "txt", "docx"]
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_FIRST = re.compile(r"^([-+#=]|\d+(?=[.)]))")
"""What Markdown takes for more than itself: anywhere, and at the beginning of a line."""


def render(memos: Sequence[Memo], form: Format) -> bytes:
    """The bytes of a file with these memos, one after the other."""
    if form == "docx":
        return _docx(memos)
    pages = [_markdown(one) if form == "md" else _plain(one) for one in memos]
    return "\n".join(pages).encode("utf-8")


def _about(one: Memo) -> str:
    parts = [one.publisher, one.published, f"for {one.to}" if one.to else ""]
    return ", ".join(part for part in parts if part)


def _place(change: Change) -> str:
    also = f" (the same words also stand in ¶ {', '.join(map(str, change.also))})" if change.also else ""
    return f"¶ {change.paragraph}{also}"


def _spelling(named: Named) -> str:
    return f"¶ {', '.join(map(str, named.paragraphs))}"


_UNVERIFIED = "Could not be verified"
_NAMES = "Names in another form than the house\u2019s"


def _line(words: str) -> str:
    return shown_line(" ".join(words.split()))


def _inner(words: str) -> str:
    """A part of a line; the spaces at its ends part it from the next."""
    return shown_line(_SPACE.sub(" ", words))


_SPACE = re.compile(r"\s+")


def _why(change: Change | Unverified) -> list[str]:
    told = [f"Because: {_line(change.reason)}"] if change.reason else []
    return told + [f"See: {_line(source)}" for source in (change.sources if isinstance(change, Change) else ())]


# --- plain text ----------------------------------------------------------------------------------------------------


def _plain(one: Memo) -> str:
    lines = [_line(one.title), *([_line(_about(one))] if _about(one) else []), ""]
    lines.append(f"Corrections: {len(one.changes)}" if one.changes else "No corrections.")
    for number, change in enumerate(one.changes, 1):
        lines += ["", f"{number}. {_place(change)}", f"   As printed:   {_printed(change)}"]
        lines += [f"   Should read:  {_line(change.wanted)}", *(f"   {told}" for told in _why(change))]
        lines += [f"   State: {change.state}"] if change.state != "proposed" else []
    if one.questions:
        lines += ["", f"Open questions: {len(one.questions)}"]
        for number, asked in enumerate(one.questions, 1):
            lines += ["", f"{number}. ¶ {asked.paragraph}, to {_line(asked.to)}: {_line(asked.text)}"]
            lines += [f"   About: {_line(asked.words)}"]
    if one.unverified:
        lines += ["", f"{_UNVERIFIED}: {len(one.unverified)}"]
        for number, left in enumerate(one.unverified, 1):
            lines += ["", f"{number}. ¶ {left.paragraph}: {_line(left.words)}", *(f"   {told}" for told in _why(left))]
    if one.names:
        lines += ["", f"{_NAMES}: {len(one.names)}", ""]
        lines += [f"{_spelling(named)}: {_line(named.printed)} \u2192 {_line(named.wanted)}" for named in one.names]
    return shown("\n".join([*lines, ""]))


def _printed(change: Change) -> str:
    """What is printed; in brackets within the sentence, where that is more."""
    if not (change.before or change.after):
        return _line(change.printed)
    return f"{_inner(change.before)}[{_line(change.printed)}]{_inner(change.after)}".strip()


# --- Markdown ------------------------------------------------------------------------------------------------------


def _md(words: str) -> str:
    """Words as Markdown shows them to the letter."""
    return _FIRST.sub(_escaped, _SPECIAL.sub(r"\\\1", _line(words)))


def _escaped(found: re.Match[str]) -> str:
    first = found[1]
    return f"{first}\\" if first.isdigit() else f"\\{first}"


def _markdown(one: Memo) -> str:
    lines = [f"# {_md(one.title)}", "", *([_md(_about(one)), ""] if _about(one) else [])]
    lines += [f"## Corrections: {len(one.changes)}" if one.changes else "No corrections.", ""]
    for number, change in enumerate(one.changes, 1):
        lines += [f"{number}. {_md(_place(change))}", f"   - As printed: {_printed_md(change)}"]
        lines += [f"   - Should read: **{_md(change.wanted)}**", *(f"   - {_md(told)}" for told in _why(change))]
        lines += [f"   - State: {change.state}"] if change.state != "proposed" else []
    if one.questions:
        lines += ["", f"## Open questions: {len(one.questions)}", ""]
        lines += [_asked_md(number, asked) for number, asked in enumerate(one.questions, 1)]
    if one.unverified:
        lines += [*([""] if lines[-1] else []), f"## {_UNVERIFIED}: {len(one.unverified)}", ""]
        for number, left in enumerate(one.unverified, 1):
            lines += [f"{number}. ¶ {left.paragraph}: {_md(left.words)}", *(f"   - {_md(told)}" for told in _why(left))]
    if one.names:
        lines += [*([""] if lines[-1] else []), f"## {_NAMES}: {len(one.names)}", ""]
        lines += [f"- {_spelling(named)}: {_md(named.printed)} \u2192 **{_md(named.wanted)}**" for named in one.names]
    return "\n".join([*lines, ""])


def _printed_md(change: Change) -> str:
    """What is printed, in bold, with what stands around it in the sentence."""
    before, after = (_SPECIAL.sub(r"\\\1", _inner(words)) for words in (change.before, change.after))
    return f"{before}**{_md(change.printed)}**{after}".strip()


def _asked_md(number: int, asked: Asked) -> str:
    return f"{number}. ¶ {asked.paragraph}, to {_md(asked.to)}: {_md(asked.text)}\n   - About: {_md(asked.words)}"


# --- DOCX ----------------------------------------------------------------------------------------------------------


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(words: str) -> str:
    """One line of words with what XML cannot hold replaced."""
    return _NO_XML.sub("\ufffd", _line(words))


def _docx(memos: Sequence[Memo]) -> bytes:
    import docx

    file = docx.Document()
    for number, one in enumerate(memos):
        if number:
            file.add_page_break()  # type: ignore[no-untyped-call]
        file.add_heading(_xml(one.title), 1)
        if _about(one):
            file.add_paragraph(_xml(_about(one)))
        file.add_heading(f"Corrections: {len(one.changes)}" if one.changes else "No corrections", 2)
        if one.changes:
            table = file.add_table(rows=1, cols=4)
            table.style = "Table Grid"
            for cell, head in zip(table.rows[0].cells, ("Where", "As printed", "Should read", "Why"), strict=True):
                cell.paragraphs[0].add_run(head).bold = True
            for change in one.changes:
                where, printed, wanted, why = table.add_row().cells
                where.text, wanted.text = _place(change), _xml(change.wanted)
                lines = [*_why(change), *([f"State: {change.state}"] if change.state != "proposed" else [])]
                why.text = _NO_XML.sub("\ufffd", "\n".join(lines))
                within = bool(change.before or change.after)
                parts = (_inner(change.before), False), (_line(change.printed), within), (_inner(change.after), False)
                for words, bold in parts:
                    printed.paragraphs[0].add_run(_NO_XML.sub("\ufffd", words)).bold = bold
        if one.questions:
            file.add_heading(f"Open questions: {len(one.questions)}", 2)
            for asked in one.questions:
                told = f"¶ {asked.paragraph}, to {_xml(asked.to)}: {_xml(asked.text)}"
                file.add_paragraph(told, style="List Number")
                file.add_paragraph(f"About: {_xml(asked.words)}")
        if one.unverified:
            file.add_heading(f"{_UNVERIFIED}: {len(one.unverified)}", 2)
            for left in one.unverified:
                file.add_paragraph(f"¶ {left.paragraph}: {_xml(left.words)}", style="List Bullet")
                for line in _why(left):
                    file.add_paragraph(_xml(line))
        if one.names:
            file.add_heading(f"{_NAMES}: {len(one.names)}", 2)
            for named in one.names:
                told = f"{_spelling(named)}: {_xml(named.printed)} \u2192 {_xml(named.wanted)}"
                file.add_paragraph(told, style="List Bullet")
    whole = io.BytesIO()
    file.save(whole)
    return whole.getvalue()
