"""Annotation sets: the round, the order of files, and the sense of what they say."""

import random
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from workbench.domain.anchors import describe
from workbench.domain.model import Annotation, AnnotationSet, DocumentRef, Source
from workbench.domain.text import sha256
from workbench.exchange.problems import DataProblems, Place
from workbench.exchange.sets import anchor_problems, read_set, read_set_with_places, write_set

NOON = "2020-01-04T12:00:00Z"


def changed(sample: AnnotationSet, old: str, new: str, count: int = 1) -> bytes:
    """The file of the sample with one piece of its text replaced."""
    data = write_set(sample).decode()
    assert data.count(old) >= 1, old
    return data.replace(old, new, count).encode()


def place(data: bytes, words: str, after: str = "") -> tuple[int, int]:
    """The line and column of ``words`` in a file, behind the first place of ``after``."""
    text = data.decode()
    at = text.index(words, text.index(after))
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def problems(data: bytes, **options: Any) -> list[tuple[int, int, str]]:
    with pytest.raises(DataProblems) as caught:
        read_set(data, "kim.yaml", **options)
    return [(one.line, one.column, f"{one.message} {one.hint}") for one in caught.value.problems]


def test_a_set_comes_back_as_it_was(sample: AnnotationSet) -> None:
    data = write_set(sample)
    back = read_set(data, "kim.yaml")
    assert write_set(back) == data
    assert {one.id: one for one in back.annotations} == {one.id: one for one in sample.annotations}
    assert back.orphans == sample.orphans
    assert back.coverage == ((0, 38), (40, 70))
    assert back.document == sample.document


def test_the_same_content_gives_the_same_bytes_in_whatever_order(sample: AnnotationSet) -> None:
    data = write_set(sample)
    for seed in range(5):
        shuffled = {
            name: tuple(random.Random(seed).sample(values, len(values)))
            for name in ("annotations", "orphans", "comments", "sources", "coverage")
            if (values := getattr(sample, name))
        }
        assert write_set(replace(sample, **shuffled)) == data


def test_an_empty_set_shows_what_it_can_hold() -> None:
    value = AnnotationSet(
        format="workbench/annotation-set",
        version=1,
        kind="annotations",
        document=DocumentRef(id="d", sha256="0" * 64, characters=0),
        annotator="kim",
    )
    data = write_set(value)
    assert data.decode().endswith(
        'annotator: "kim"\ndone: false\nannotations: []\norphans: []\ncoverage: []\ncomments: []\nsources: []\n'
    )
    assert read_set(data, "x") == value


def test_what_another_hand_may_write(sample: AnnotationSet) -> None:
    """Other quotes, other layout, plain words, comments: the same set."""
    data = write_set(sample).decode()
    data = data.replace('annotator: "kim"', "annotator: kim  # that is me").replace('exact: "gone"', "exact: 'gone'")
    data = data.replace("tag: claim", 'tag: "claim"').replace("priority: 1", "priority:\n    1")
    data = "# a set\r\n---\r\n" + data.replace("\n", "\r\n")
    assert write_set(read_set(data.encode(), "x")) == write_set(sample)


def test_an_adjudicated_set_comes_back(sample: AnnotationSet) -> None:
    decision = '{id: "x-1", item: "i", action: accept, readings: ["a", "b"], by: "kim", at: "2020-01-04T12:00:00Z"}'
    text = write_set(sample).decode()
    for old, new in (
        ("kind: annotations", "kind: adjudicated"),
        ('annotator: "kim"\n', 'annotator: "kim"\nfrom: ["kim", "lee"]\n'),
        ("sources:\n", f"decisions:\n- {decision}\nsources:\n"),
        ("  quote: {quote_type: direct}\n", '  quote: {quote_type: direct}\n  from: ["a", "b"]\n'),
    ):
        text = text.replace(old, new, 1)
    data = text.encode()
    back = read_set(data, "x")
    assert back.from_ == ("kim", "lee")
    assert back.decisions[0].readings == ("a", "b")
    assert back.annotations[2].from_ == ("a", "b")
    assert write_set(back) == data


def test_places_of_annotations_and_links(sample: AnnotationSet) -> None:
    data = write_set(sample)
    _, places = read_set_with_places(data, "x")
    begin = {"a-claim": "", "a-figure": "", "a-quote": "", "a-lost": "", "l-1": "{", "l-2": "{"}
    assert places == {name: Place(*place(data, f'{brace}id: "{name}"')) for name, brace in begin.items()}


# A change to the sample's file, what it is complained of, and where: the words, and words before them.
SENSE: dict[str, tuple[str, str, str, str, str]] = {
    "empty span": ("end: 27", "end: 0", "0\n  exact", "is empty", "- id"),
    "span turned round": ("start: 40", "start: 60", "51", "60:51 is empty", ""),
    "text too short": ('exact: "About', 'exact: "bout', '"bout', "has 10 characters, the span 40:51 has 11", ""),
    "span beyond the document": ("characters: 190", "characters: 120", "132", "beyond the document's 120", ""),
    "long prefix": ('prefix: ""', 'prefix: "x"', '"x"', "prefix has 1 characters instead of 0", ""),
    "short prefix": ('prefix: "uck', 'prefix: "ck', '"ck', "prefix has 31 characters instead of 32", ""),
    "short suffix": (' on b"', ' on "', '" passengers', "suffix has 31 characters instead of 32", ""),
    "endless suffix": ('suffix: "."', f'suffix: "{"." * 33}"', '"....', "33 characters instead of at most 32", ""),
    "evidence": ("start: 3, end: 8", "start: 8, end: 8", "8, exact", "8:8 is empty", "end: "),
    "evidence text": ('exact: "sixty"', 'exact: "six"', '"six"', "has 3 characters, the span 3:8 has 5", ""),
    "evidence prefix": ('prefix: "on "', 'prefix: "on"', '"on"}', "2 characters instead of 3", ""),
    "claim in a figure": ("  figure: {", "  claim: {}\n  figure: {", "{}\n  figure", "fields of a claim", ""),
    "figure in a quote": ("  quote: {", "  figure: {}\n  quote: {", "{}\n  quote", "with the tag quote", ""),
    "fields in a quote": ("  quote: {", "  fields: {a: b}\n  quote: {", "{a: b}", "A quote has its own fields", ""),
    "unknown tag": (
        "tag: quote\n  start: 0",
        "tag: rumour\n  start: 0",
        "rumour",
        "Add it to the tags of workbench.yaml",
        "",
    ),
    "unknown source": ('source: "list"', 'source: "liszt"', '"liszt"', 'no source "liszt"', ""),
    "unknown origin": ('origin: "list"', 'origin: "liszt"', '"liszt"', 'no source "liszt"', ""),
    "coverage turned round": ("[40, 70]", "[70, 40]", "[70, 40]", "70:40 is empty", ""),
    "empty coverage": ("[40, 70]", "[70, 70]", "[70, 70]", "70:70 is empty", ""),
    "coverage beyond": ("[40, 70]", "[40, 191]", "[40, 191]", "beyond the document's 190", ""),
    "from in annotations": ("done: false", 'done: false\nfrom: ["kim"]', "from:", "Only a set of kind adjudicated", ""),
    "decisions in annotations": (
        "sources:\n",
        'decisions:\n- {id: x, item: i, action: reject, by: k, at: "2020-01-04T12:00:00Z"}\nsources:\n',
        "decisions:",
        "Only a set of kind adjudicated",
        "",
    ),
    "from in an annotation": ("  said_by: ", "  from: [x]\n  said_by: ", "from:", "Only a set of kind adjudicated", ""),
    "annotation twice": ('id: "a-quote"', 'id: "a-claim"', '"a-claim"', "another annotation (line 13)", "a-figure"),
    "orphan twice": ('id: "a-lost"', 'id: "a-claim"', '"a-claim"', "another annotation (line 13)", "a-quote"),
    "link twice": ('id: "l-2"', 'id: "l-1"', '"l-1"', "another link", "p. 2"),
    "source twice": (
        "sources:\n",
        'sources:\n- {id: "wire", kind: other}\n',
        '"wire"\n  kind: article',
        "another source",
        "",
    ),
    "format": ("annotation-set", "annotations", "workbench/annotations", "another kind of file", ""),
    "version": ("version: 1", "version: 2", "2", "newer workbench", "version"),
    "kind": ("kind: annotations", "kind: annotation", "annotation\n", 'Did you mean "annotations"?', "kind"),
    "status": ("status: needs_correction", "status: wrong", "wrong", "is not allowed here", ""),
    "start that is no number": ("start: 40", "start: x", "x\n", "Expected is a whole number", "start: 0\n"),
    "time": ('modified: "2020-01-04T12:30:00Z"', "modified: 2020-01-04", "2020-01-04\n", "wrong form", "a-figure"),
    "tag's form": ("tag: claim", "tag: Claim", "Claim", "wrong form", ""),
    "control character": ('exact: "gone"', 'exact: "go\\e["', '"go\\e', "control characters", ""),
    "unknown key": ("  said_by: ", "  saidby: ", "saidby", 'Did you mean "said_by"?', ""),
    "no sha256": ('  sha256: "59', '  # "59', "id:", 'key "sha256" is missing', "document"),
}


@pytest.mark.parametrize("name", SENSE)
def test_refuses_with_its_place_and_one_reason(name: str, sample: AnnotationSet) -> None:
    old, new, words, message, after = SENSE[name]
    data = changed(sample, old, new)
    found = problems(data)
    if name == "span beyond the document":  # whatever else counts from its end
        found = [one for one in found if "suffix" not in one[2]]
    ((line, column, said),) = found
    assert message in said
    assert (line, column) == place(data, words, after)


@pytest.mark.parametrize(
    ("listed", "row"),
    [
        ("comments", '{id: "c-1", "on": x, by: y, at: "2020-01-04T12:00:00Z", text: z}'),
        ("  queries", '{id: "q-1", to: x, text: z, by: y, at: "2020-01-04T12:00:00Z"}'),
    ],
)
def test_comments_and_queries_have_ids_of_their_own(listed: str, row: str, sample: AnnotationSet) -> None:
    indent = listed[: len(listed) - len(listed.lstrip())]
    data = changed(sample, f"{listed}:\n", f"{listed}:\n{indent}- {row}\n")
    ((line, _, said),) = problems(data)
    assert "is that of another" in said
    assert line == place(data, f"{listed}:\n")[0] + 2


def test_coverage_may_reach_the_end(sample: AnnotationSet) -> None:
    assert read_set(changed(sample, "[40, 70]", "[40, 190]"), "x").coverage[-1] == (40, 190)


@given(st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_damaged_there_is_a_set_or_problems(sample: AnnotationSet, data: st.DataObject) -> None:
    whole = write_set(sample)
    start = data.draw(st.integers(0, len(whole)))
    size = data.draw(st.integers(0, 30) | st.just(2000))
    pieces = st.sampled_from(["", "\n", "- ", "x: ", "[", "}", '"', "null", "-1", "\x85", "\n  ", "true", "{}", "[]"])
    damage = "".join(data.draw(st.lists(pieces, max_size=3)))
    try:
        read_set(whole[:start] + damage.encode() + whole[start + size :], "x")
    except DataProblems as error:
        assert str(error)  # noqa: PT017 - it may come or not
        for problem in error.problems:
            assert problem.line >= 1


def test_finds_problems_of_form_and_of_sense_at_once(sample: AnnotationSet) -> None:
    data = changed(sample, "status: needs_correction", "status: wrong").replace(b"[40, 70]", b"[70, 40]")
    data = data.replace(b'kind: document\n  title: "Pass', b'kind: paper\n  title: "Pass')
    found = [one[2] for one in problems(data)]
    # The source that is there, though not as it should be, is not also missing for those that name it.
    assert len(found) == 3
    assert [one.split()[0] for one in found] == ['"wrong"', "The", '"paper"']


def test_tags_and_fields_of_the_workspace(sample: AnnotationSet) -> None:
    data = changed(sample, "tag: quote", "tag: rumour").replace(
        b"  quote: {quote_type: direct}", b'  fields: {source: "street", "on": x}', 1
    )
    back = read_set(data, "x", fields={"rumour": ["source", "on", "place"]})
    assert back.annotations[2].fields == {"source": "street", "on": "x"}
    assert b'fields: {"on": "x", source: "street"}' in write_set(back)
    ((line, column, said),) = problems(data, fields={"rumour": ["source", "place"]})
    assert (line, column) == place(data, "x}")
    assert 'The tag rumour has no field "on"' in said
    assert "there are: place, source." in said


def test_a_message_names_the_file_and_how_to_mend_it(sample: AnnotationSet) -> None:
    with pytest.raises(DataProblems) as caught:
        read_set(changed(sample, "end: 27", "end: 28"), "annotations/kim/ferry.yaml")
    first = str(caught.value).splitlines()[0]
    assert first == (
        "annotations/kim/ferry.yaml:17:10: The text has 27 characters, the span 0:28 has 28. "
        "Copy the text from the document again, or correct start and end."
    )


def test_against_the_text(sample: AnnotationSet, text: str) -> None:
    data = write_set(sample)
    value, places = read_set_with_places(data, "x")
    assert anchor_problems(value, text, places) == []
    assert anchor_problems(value, text + "x", places) == []  # another text: nothing can be said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exact": "We had tea and Songs"}, "not"),
        ({"start": 113, "end": 133}, "is"),
        ({"prefix": "x" * 32}, "is not the prefix"),
        ({"suffix": "x" * 32}, "is not the suffix"),
    ],
)
def test_against_the_text_what_is_wrong(change: dict[str, Any], message: str, sample: AnnotationSet, text: str) -> None:
    quote = replace(sample.annotations[2], **change)
    (problem,) = anchor_problems(replace(sample, annotations=(quote,)), text, {"a-quote": Place(7, 3)})
    assert message in problem.message
    assert (problem.line, problem.column) == (7, 3)


def test_against_the_text_half_a_family(sample: AnnotationSet, text: str) -> None:
    at = text.index("👩")
    half = replace(
        sample.annotations[2],
        start=at,
        end=at + 1,
        exact="👩",
        prefix=text[at - 32 : at],
        suffix=text[at + 1 : at + 33],
    )
    (problem,) = anchor_problems(replace(sample, annotations=(half,)), text)
    assert "cuts a character" in problem.message


def test_against_the_text_its_length(sample: AnnotationSet, text: str) -> None:
    value = replace(sample, annotations=(), document=replace(sample.document, characters=7))
    (problem,) = anchor_problems(value, text)
    assert f"{len(text)} characters, not 7" in problem.message


@given(st.data())
def test_marks_on_any_text_survive(data: st.DataObject) -> None:
    controls = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)]
    text = data.draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=controls), min_size=1))
    note = data.draw(st.text(st.characters(exclude_categories=["Cs"])))
    spans = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4))
    marks = []
    for number, (start, end) in enumerate(spans):
        if start < end:
            anchor = {"start": start, "end": end, "exact": text[start:end]}
            anchor |= {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
            marks.append(Annotation(id=f"a{number}", tag="claim", created=NOON, modified=NOON, note=note, **anchor))
    value = AnnotationSet(
        format="workbench/annotation-set",
        version=1,
        kind="annotations",
        document=DocumentRef(id="d", sha256=sha256(text), characters=len(text)),
        annotator="kim",
        annotations=tuple(marks),
    )
    written = write_set(value)
    back = read_set(written, "x")
    assert [(one.start, one.end, one.exact, one.prefix, one.suffix) for one in back.annotations] == [
        (one.start, one.end, one.exact, one.prefix, one.suffix)
        for one in sorted(marks, key=lambda one: (one.start, one.end, one.id))
    ]
    assert {one.id for one in marks} == {one.id for one in back.annotations}
    again = write_set(back)
    assert again == write_set(read_set(again, "x"))


def test_ten_thousand_annotations(sample: AnnotationSet) -> None:
    words = "about sixty people said so, and nobody else did. " * 10_000
    marks = []
    for number in range(10_000):
        anchor = describe(words, number * 49, number * 49 + 11)
        marks.append(
            replace(
                sample.annotations[0],
                id=f"a-{number:05}",
                start=anchor.start,
                end=anchor.end,
                exact=anchor.exact,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
                links=(),
                queries=(),
            )
        )
    value = replace(
        sample,
        document=replace(sample.document, sha256=sha256(words), characters=len(words)),
        annotations=tuple(marks),
        orphans=(),
        sources=(Source(id="list", kind="document"),),
        coverage=((0, 38),),
    )
    begun = time.process_time()
    data = write_set(value)
    middle = time.process_time()
    assert read_set(data, "x") == value
    done = time.process_time()
    assert middle - begun < 1.5  # 0.15 s where this was written
    assert done - middle < 5.0  # 0.9 s
