"""Which forms are one name: those that share a key, unless or because other names of the texts show so. Pure."""

from collections.abc import Callable, Iterable, Sequence

from workbench.domain.namesfolded import keys, parts, plain
from workbench.domain.nameswords import ARTICLES


def grouped(forms: Iterable[str]) -> list[list[str]]:
    """The forms (as :func:`workbench.domain.namesfolded.form_of` gives them) in groups, each of one name."""
    ordered = sorted(set(forms))
    sets = _Sets(ordered)
    several = [form for form in ordered if len(parts(form)) > 1]
    alone = [form for form in ordered if len(parts(form)) == 1]
    _join_shared(several, sets, keys)
    _join_shared(ordered, sets, plain)
    _join_shared([form for form in ordered if _with_article(form)], sets, _article_keys)
    _join_surnames(alone, several, sets)
    _join_initials(several, sets)
    groups: dict[str, list[str]] = {}
    for form in ordered:
        groups.setdefault(sets.root(form), []).append(form)
    return list(groups.values())


class _Sets:
    """Disjoint sets of forms."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._up = {form: form for form in forms}

    def root(self, form: str) -> str:
        while self._up[form] != form:
            self._up[form] = form = self._up[self._up[form]]
        return form

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._up[high] = low


def _join_shared(forms: Iterable[str], sets: _Sets, of: Callable[[str], Iterable[str]]) -> None:
    first: dict[str, str] = {}
    for form in forms:
        for key in of(form):
            other = first.setdefault(key, form)
            if other is not form:
                sets.join(form, other)


def _with_article(form: str) -> bool:
    """Whether a name is one word with the Arabic article, or may be: Al at the beginning may be a forename too."""
    words = parts(form)
    return bool(words[:1] and words[0].bare) if len(words) == 1 else len(words) == 2 and words[0].letters in ARTICLES


def _article_keys(form: str) -> Iterable[str]:
    return [key for key in keys(form) if key.lstrip("=").startswith("al")]


def _join_surnames(alone: Sequence[str], several: Sequence[str], sets: _Sets) -> None:
    """Join the spellings of single words, unless whole names show that they are of different people."""
    ending: dict[str, set[str]] = {}
    for form in several:
        last = parts(form)[-1]
        for end in {last.letters, last.bare} - {""}:
            ending.setdefault(end, set()).add(sets.root(form))
    roots = sorted({sets.root(form) for form in alone})
    near = _Sets(roots)
    shared: dict[str, str] = {}
    for form in alone:
        for key in keys(form):
            other = shared.setdefault(key, sets.root(form))
            near.join(sets.root(form), other)
    whole: dict[str, set[str]] = {root: set() for root in roots}
    for form in alone:
        whole[sets.root(form)] |= ending.get(parts(form)[0].letters, set())
    likely: dict[str, list[str]] = {}
    for root in roots:
        likely.setdefault(near.root(root), []).append(root)
    for some in likely.values():
        borne = [root for root in some if whole[root]]
        same = _Sets(borne)
        first: dict[str, str] = {}
        for root in borne:
            for name in sorted(whole[root]):
                same.join(root, first.setdefault(name, root))
        people = {same.root(root) for root in borne}
        for root in some:
            if len(people) <= 1:
                sets.join(some[0], root)
            elif whole[root]:
                sets.join(same.root(root), root)


def _join_initials(several: Sequence[str], sets: _Sets) -> None:
    """Join a name with initials to the one with forenames, where the surname is the same and just one name fits."""
    full: dict[str, list[str]] = {}
    short: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for form in several:
        words = parts(form)
        leading = next((number for number, one in enumerate(words) if not one.initial), len(words))
        if leading == len(words):
            continue
        if leading:
            surname = " ".join(one.letters for one in words[leading:])
            short.setdefault(surname, []).append((form, tuple(one.letters for one in words[:leading])))
        else:
            for number in range(1, len(words)):
                if not any(one.initial for one in words[number:]):
                    full.setdefault(" ".join(one.letters for one in words[number:]), []).append(form)
    found: dict[str, set[str]] = {}
    for surname, some in short.items():
        for form, initials in some:
            count = len(surname.split())
            fitting = {
                sets.root(one)
                for one in full.get(surname, ())
                if _fits(initials, [part.letters for part in parts(one)[:-count]])
            }
            found.setdefault(sets.root(form), set()).update(fitting - {sets.root(form)})
    for root, fitting in sorted(found.items()):
        if len(fitting) == 1:
            sets.join(root, fitting.pop())


def _fits(initials: Sequence[str], forenames: Sequence[str]) -> bool:
    """Whether initials can be those of forenames: the first of the first, the others in order, some left out."""
    if not forenames or not forenames[0].startswith(initials[0]):
        return False
    left = iter(forenames[1:])
    return all(any(name.startswith(initial) for name in left) for initial in initials[1:])
