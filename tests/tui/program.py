"""The real application over the fake desk, for a pseudo-terminal: ``program.py OUT`` writes what is marked to OUT."""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
    from sample import ARTICLE, HOSTILE

    from workbench.tui.app import Start, run

    text = ARTICLE + "\n" + " ".join(HOSTILE)

    def desk() -> object:
        from fake_desk import FakeDesk

        made = FakeDesk({"a": text}, annotator=f"kim{HOSTILE[4]}")
        kept = made.annotate

        def annotate(document: str, start: int, end: int, tag: str) -> object:
            mark = kept(document, start, end, tag)
            Path(sys.argv[1]).write_text(json.dumps([tag, mark.annotation.exact]), encoding="utf-8")
            return mark

        made.annotate = annotate  # type: ignore[method-assign, assignment]
        return made

    sys.exit(run(Start(desk, ("a", f"Boats {HOSTILE[3]}", text))))  # type: ignore[arg-type]
