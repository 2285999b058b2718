"""Words that turn what a sentence says without changing what it is about: not, before and after, at least and at most.

Two sentences that share every other word and differ in one of these say different things. Pure; English.
"""

import re

from workbench.domain.text import fold

_TURNING = {
    "not": "not no never none nobody nothing nowhere neither nor without cannot hardly barely lacks lacked",
    "before": "before until ahead prior earlier",
    "after": "after since later following",
    "least": "least more over above exceeding exceeded minimum",
    "most": "most less fewer under below maximum",
    "up": "up rise rises rose risen higher increase increases increased gain gained grew grown",
    "down": "down fall falls fell fallen lower decrease decreases decreased drop dropped lost shrank",
    "first": "first earliest",
    "last": "last latest final",
    "only": "only except unless",
    "unsure": "if may might could would allegedly alleged reportedly rumoured rumored unconfirmed possibly perhaps",
    "false": "deny denies denied denying denial false falsely untrue wrong wrongly hoax reject rejects rejected refute "
    "refutes refuted contradict contradicts contradicted dispute disputes disputed doubt doubts doubted",
    "same": "same unchanged still",
}
_KINDS = {word: kind for kind, words in _TURNING.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def turns(text: str) -> frozenset[str]:
    """The kinds of turning words that a text holds."""
    found = set()
    for word in _WORD.findall(fold(text)):
        if word.endswith("n't"):
            found.add("not")
        elif word in _KINDS:
            found.add(_KINDS[word])
    return frozenset(found)
