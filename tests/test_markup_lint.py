"""A lint: no data reaches a widget as markup. It would be eaten, end the program, or run an action when clicked.

What is written in the source is ours and may be markup; everything else goes in as ``Content`` or ``Text``, or with
``markup=False``.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "workbench"

WIDGETS = frozenset(
    "Static Label Option Button Checkbox RadioButton Collapsible TabPane Tab Link Digits OptionList SelectionList "
    "Selection RadioSet ToggleButton Toast Markdown MarkdownViewer RichLog Tooltip ListItem Switch Select Tree".split()
)
"""Whatever these are given as text is markup, or may be."""
METHODS = frozenset("notify from_markup add_option add_options set_options update_prompt add_leaf set_label".split())
UNCLEAR = frozenset(["update", "write", "add", "add_row", "replace_option_prompt"])
"""Methods of widgets that other things have too: only text that is put together on the spot is told."""
ATTRIBUTES = frozenset("border_title border_subtitle tooltip placeholder".split())
SAFE = frozenset(["Content", "Text", "Strip", "Segment"])


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.expr) -> bool:
    """Whether an expression is written out, or made of harmless pieces."""
    match node:
        case ast.Constant():
            return True
        case ast.JoinedStr(values=values):
            return all(isinstance(value, ast.Constant) for value in values)
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            return _constant(left) and _constant(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _constant(body) and _constant(orelse)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return all(map(_constant, elements))
        case ast.Call(func=func, args=arguments):
            if _name(func) in ("from_markup", "assemble"):  # its values are put in letter for letter
                return bool(arguments) and _constant(arguments[0])
            return _name(func) in SAFE | WIDGETS
    return False


def _composed(node: ast.expr) -> bool:
    """Whether an expression is text that is put together on the spot, and not of constants alone."""
    match node:
        case ast.JoinedStr():
            return not _constant(node)
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Mod()):
            told = [isinstance(side, ast.JoinedStr) or _text(side) or _composed(side) for side in (left, right)]
            return any(told) and not _constant(node)
        case ast.Call(func=ast.Attribute(attr="format" | "join", value=value)):
            return _text(value)
        case ast.Call(func=ast.Name(id="str" | "repr")):
            return True
    return False


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Lint(ast.NodeVisitor):
    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[str] = []
        self._names: dict[str, str] = {}
        self._widget = [False]

    def _said(self, node: ast.expr, what: str) -> str:
        return f"{self.where}:{node.lineno}: {what} is given data as markup"

    def tell(self, node: ast.expr, what: str) -> None:
        self.found.append(self._said(node, what))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        ours = (node.module or "").startswith("workbench")
        self._names |= {one.asname or one.name: "" if ours else one.name for one in node.names}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._widget.append(any(self._real(base) in WIDGETS for base in node.bases))
        self.generic_visit(node)
        self._widget.pop()

    def _real(self, node: ast.expr) -> str:
        name = _name(node)
        return self._names.get(name, name)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name, keywords = self._real(node.func), {one.arg: one.value for one in node.keywords}
        given = [*node.args, *(value for key, value in keywords.items() if key in _TEXTS)]
        if _name(node.func) == "__init__" and self._widget[-1] and "super" in ast.dump(node.func):
            name = "Static"
        if "markup" in keywords:
            off = keywords["markup"]
            if not (isinstance(off, ast.Constant) and off.value is False):
                self.tell(node, f"{name}(markup=...)")
            return
        if name in WIDGETS or name in METHODS:
            first = given[:1] if name == "from_markup" else given
            if not all(map(_constant, first)):
                self.tell(node, name)
        elif (
            name in UNCLEAR
            and isinstance(node.func, ast.Attribute)
            and _name(node.func.value) not in ("stdout", "stderr")
            and any(map(_composed, given))
        ):
            self.tell(node, name)
        if "tooltip" in keywords and name not in WIDGETS | METHODS and not _constant(keywords["tooltip"]):
            self.tell(node, "tooltip")

    def _assigned(self, target: ast.expr, value: ast.expr | None) -> None:
        if value is not None and isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
            self.found += [] if _constant(value) else [self._said(target, target.attr)]

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        for target in node.targets:
            self._assigned(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.generic_visit(node)
        self._assigned(node.target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.generic_visit(node)
        self._assigned(node.target, node.value)


_TEXTS = frozenset("content renderable label prompt message title tooltip text options".split())


def lint(source: str, where: str = "planted.py") -> list[str]:
    """Every place where something that is not written out goes into a widget as markup."""
    one = _Lint(where)
    one.visit(ast.parse(source))
    return one.found


def test_no_data_reaches_a_widget_as_markup() -> None:
    files = sorted((PACKAGE / "tui").rglob("*.py"))
    assert len(files) > 20
    assert [said for file in files for said in lint(file.read_text("utf-8"), str(file.relative_to(PACKAGE)))] == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(title)",
        "Static(f'by {name}')",
        "Static('by ' + name)",
        "Static(content=title)",
        "Static(title, markup=True)",
        "Static(title, markup=wanted)",
        "widgets.Label(row.title)",
        "Label(shown_line(title))",
        "Button(label=name)",
        "yield_ = [Option(row.title) for row in rows]",
        "OptionList(*titles)",
        "app.notify(str(error))",
        "self.app.notify('Saved.', title=name)",
        "self.border_title = title",
        "self.border_subtitle = f'{count} marks'",
        "widget.tooltip = note",
        "widget.tooltip += note",
        "Grid(tooltip=note)",
        "Content.from_markup(title)",
        "Text.from_markup(f'[b]{title}[/b]')",
        "label.update(f'{title}')",
        "label.update('by ' + name)",
        "label.update('by %s' % name)",
        "label.update('by {}'.format(name))",
        "log.write(str(error))",
        "from textual.widgets import Static as S\nS(title)",
        "class Head(Static):\n    def __init__(self, title):\n        super().__init__(title)",
    ],
)
def test_the_lint_finds(source: str) -> None:
    assert len(lint(source)) == 1, lint(source)


@pytest.mark.parametrize(
    "source",
    [
        "Static('[b]Saved[/b]')",
        "Static('one ' 'two')",
        "Static('one' if many else 'two')",
        "Static(Content(title))",
        "Static(Text(title), id=ident)",
        "Static(title, markup=False)",
        "app.notify(str(error), markup=False)",
        "Static(Content.from_markup('by $name', name=title))",
        "self.border_title = Content(title)",
        "self.title = title",
        "seen.update(found)",
        "sys.stdout.write(f'{title}')",
        "names.add(title)",
        "from workbench.domain.model import Link\nLink(source=title)",
        "class Head(Lines):\n    def __init__(self, title):\n        super().__init__(title)",
    ],
)
def test_the_lint_lets_through(source: str) -> None:
    assert lint(source) == []
