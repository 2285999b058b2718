"""The JSON Schemas of our files, made from the Structs that read and write them.

``python -m workbench.exchange.schema`` writes them to ``schemas/``; a test fails when they are stale.
"""

import json
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from workbench.domain.model import AnnotationSet
from workbench.exchange.metadata import DocumentFile
from workbench.exchange.settings import Settings

FOLDER = Path(__file__).parents[2] / "schemas"
"""Where the schemas stand in the project's own folder."""

_FILES: dict[str, tuple[type[Struct], str]] = {
    "annotation-set.v1.json": (AnnotationSet, "Annotation set: one annotator's annotations of one document"),
    "document.v1.json": (DocumentFile, "The metadata of a document"),
    "workspace.v1.json": (Settings, "The settings of a workspace (workbench.yaml)"),
}


def schemas() -> dict[str, bytes]:
    """The bytes of every schema, by its file's name."""
    return {name: _schema(name, cls, title) for name, (cls, title) in _FILES.items()}


def _schema(name: str, cls: type[Struct], title: str) -> bytes:
    made: dict[str, Any] = msgspec.json.schema(cls)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:workbench:{name.removesuffix('.json')}",
        "title": title,
        "description": "YAML 1.2 without anchors, tags and repeated keys. Offsets are Unicode code points, "
        "half-open, into the stored text; times are UTC.",
        **made,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def main() -> None:
    """Write the schemas of this state of the model."""
    FOLDER.mkdir(exist_ok=True)
    for name, data in schemas().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
