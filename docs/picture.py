"""Makes docs/reader.svg: the sample's house draft in the reader, drawn by the program itself.

python docs/picture.py
"""

import asyncio
import re
import tempfile
from pathlib import Path

from workbench.services import demo, documents
from workbench.tui.app import Start, Workbench
from workbench.tui.workspace_desk import WorkspaceDesk

HERE = Path(__file__).parent
FONTS = "Menlo, Consolas, DejaVu Sans Mono, monospace"
KEYS = ("}", "}", "}", "tab", "tab", "tab", "tab")


async def draw() -> str:
    """The SVG of the reader after a few keys."""
    with tempfile.TemporaryDirectory() as folder:
        space = demo.make(Path(folder) / "desk")
        draft = next(row.document for row in documents.listing(space) if row.document.stage == "draft")
        first = (draft.id, draft.title, documents.text_of(space, draft.id))
        app = Workbench(Start(lambda: WorkspaceDesk(space), first))
        async with app.run_test(size=(104, 30)) as pilot:
            await pilot.pause()
            await pilot.press(*KEYS)
            await pilot.pause()
            svg = app.export_screenshot(title="workbench")
        space.close()
    # Textual names a web font; a picture in a README should fetch nothing, and be drawn in columns all the same.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: Fira Code[^;]*;", f"font-family: {FONTS};", svg)


if __name__ == "__main__":
    (HERE / "reader.svg").write_text(asyncio.run(draw()), "utf-8")
