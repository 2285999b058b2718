"""The corpus index: which stretches of which texts hold a word, or two words next to each other. Derived data.

A text is cut into stretches of about 6,000 code points, a *slot* each. A slot has a column of 32,768 bits, in which its
words and word beginnings (:mod:`workbench.domain.terms`) set six bits each, its two-word phrases two; 64 slots make a
*block*, kept by rows, so that one 64-bit number says which of 64 slots have a bit. A word stands in the slots in which
its six numbers agree, a phrase where its words stand and its two numbers agree. About one slot in 30,000 holds a word
by chance (with three bits it is one in 300, and a name that stands once seems to stand in thirty texts of 10,000): the
index yields candidates, and the text itself is the judge.

Why not full-text search: this is one plain table for both databases, so that both give the same candidates in the same
order; it needs no tokenizer, extension or trigger of either; and it knows figures ("forty" is "40"), plurals and text
without spaces as the matching does. It takes 4 KB a slot, is read whole (0.8 of the text's size) and then remembered.
"""

import functools
import math
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from operator import xor
from typing import NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from workbench.domain import terms
from workbench.store.tables import corpus_block, corpus_slot, document, document_text

VERSION = 300 + terms.VERSION
"""That of the packing and of the terms; blocks of another version are not read, and :func:`mend` makes them anew."""
PREFIX = 3
"""The code points of a word's beginning that are indexed; a longer beginning is looked up by its first three."""

Gram: TypeAlias = tuple[str] | tuple[str, str]
"""A word's key, or those of two words that stand next to each other."""

_BLOCK = 64
_ROWS = 1 << 15
_STRETCH = 6_000
_DENSE = 1_500
"""Terms of a stretch above which it is cut again: a letter of Chinese is a term, and a full row says nothing."""
_BUDGET = 30_000
"""Slots that are looked at for one ranking, the rarest words' first: what nearly all texts hold tells nothing apart."""
_RAISED = 2.3
"""How much more a rare word tells than its logarithm says; 1 finds a tenth fewer of planted passages."""
_REMEMBERED = 256
"""Blocks (of 256 KB) that are remembered between readings: 64 MB, 16,000 documents."""
_CHUNK = 500
_MARGIN = 1_000
_TEN = struct.Struct("<10H")
_GAP = re.compile(r"\s")


class Place(NamedTuple):
    """A stretch ``[start, end)`` of a document's text, in code points, that may hold what was asked for."""

    document: str
    start: int
    end: int


# Packing


def beginning(folded: str) -> Gram | None:
    """What a word that begins so (folded) is looked up by; None where that is too short to tell anything."""
    return (f"{folded[:PREFIX]}*",) if len(folded) >= PREFIX else None


@functools.lru_cache(maxsize=65_536)
def _numbers(word: str) -> bytes:
    """Ten numbers below ``_ROWS``, of 16 bits each, the same in every process: the six rows of a word or beginning;
    then what makes the two rows of a phrase, two where the word is the first of it and two where it is the second.
    """
    return array(
        "H", [number % _ROWS for number in _TEN.unpack(blake2b(word.encode(), digest_size=20).digest())]
    ).tobytes()


def _rows(gram: Gram) -> list[int]:
    """The rows by which a gram is found; those of a phrase besides the rows of its words."""
    first = array("H", _numbers(gram[0]))
    if len(gram) == 1:
        return list(first[:6])
    second = array("H", _numbers(gram[1]))
    return [first[6] ^ second[8], first[7] ^ second[9]]


def _held(text: str, start: int, end: int) -> tuple[Iterable[int], int]:
    """The rows of everything that is indexed of a stretch, and how many terms it has."""
    keys, words = terms.keys(text, start, end)
    begins = {word[:PREFIX] for word in words if len(word) >= PREFIX}
    rows = array("H", b"".join([_numbers(one)[:12] for one in {*keys, *(f"{begin}*" for begin in begins)}]))
    run = array("H", b"".join(map(_numbers, keys)))  # ten of each word: as the first of a phrase, and of the next word
    rows.extend(map(xor, run[6::10], run[18::10]))
    rows.extend(map(xor, run[7::10], run[19::10]))
    return rows, len(keys)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """A text in stretches of nearly equal size, cut at line breaks where there are any, else at white space."""
    count = max(1, -(-len(text) // _STRETCH))
    start = 0
    for number in range(1, count + 1):
        end = len(text) * number // count
        if number < count:
            end = _cut(text, start + 1, end)
        if start < end or number == 1:
            yield start, end
        start = end


def _cut(text: str, least: int, ideal: int) -> int:
    low = max(least, ideal - _STRETCH // 4)
    line = text.rfind("\n", low, ideal)
    if line >= low:
        return line + 1
    gap = _GAP.search(text, ideal, ideal + _STRETCH // 8)
    return gap.end() if gap else ideal


def _packed(text: str, start: int, end: int) -> Iterator[tuple[int, int, Iterable[int]]]:
    """A stretch with its rows; one that is too dense in parts of equal size."""
    rows, count = _held(text, _overlapping(text, start), end)
    parts = -(-count // _DENSE)
    if parts <= 1:
        yield start, end, rows
        return
    for number in range(parts):
        low = start + (end - start) * number // parts
        high = start + (end - start) * (number + 1) // parts
        yield low, high, _held(text, _overlapping(text, low), high)[0]


def _overlapping(text: str, start: int) -> int:
    """Where to begin so that a cut between letters parts no two words that stand next to each other."""
    return start if start == 0 or text[start - 1].isspace() else max(0, start - 16)


# Writing


def add(connection: Connection, document_id: str, text: str) -> None:
    """Index a text that was just stored, in the transaction that stores it; all texts where the index is stale."""
    if _whole(connection):
        _write(connection, [(document_id, text)])
    else:
        mend(connection)


def _write(connection: Connection, texts: Iterable[tuple[str, str]]) -> None:
    if connection.dialect.name == "postgresql":
        # Two sessions that add at once would take the same slots; one waits for the other's commit.
        connection.execute(select(func.pg_advisory_xact_lock(0x0C0590)))
    last = connection.execute(select(func.max(corpus_slot.c.id))).scalar_one()
    slot = 0 if last is None else int(last) + 1
    block, bits, slots = -1, bytearray(), []
    for document_id, text in texts:
        for start, end in _stretches(text):
            for low, high, rows in _packed(text, start, end):
                if slot // _BLOCK != block:
                    _save(connection, block, bits)
                    block, bits = slot // _BLOCK, _load(connection, slot // _BLOCK)
                _set(bits, slot % _BLOCK, rows)
                slots.append({"id": slot, "document_id": document_id, "start": low, "end": high})
                slot += 1
    _save(connection, block, bits)
    if slots:
        connection.execute(insert(corpus_slot), slots)


def _set(bits: bytearray, column: int, rows: Iterable[int]) -> None:
    """Set bits of one column of a block, whose rows are numbers of eight bytes, the lowest byte first."""
    byte, bit = column // 8, 1 << column % 8
    column_bits = bytearray(_ROWS)
    for row in rows:
        column_bits[row] = bit
    # Eight columns share these bytes; as whole numbers they are put together at once.
    eight = int.from_bytes(bits[byte::8], "little") | int.from_bytes(column_bits, "little")
    bits[byte::8] = eight.to_bytes(_ROWS, "little")


def _load(connection: Connection, block: int) -> bytearray:
    """A block, to be written to; nothing is in it where it is new."""
    table = corpus_block.c
    query = select(table.bits).where(table.id == block, table.version == VERSION)
    return bytearray(connection.execute(query).scalar_one_or_none() or 8 * _ROWS)


def _save(connection: Connection, block: int, bits: bytearray) -> None:
    if block < 0:
        return
    values = {"version": VERSION, "stamp": zlib.crc32(bits) >> 1, "bits": bytes(bits)}
    changed = connection.execute(update(corpus_block).where(corpus_block.c.id == block).values(**values))
    if changed.rowcount == 0:
        connection.execute(insert(corpus_block).values(id=block, **values))


# Repairing


def missing(connection: Connection) -> list[str]:
    """The ids of stored texts that are not in the index, archived ones too; by id. All of them where it is of another
    version or has lost a block.
    """
    texts = select(document_text.c.document_id).order_by(document_text.c.document_id)
    if _whole(connection):
        texts = texts.where(document_text.c.document_id.not_in(select(corpus_slot.c.document_id)))
    return list(connection.execute(texts).scalars())


def unindexed(connection: Connection) -> list[Place]:
    """The whole texts that are not in the index, without archived ones: what is to be looked through by hand."""
    here = select(document_text.c.document_id, func.length(document_text.c.body)).where(
        document_text.c.document_id == document.c.id, document.c.deleted == 0
    )
    sizes = {row[0]: int(row[1]) for row in connection.execute(here)}
    return [Place(one, 0, sizes[one]) for one in missing(connection) if one in sizes]


def _whole(connection: Connection) -> bool:
    """Whether every slot lies in a block that can be read, and there is no block without slots."""
    last = connection.execute(select(func.max(corpus_slot.c.id))).scalar_one()
    blocks = sorted(map(tuple, connection.execute(select(corpus_block.c.id, corpus_block.c.version))))
    wanted = 0 if last is None else int(last) // _BLOCK + 1
    return blocks == [(number, VERSION) for number in range(wanted)]


def mend(connection: Connection) -> int:
    """Index what is not indexed, or everything anew where the index is of another version; how many texts that were."""
    if not _whole(connection):
        connection.execute(delete(corpus_slot))
        connection.execute(delete(corpus_block))
    wanted = missing(connection)
    _write(connection, ((one, _text(connection, one)) for one in wanted))
    return len(wanted)


def rebuild(connection: Connection) -> int:
    """Make the whole index anew from the stored texts; how many there are."""
    connection.execute(delete(corpus_slot))
    connection.execute(delete(corpus_block))
    return mend(connection)


def _text(connection: Connection, document_id: str) -> str:
    query = select(document_text.c.body).where(document_text.c.document_id == document_id)
    return str(connection.execute(query).scalar_one())


# Reading

_read: "WeakKeyDictionary[Engine, dict[int, tuple[int, array[int]]]]" = WeakKeyDictionary()
"""Blocks that were read before, by the engine they came from: (stamp, numbers) of each."""


def _unpacked(bits: bytes) -> "array[int]":
    numbers = array("Q")
    numbers.frombytes(bits)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _blocks(connection: Connection) -> tuple[dict[int, int], dict[int, "array[int]"]]:
    """The stamps and numbers of all blocks that can be read; of those read before only the stamps are asked for."""
    known = _read.setdefault(connection.engine, {})
    table = corpus_block.c
    query = select(table.id, table.stamp).where(table.version == VERSION).order_by(table.id)
    stamps = {int(row[0]): int(row[1]) for row in connection.execute(query)}
    found = {key: known[key][1] for key, stamp in stamps.items() if key in known and known[key][0] == stamp}
    wanted = [key for key in stamps if key not in found]
    for at in range(0, len(wanted), _CHUNK):
        some = select(table.id, table.bits).where(table.id.in_(wanted[at : at + _CHUNK]))
        for row in connection.execute(some):
            found[row.id] = _unpacked(row.bits)
    known.clear()
    known.update({key: (stamps[key], found[key]) for key in sorted(found)[-_REMEMBERED:]})
    return stamps, found


class Index:
    """The index as one transaction sees it, without archived documents and those that are ``excluded``."""

    def __init__(self, connection: Connection, excluded: Collection[str] = ()) -> None:
        self._connection = connection
        stamps, self._blocks = _blocks(connection)
        self._open = self._opened(excluded)
        self.state = stamps, dict(self._open)
        """What there is to look in: equal where two transactions see the same."""
        self.size = sum(map(int.bit_count, self._open.values()))
        """How many stretches there are to look in."""
        self._known: dict[Gram, dict[int, int]] = {}
        self._frequencies: dict[Gram, int] = {}

    def _opened(self, excluded: Collection[str]) -> dict[int, int]:
        """By block, which of its slots may be looked in."""
        last = self._connection.execute(select(func.max(corpus_slot.c.id))).scalar_one()
        slots = 0 if last is None else int(last) + 1
        opened = {key: (1 << max(0, min(_BLOCK, slots - key * _BLOCK))) - 1 for key in self._blocks}
        table = corpus_slot.c
        archived = select(table.id).where(table.document_id.in_(select(document.c.id).where(document.c.deleted == 1)))
        closed = list(self._connection.execute(archived).scalars())
        for at in range(0, len(excluded), _CHUNK):
            some = select(table.id).where(table.document_id.in_(list(excluded)[at : at + _CHUNK]))
            closed += self._connection.execute(some).scalars()
        for slot in closed:
            if slot // _BLOCK in opened:
                opened[slot // _BLOCK] &= ~(1 << slot % _BLOCK)
        return opened

    def _hits(self, gram: Gram) -> dict[int, int]:
        """By block, the slots that hold a gram (few others by chance)."""
        if gram in self._known:
            return self._known[gram]
        within = self._open if len(gram) == 1 else self._all([gram[:1], gram[1:]])
        rows, found = _rows(gram), {}
        for key, slots in within.items():
            bits = self._blocks[key]
            for row in rows:
                slots &= bits[row]
                if not slots:
                    break
            else:
                found[key] = slots
        self._known[gram] = found
        return found

    def frequency(self, gram: Gram) -> int:
        """How many stretches hold a gram."""
        if gram not in self._frequencies:
            self._frequencies[gram] = sum(map(int.bit_count, self._hits(gram).values()))
        return self._frequencies[gram]

    def rarity(self, gram: Gram) -> float:
        """How much it tells that a stretch holds a gram, above 0 also where all do.

        As in tf-idf the logarithm of how few do, but raised: a sentence has a dozen words of its subject and two names.
        What stands nowhere can tell nothing apart, and counts as what stands in every tenth.
        """
        return math.pow(math.log(1 + max(1, self.size) / max(1.0, self.frequency(gram) or self.size / 10)), _RAISED)

    def holding(self, grams: Iterable[Gram]) -> list[Place]:
        """The stretches that hold all of the grams, by document and start: where a two-word phrase may stand."""
        slots = [slot for key, bits in self._all(grams).items() for slot in _slots(key, bits)]
        return sorted(self._places(slots).values())

    def _all(self, grams: Iterable[Gram]) -> dict[int, int]:
        left = dict(self._open)
        for gram in grams:
            hits = self._hits(gram)
            left = {key: bits & hits[key] for key, bits in left.items() if key in hits and bits & hits[key]}
        return left

    def ranked(self, grams: Mapping[Gram, float], limit: int, holding: Iterable[Gram] = ()) -> list[Place]:
        """The stretches that hold most of the grams, each counted by its rarity times its weight, best first.

        With ``holding`` only those that hold all of these. Ties by document and start, whatever the slots are.
        """
        required = list(holding)
        allowed = self._all(required) if required else self._open
        scores: dict[int, float] = {}
        if required:
            scores = dict.fromkeys((slot for key, bits in allowed.items() for slot in _slots(key, bits)), 0.0)
        left = _BUDGET
        for gram in sorted(grams, key=lambda one: (self.frequency(one), one)):
            frequency = self.frequency(gram)
            left -= frequency
            if left < 0:
                break
            worth = round(self.rarity(gram) * grams[gram], 6) if frequency else 0.0
            for key, bits in self._hits(gram).items() if frequency else ():
                for slot in _slots(key, bits & allowed.get(key, 0)):
                    scores[slot] = scores.get(slot, 0.0) + worth
        return self._best(scores, limit)

    def _best(self, scores: Mapping[int, float], limit: int) -> list[Place]:
        if not scores:
            return []
        least = sorted(scores.values(), reverse=True)[min(limit, len(scores)) - 1]
        # All that tie with the last one are fetched, so that it is not the slots' order that chooses among them.
        chosen = [slot for slot, score in scores.items() if score >= least]
        places = self._places(chosen)
        ordered = sorted(places, key=lambda slot: (-scores[slot], places[slot]))
        return [places[slot] for slot in ordered[:limit]]

    def _places(self, slots: list[int]) -> dict[int, Place]:
        table, found = corpus_slot.c, {}
        query = select(table.id, table.document_id, table.start, table.end).where(
            table.id.in_(bindparam("some", expanding=True))
        )
        for at in range(0, len(slots), _CHUNK):
            for row in self._connection.execute(query, {"some": slots[at : at + _CHUNK]}):
                found[int(row[0])] = Place(row[1], row[2], row[3])
        return found


def _slots(block: int, bits: int) -> Iterator[int]:
    """The slots of a block whose bits are set."""
    base = block * _BLOCK - 1
    while bits:
        lowest = bits & -bits
        yield base + lowest.bit_length()
        bits ^= lowest


class Stretch(NamedTuple):
    """Part of a stored text: ``text`` begins at code point ``offset`` of it."""

    offset: int
    text: str


def texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The stored texts of documents, by id."""
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for at in range(0, len(wanted), _CHUNK):
        query = select(document_text.c.document_id, document_text.c.body)
        query = query.where(document_text.c.document_id.in_(wanted[at : at + _CHUNK]))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def stretch(text: str, place: Place) -> Stretch:
    """A place with the rest of the lines that it begins and ends in; of very long lines at most 1,000 code points."""
    start = text.rfind("\n", max(0, place.start - _MARGIN), place.start) + 1
    if start == 0 and place.start > _MARGIN:
        gap = _GAP.search(text, place.start - _MARGIN, place.start)
        start = gap.end() if gap else place.start
    end = text.find("\n", place.end, place.end + _MARGIN)
    if end < 0:
        end = min(len(text), place.end + _MARGIN)
        if end < len(text):
            end = max(place.end, text.rfind(" ", place.end, end))
    return Stretch(start, text[start:end])
