"""Sources: what backs or refutes."""

from workbench.domain.model.types import Day, Key, SourceKind, Value


class Source(Value, frozen=True, kw_only=True):
    """What backs or refutes; ``origin`` is the source that it repeats."""

    id: Key
    kind: SourceKind
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    archived_url: str = ""
    published: Day | None = None
    accessed: Day | None = None
    origin: Key | None = None
    note: str = ""
