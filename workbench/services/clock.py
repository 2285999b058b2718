"""Time and new ids: the two things that the domain may not know."""

import os
import threading
import time
from datetime import UTC, datetime

_lock = threading.Lock()
_last = (0, 0)


def now() -> str:
    """The time as the workbench writes it: UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): ordered by time, within a millisecond by a counter of 12 bits."""
    global _last
    with _lock:
        moment, count = time.time_ns() // 1_000_000, 0
        if moment <= _last[0]:
            moment, count = _last[0], _last[1] + 1
            if count > 0xFFF:
                moment, count = moment + 1, 0
        _last = (moment, count)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    digits = f"{moment:012x}7{count:03x}{(0b10 << 62) | tail:016x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
