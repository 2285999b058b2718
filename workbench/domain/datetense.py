"""Whether words of time in a sentence of news date what has happened: "was arrested in Leeds on Tuesday".

Beyond doubt or not at all. What a day belongs to is told by its place: beside its verb, at the head of the sentence, or
after a verb of doing and its plain object or place. Whatever looks ahead near it ("would", "until", "the match on
Saturday"), a plan, a condition, a report of a report or a headline leaves it open.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import dropwhile

from workbench.domain.datetensewords import (
    ABOUT,
    ACTED,
    ADVERBS,
    AHEAD,
    BEFORE_IT,
    BREAKS,
    DATELINE,
    EVENTS,
    FELL,
    GENERIC,
    GIVEN,
    GO_ON,
    HAPPENED,
    IRREGULAR,
    LONG,
    MODIFIER,
    NEVER,
    NO_VERBS,
    PLACING,
    PRESENT,
    PRONOUNS,
    SAID,
    SAYING,
    THE,
    THEM,
    TIMES,
    TOKEN,
    WITH_ON,
)
from workbench.domain.datewords import MONTH, WEEKDAY
from workbench.domain.surroundings import QUOTED

_LONGEST = 1000
"""Code points on either side of the words that are looked at; of a longer sentence nothing is said."""


def past(sentence: str, start: int, end: int) -> bool:
    """Whether the words at ``[start, end)`` of a sentence date what has happened, for certain.

    Its quotations are blotted out, as :class:`workbench.domain.surroundings.Sentence` has them.
    """
    sentence = sentence.translate({0x2019: "'", 0x2018: "'", 0xA0: " ", 0x202F: " "})
    left, words, right = sentence[:start], sentence[start:end], sentence[end:]
    if QUOTED in words or max(len(left), len(right)) > _LONGEST:
        return False
    if not re.search(r"[.!\u2026]['\")\]\u201d\u00bb]*\s*$", right):
        return False  # a headline, or a question
    right = re.sub(rf"(?i)^,? (?:(?:early|late) )?{TIMES}\b", "", right)
    lead = re.match(r"(?i)(?:on|in|over|at|during|from|between|early|late)\b|.*\d", words) is not None
    while (match := re.search(MODIFIER, left)) is not None:
        left, lead = left[: match.start()], True
    before, after = _tokens(re.sub(DATELINE, "", left)), _tokens(right)
    if not after or not _ends_there(right, after) or _looks_ahead(left):
        return False
    if all(one.lower() in ("but", "and", "then", "also", "meanwhile", "separately", "however", ",") for one in before):
        return (lead or after[0] == ",") and _heads(after)
    if before[-1].lower() in BEFORE_IT:
        return False
    return _follows(before, after, lead, _looks_ahead(right)) or (lead and _stands_between(before, after))


def _tokens(text: str) -> list[str]:
    return re.findall(TOKEN, text)


def _looks_ahead(text: str) -> bool:
    return re.search(AHEAD, text, re.IGNORECASE) is not None


def _ends_there(right: str, after: Sequence[str]) -> bool:
    """Whether the words of time end where they end: no other day, date or noun goes on with them."""
    if re.match(r"['\w/-]| ?\(", right):
        return False
    joint, rest = after[0].lower(), after[1] if len(after) > 1 else ""
    if joint not in (",", "and", "or", "to", "through", "\u2013", "\u2014"):
        return True
    return re.fullmatch(rf"(?i){WEEKDAY}|{MONTH}|\d.*", rest) is None


# --- where the words stand -----------------------------------------------------------------------------------------


def _heads(after: Sequence[str]) -> bool:
    """ "On Tuesday, a man was arrested": the words stand first, a short subject and its verb next."""
    tokens = [one for at, one in enumerate(after) if at or one != ","]
    for at, word in enumerate(tokens[:7]):
        low = word.lower()
        if low in ("was", "were", "had", "wasn't", "weren't", "hadn't"):
            verb = next((n for n in range(at + 1, min(at + 4, len(tokens))) if past_form(tokens[n])), at)
            if verb == at or tokens[verb] in NEVER or _looks_ahead(" ".join(tokens[: verb + 1])):
                return False
            return _adverbs(one for one in tokens[at + 1 : verb] if one != "been")
        if low in ("did", "didn't"):
            return not _looks_ahead(" ".join(tokens[: at + 3]))
        if at and past_form(word):
            if word in SAID:
                return tokens[at + 1 : at + 2] != ["to"] and (word == "said" or _whole(tokens, at))
            return word not in NEVER and _whole(tokens, at) and not _looks_ahead(" ".join(tokens))
        if low in BREAKS | PRESENT | GENERIC or QUOTED in word or (at and low in THE):
            return False
    return False


def _stands_between(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "The military on Sunday struck five targets": between a plain subject and its verb."""
    verb = after[0]
    if verb not in SAID | HAPPENED or len(before) > 8 or _event(before):
        return False
    if any(one.lower() in BREAKS | PRESENT | GENERIC or past_form(one) or one[0].isdigit() for one in before):
        return False
    if verb == "said" or verb in FELL:
        return after[1] != "to"
    return _object(after[1:]) or after[1] == "that"


def _follows(before: Sequence[str], after: Sequence[str], lead: bool, ahead: bool) -> bool:
    """ "was arrested in Leeds on Tuesday": after the verb and what belongs to it.

    ``lead`` says that "on" or its like goes before the words, ``ahead`` that something after them looks ahead.
    """
    if not _belongs(after, strict=ahead or not lead):
        return False
    did = next((n for n in range(len(before) - 1, -1, -1) if before[n].lower() in ("did", "didn't")), None)
    if did is not None and did >= len(before) - 5:
        rest = [one for one in before[did + 1 :] if one.lower() not in ADVERBS]
        plain = len(rest) == 1 and rest[0].islower() and rest[0] not in WITH_ON
        return plain and lead and not ahead and not _reported(before, did, after)
    at = next((n for n in range(len(before) - 1, -1, -1) if past_form(before[n])), None)
    if at is None or before[at] in NEVER or any(one.lower() in GENERIC for one in before[:at]):
        return False
    verb, between, helper = before[at], before[at + 1 :], _helper(before, at)
    if _not_past(helper):
        return False
    beside = _adverbs(between)
    if verb in SAID and helper not in ("was", "had"):
        return not _reported(before, at, ()) and (beside or _in_a_medium(verb, between))
    if ahead and not beside:
        return False
    known = verb in HAPPENED or helper == "had"
    if _reported(before, at, after) and (not known or _another_day([*before, *after])):
        return False
    if beside or _places(between):
        if beside and verb in HAPPENED:
            return True
        of_it = _whole(before, at) or _alone(before[:at]) or helper in ("who", "which")
        return (lead or verb in HAPPENED) and of_it and not (beside and verb in WITH_ON)
    if _of_a_relative(before, at) or not _whole(before, at):
        return False
    if verb in HAPPENED:
        loose = any(one.lower() in BREAKS | ABOUT or one.endswith("ing") for one in between)
        return (
            not loose
            and not _clause(between)
            and not _event(between, after=("in", "at", "during", "after", "following"))
        )
    return verb in ACTED and lead and _plain(between)


def _belongs(after: Sequence[str], *, strict: bool) -> bool:
    """Whether what stands after the words leaves them with the verb before them."""
    first = after[0].lower()
    if strict:
        return first in ".,;!\u2026\u2014)" or first in ("that", "to", "after", "when", "following", "as")
    return not first[0].isalnum() or first in GO_ON


# --- the verb ------------------------------------------------------------------------------------------------------


def past_form(word: str) -> bool:
    """Whether a word may be the past form of a verb: "said", "arrested"."""
    if not word.islower() or word in NO_VERBS:
        return False
    regular = len(word) > 3 and word.endswith("ed") and not word.endswith("eed")
    return regular or word in FELL or word in IRREGULAR or word in SAID or word in ACTED


def _adverbs(tokens: Iterable[str]) -> bool:
    return all(one.lower() in ADVERBS or (one.endswith("ly") and one.islower()) for one in tokens)


def _helper(tokens: Sequence[str], at: int) -> str:
    """What stands before a verb: its auxiliary, or the word before it; adverbs are passed over."""
    at -= 1
    while at > 0 and _adverbs(tokens[at : at + 1]):
        at -= 1
    found = tokens[at].lower() if at >= 0 else ""
    if found == "been":
        return "had" if _helper(tokens, at) == "had" else "has"
    return {"wasn't": "was", "weren't": "was", "were": "was", "hadn't": "had"}.get(found, found)


def _not_past(helper: str) -> bool:
    return helper in PRESENT or helper in ("", ",") or re.search(r"'(?:s|re|ve|d|ll)$", helper) is not None


def _whole(tokens: Sequence[str], at: int) -> bool:
    """Whether a past form is a verb of its own and no participle: by its helper, its kind, or the object it has."""
    verb, helper = tokens[at], _helper(tokens, at)
    if _not_past(helper):
        return False
    if helper in ("was", "had") or verb in FELL or _pronoun(tokens, at):
        return True
    return verb not in NEVER | GIVEN and _object(tokens[at + 1 :])


def _pronoun(tokens: Sequence[str], at: int) -> bool:
    """Whether the verb has a short word for its subject, at the head of a clause."""
    helper = _helper(tokens, at)
    where = next((n for n in range(at - 1, -1, -1) if tokens[n].lower() == helper), 0)
    return helper in PRONOUNS and (where == 0 or tokens[where - 1].lower() in BREAKS)


def _object(following: Sequence[str]) -> bool:
    """Whether an object begins there, not a time: "killed two men", not "found two days ago"."""
    if not following or any(re.fullmatch(LONG, one.lower()) for one in following[:5]):
        return False
    first = following[0]
    return first.lower() in THE | THEM or first[0].isdigit() or first[0].isupper()


def _alone(before: Sequence[str]) -> bool:
    """Whether what stands before a past form is a plain subject, so that the form is its verb."""
    rest = list(dropwhile(lambda one: one.lower() in THE, before))
    if not rest or any(one.lower() in BREAKS | PRESENT | THE | THEM or not one[0].isalpha() for one in rest):
        return False
    return len(rest) <= 2 or all(one[0].isupper() for one in rest)


def _of_a_relative(before: Sequence[str], at: int) -> bool:
    """Whether the verb is that of a relative clause, after whose end another may stand."""
    there = next((n for n in range(at - 1, -1, -1) if before[n].lower() in ("who", "which", "that", "whose")), None)
    return there is not None and not any(past_form(one) for one in before[there + 1 : at])


# --- what stands between the verb and its day ----------------------------------------------------------------------


def _places(between: Sequence[str]) -> bool:
    """Whether nothing stands there but places: "in Leeds", "at home", "into the sea off Brest"."""
    at = 0
    while at < len(between):
        if between[at].lower() not in PLACING or at + 1 == len(between):
            return False
        at += 1 + (between[at + 1].lower() in THE)
        if at == len(between) or not between[at][0].isalpha() or between[at].lower() in BREAKS | PRESENT | THE:
            return False
        at += 1
        while at < len(between) and between[at][0].isupper() and between[at - 1][0].isupper():
            at += 1
    return not _event(between)


def _plain(between: Sequence[str]) -> bool:
    """Whether there is an object, or places, and nothing that a day may belong to."""
    if len(between) > 14 or _event(between) or _clause(between):
        return False
    first = between[0]
    if not (first.lower() in THE | THEM | PLACING | {"to"} or first[0].isupper() or first[0].isdigit()):
        return False
    for at, one in enumerate(between):
        low, rest = one.lower(), between[at + 1] if at + 1 < len(between) else ""
        if low == "to":
            if not (rest[:1].isupper() or rest in ("the", "hospital", "court", "prison", "jail", "safety", "shore")):
                return False
        elif low in BREAKS | PRESENT or low.endswith("ing") or low in ABOUT | {"after"}:
            return False
    return True


def _clause(between: Sequence[str]) -> bool:
    """Whether a clause may stand there without its "that": "a town the army enters"."""
    opens = (one.lower() in THE and at and between[at - 1].islower() for at, one in enumerate(between))
    return any(new and between[at - 1] not in PLACING | GO_ON | THE for at, new in enumerate(opens))


def _in_a_medium(verb: str, between: Sequence[str]) -> bool:
    """ "said in a statement", "told the BBC", "told reporters at a news conference": said there, on that day."""
    rest = list(between)
    if verb == "told":
        size = next((n for n, one in enumerate(rest) if one.lower() in ("in", "at", "during")), len(rest))
        whom, rest = rest[:size], rest[size:]
        most = 3 if whom and whom[0].lower() in THE else 1
        if not whom or (len(whom) > most and not all(one[0].isupper() for one in whom)):
            return False
        if any(
            one.lower() in BREAKS or (n and one.lower() in THE) or one.endswith("ing") for n, one in enumerate(whom)
        ):
            return False
        if not rest:
            return True
    return (
        2 <= len(rest) <= 6
        and rest[0].lower() in ("in", "at", "during", "on")
        and (rest[1].lower() in THE or rest[1][0].isupper())
        and not any(one.lower() in BREAKS or past_form(one) for one in rest)
        and not any(one.lower() in THE | PLACING for one in rest[2:])
    )


def _event(tokens: Sequence[str], after: Sequence[str] = ()) -> bool:
    """Whether something stands there that is held on a day; what happened in, at or ``after`` it does not count."""
    ways = PLACING | {"for", "to", *after}
    for at, one in enumerate(tokens):
        if re.fullmatch(rf"(?:{EVENTS})(?:e?s)?", one.lower()):
            near = [word.lower() for word in tokens[max(0, at - 4) : at] if word.lower() in ways]
            if not near or near[-1] not in after:
                return True
    return False


def _reported(before: Sequence[str], at: int, after: Sequence[str]) -> bool:
    """Whether somebody is said to say it, before or after."""
    return any(one.lower() in SAYING for one in (*before[:at], *before[at + 1 :], *after))


def _another_day(tokens: Sequence[str]) -> bool:
    return any(re.fullmatch(f"{WEEKDAY}|yesterday|today", one.lower()) for one in tokens)
