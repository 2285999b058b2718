"""Sources: every circle is found, order never matters, an origin counts once, an address has one form."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import urls
from workbench.domain.backing import backing, within_blocks
from workbench.domain.model import Annotation, Link, Placed, Source
from workbench.domain.sources import (
    Root,
    caption,
    circles,
    identity,
    kept_of_document,
    origin_count,
    pointing_at,
    root,
    shielded,
    source_id,
    standing,
)

NAMES = "abcdefg"
Graph = dict[str, str | None]


def ledger(origins: Graph, doubles: Graph | None = None) -> dict[str, Source]:
    found = {name: Source(id=name, kind="other", title=name, origin=origin) for name, origin in origins.items()}
    for name, other in (doubles or {}).items():
        found[name] = msgspec.structs.replace(found[name], same_as=other)
    return found


named = st.sampled_from([None, *NAMES, "elsewhere"])
graphs = st.fixed_dictionaries(dict.fromkeys(NAMES, named))


@given(graphs)
def test_every_circle_is_found_and_nothing_else(graph: Graph) -> None:
    found = circles(ledger(graph))
    members = [name for circle in found for name in circle]
    assert len(members) == len(set(members))
    for start in NAMES:
        here: str | None = start
        steps = []
        while here is not None and here not in steps:
            steps.append(here)
            here = graph.get(here)
        goes_round = here == start and len(steps) > 1  # a source that names itself is no circle
        assert (start in members) == goes_round
        if goes_round:
            assert tuple(sorted(steps)) in found


@given(graphs, st.fixed_dictionaries({name: st.sampled_from([None, None, *NAMES]) for name in NAMES}), st.randoms())
def test_a_root_ignores_order_and_doubles_have_the_same_one(graph: Graph, doubles: Graph, random: object) -> None:
    here = ledger(graph, doubles)
    names = list(NAMES)
    random.shuffle(names)  # type: ignore[attr-defined]
    other = {name: here[name] for name in names}
    for name in NAMES:
        stands = standing(here, name)
        assert standing(here, stands) == stands
        assert root(here, name) == root(other, name) == root(here, stands)
        for member in (found := root(here, name)).circle:
            assert root(here, member) == found
    assert circles(here) == circles(other)


@given(graphs, st.lists(st.sampled_from(NAMES)), st.lists(st.sampled_from(NAMES)))
def test_there_are_never_more_origins_than_sources(graph: Graph, linked: list[str], own: list[str]) -> None:
    here = ledger(graph)
    count = origin_count(here, linked, own)
    assert count == origin_count(here, [*linked, *linked], own)
    assert (count.origins == 0) == (count.sources == 0)
    assert 0 <= count.independent <= count.origins <= count.sources == len(set(linked))
    assert set(count.own) <= set(linked)
    assert set(count.circular) <= set(circles(here))
    again = origin_count(here, reversed(linked), own)
    assert (again.origins, again.independent, again.circular) == (count.origins, count.independent, count.circular)


def test_wire_copy_counts_once_and_what_is_unknown_stands_for_itself() -> None:
    here = ledger({"a": "wire", "b": "wire", "c": None, "d": "c"})
    assert root(here, "a") == root(here, "b") == Root("wire")
    count = origin_count(here, ["a", "b", "c", "d"])
    assert (count.sources, count.origins, count.independent) == (4, 2, 2)
    assert root(here, "nowhere") == Root("nowhere")


def test_a_circle_and_the_texts_own_origin_are_no_independent_evidence() -> None:
    here = ledger({"a": "b", "b": "a", "text": "wire", "c": "wire", "d": None, "wire": None})
    count = origin_count(here, ["a", "b", "c", "d"], ["text"])
    assert (count.sources, count.origins, count.independent) == (4, 3, 1)
    assert count.circular == (("a", "b"),)
    assert count.own == ("c",)


def test_what_was_merged_here_and_there_is_one() -> None:
    here = ledger(dict.fromkeys("ab"), {"a": "b", "b": "a"})
    assert standing(here, "a") == standing(here, "b") == "a"
    assert standing(ledger({"a": None}, {"a": "gone"}), "a") == "a"
    assert [one.id for one in pointing_at(here, "a")] == ["b"]


NOON = "2020-01-01T12:00:00Z"


def placed(ident: str, tag: str, start: int, end: int, *sources: str, relayed_by: str = "", who: str = "kim") -> Placed:
    links = tuple(Link(id=f"l-{one}", source=one, relation="supports") for one in sources)
    mark = Annotation(
        id=ident, tag=tag, start=start, end=end, exact="x" * (end - start), prefix="", suffix="", created=NOON,
        modified=NOON, links=links, relayed_by=relayed_by,
    )  # fmt: skip
    return Placed(document="text", annotator=who, annotation=mark)


spans = st.tuples(st.integers(0, 20), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))


@given(
    st.lists(st.tuples(spans, st.sampled_from(["kim", "ada"]))),
    st.lists(st.tuples(spans, st.sampled_from(["", "wire"]), st.sampled_from(["kim", "ada"]))),
)
def test_counting_many_at_once_is_counting_each(
    marks: list[tuple[tuple[int, int], str]], quotes: list[tuple[tuple[int, int], str, str]]
) -> None:
    here = ledger({"a": "b", "b": None, "text": None})
    inside = [placed(f"m{n}", "claim", *span, "a", who=who) for n, (span, who) in enumerate(marks)]
    blocks = [placed(f"q{n}", "quote", *span, "b", relayed_by=by, who=who) for n, (span, by, who) in enumerate(quotes)]
    together = {one.id: backing(here, one, some) for one, some in within_blocks(inside, blocks)}
    assert together == {one.id: backing(here, one, blocks) for one in inside}


def test_the_last_letter_of_a_block_is_in_it() -> None:
    block, last = placed("q", "quote", 0, 5, "b", relayed_by="wire"), placed("m", "claim", 4, 5, "a")
    assert list(within_blocks([last], [block])) == [(last, [block])]
    after = placed("m", "claim", 5, 6, "a")
    assert list(within_blocks([after], [block])) == [(after, [])]


def test_a_block_quotation_passes_on_where_its_words_come_from() -> None:
    here = ledger({"report": "agency", "agency": None, "text": None})
    block = placed("q", "quote", 0, 20, "agency", relayed_by="the agency")
    inside = placed("m", "claim", 3, 9, "report")
    assert backing(here, inside, [block]).own == ("report",)
    assert backing(here, inside, [placed("q", "quote", 0, 20, "agency")]).own == ()


# --- names and addresses -------------------------------------------------------------------------------------------


def test_of_a_confidential_source_others_see_the_alias() -> None:
    told = {
        "title": "Jane Doe",
        "author": "Jane Doe",
        "note": "Jane",
        "publisher": "Jane",
        "url": "https://jane.example",
    }
    one = Source(id="s", kind="interview", alias="a deckhand", confidential=True, terms="on_background", **told)
    assert "jane" not in msgspec.json.encode(shielded(one)).decode().lower()
    assert (caption(one), shielded(one).terms) == ("a deckhand", "on_background")
    assert shielded(shielded(one)) == shielded(one)
    assert shielded(open_one := Source(id="s", kind="other", title="Log")) is open_one


def test_what_a_document_says_is_not_kept_twice() -> None:
    assert kept_of_document(Source(id="d", kind="document", title="Log", url="https://a.example")) is None
    kept = kept_of_document(Source(id="d", kind="document", title="Log", origin="wire"))
    assert kept == Source(id="d", kind="document", origin="wire")


def test_two_people_give_a_source_the_same_id() -> None:
    one = Source(id="?", kind="article", title="Log  of the Port", publisher="Port")
    other = Source(id="?", kind="article", title="log of the port", publisher="PORT", note="seen")
    assert source_id(one) == source_id(other)
    assert source_id(one).startswith("log-of-the-port-")
    by_url = [Source(id="?", kind="web_page", url=url) for url in ("http://www.a.example/x/", "https://a.example/x")]
    assert source_id(by_url[0]) == source_id(by_url[1])
    assert identity(Source(id="?", kind="call", alias="cook")) != identity(Source(id="?", kind="call", alias="mate"))


addresses = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "//", "ftp://", "", "HTTPS://", "mailto:", "doi:"]),
    st.sampled_from(["www.", "www.www.", "WWW.", ""]),
    st.sampled_from(["a.example", "B.Example", "localhost", "xn--a.example", "www", "é.example", "[::1]", "[", ""]),
    st.sampled_from([":80", ":8080", ":443", ":x", ""]),
    st.text(st.sampled_from("/ab.%20:?&=# \t@é"), max_size=12),
    st.sampled_from(["", "?utm_source=x&b=2&a=1", "#top", "#/page", "#!page"]),
)


@given(addresses | st.text())
def test_a_normal_address_stays_as_it_is(url: str) -> None:
    once = urls.normalised(url)
    assert urls.normalised(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/x/", "https://A.example:443/x"),
        ("https://a.example/?b=2&a=1&utm_source=mail", "a.example?a=1&b=2"),
        ("https://a.example/x#top", "https://a.example/x"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert urls.normalised(one) == urls.normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/#/one", "https://a.example/#/two"),
        ("https://a.example:8080/", "https://a.example/"),
        ("doi:10.1/a", "doi:10.1/b"),
    ],
)
def test_addresses_that_are_two(one: str, other: str) -> None:
    assert urls.normalised(one) != urls.normalised(other)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT :alert(1)", "java\tscript:alert(1)", " java\nscript:alert(1)",
        "\x01javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "FILE:/x", "blob:x",
        "view-source:javascript:x", "javascript:80", "about:blank",
    ],
)  # fmt: skip
def test_addresses_that_do_something_are_refused(url: str) -> None:
    assert urls.unsafe(url)
    assert urls.problem(url)


@pytest.mark.parametrize(
    "url", ["https://a.example/x:y", "a.example/x", "a.example:8080/x", "doi:10.1/a", "mailto:a@b.example", ""]
)
def test_addresses_that_only_name_are_kept(url: str) -> None:
    assert urls.problem(url) == ""


def test_an_address_is_one_line_without_spaces() -> None:
    assert urls.problem("https://a.example/a b")
    assert urls.unsafe("https://a.example/a b") == ""
