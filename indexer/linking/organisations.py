"""Which names mean the same organisation.

清市镇党委, 中共清市镇委员会, 清市镇人民政府 and 清市镇 are one; towns of one name in two counties
are two; a masked name (xx镇, 某局) is like no other, not even itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from indexer.folding import searchable
from indexer.linking.aliases import Alias
from ingest.model import Record

_MASKED = re.compile(r"[x×*某✕□△]|[〇○oO]{2}")
_PREFIX = re.compile(r"^(?:中国共产党|中共)")
_SUFFIX = re.compile(
    r"(?:委员会|党政领导班子|领导班子|班子|党工委|党委会?|党组|党总支|总支|党支部|支部|党组织|人民政府|政府|办事处|公告|机关)+$"
)
_LEVEL = re.compile(
    r"[^省市州县区旗盟]{1,7}?(?:自治区|自治州|省|市|州|盟|县|(?<!社)区|旗)"
    r"|[^镇乡县市区和局]{2,4}?(?:镇|乡|街道)(?=..)"
)
_GENERIC = re.compile(r"^(?:[省市县区旗]|本[市县区])(?=..)")
_COUNTY = re.compile(r"(?:县|区|市|旗)$")
_SHORT = {
    "住建局": "住房和城乡建设局",
    "住房城乡建设局": "住房和城乡建设局",
    "卫健局": "卫生健康局",
    "卫健委": "卫生健康局",
    "卫生健康委": "卫生健康局",
    "人社局": "人力资源和社会保障局",
    "交通局": "交通运输局",
    "文旅局": "文化旅游局",
    "文化和旅游局": "文化旅游局",
    "供销社": "供销合作社",
    "供销合作社联合社": "供销合作社",
    "自然资源和规划局": "自然资源局",
}


class OrgName(Record, frozen=True, kw_only=True):
    """A name taken apart: `leaf` its own part, `above` the known superiors, nearest first."""

    leaf: str
    above: tuple[str, ...] = ()

    @property
    def county(self) -> str | None:
        """The county (县、区、县级市) that the organisation belongs to, where known."""
        return next((name for name in self.above if _COUNTY.search(name)), None)

    @property
    def key(self) -> str:
        """One string for the organisation, superiors first."""
        return "/".join((*reversed(self.above), self.leaf))


@lru_cache(maxsize=100_000)
def org_name(name: str | None, region: tuple[str, ...] = ()) -> OrgName | None:
    """The name taken apart with the help of its region path; None where it is masked or missing."""
    bare = _bare(name or "")
    if not bare or _MASKED.search(bare):
        return None
    path = [part for part in map(searchable, region) if part and not _MASKED.search(part)]
    own: list[str] = []
    while (found := _LEVEL.match(bare)) and found.end() < len(bare) - 1:
        own.append(found.group())
        bare = bare[found.end() :]
    generic = _GENERIC.match(bare)
    if generic:
        bare = bare[1:]
    leaf = _SHORT.get(bare, bare)
    above = [part for part in path if part != leaf]
    above += [part for part in own if part not in above]
    if leaf in path:
        above = [*path[: path.index(leaf)], *(p for p in own if p not in path)]
    return OrgName(leaf=leaf, above=tuple(reversed(above)))


def _bare(name: str) -> str:
    text = _PREFIX.sub("", searchable(name))
    text = text.removeprefix("原")
    return _SUFFIX.sub("", text) or text


def same_leaves(leaf: str, aliases: Iterable[Alias]) -> set[str]:
    """The leaf, and the leaves that aliases join with it."""
    leaves = {leaf}
    for alias in aliases:
        joined = {_bare(name) for name in (alias.name, *alias.also)}
        if leaf in joined:
            leaves |= joined
    return leaves


class Organisations:
    """All organisations of a library; decides together which names are one."""

    def __init__(self, names: Iterable[OrgName], aliases: Iterable[Alias] = ()) -> None:
        """A name that lacks its county is the one organisation of that name whose county is
        known, if there is but one; where there are two, it is nobody's."""
        self._aliases = defaultdict(list)
        for alias in aliases:
            for other in alias.also:
                self._aliases[_bare(other)].append(alias)
        self._chains: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in set(names):
            current = self._current(name)
            self._chains[current.leaf].add(current.above)
        self._known: dict[OrgName, OrgName | None] = {}

    def resolve(self, name: OrgName) -> OrgName | None:
        """The organisation that the name means, by its fullest name; None where it may mean
        several."""
        if name not in self._known:
            self._known[name] = self._fullest(self._current(name))
        return self._known[name]

    def key(self, name: OrgName | None) -> str | None:
        """The resolved organisation's key; None where nobody can say which it is."""
        resolved = None if name is None else self.resolve(name)
        return resolved.key if resolved else None

    def short(self, names: Iterable[OrgName]) -> dict[OrgName, str | None]:
        """What to call the organisation of each name: by its own part where no other of them has
        the same; None where nobody can say which it is."""
        resolved = {name: self.resolve(name) for name in set(names)}
        leaves = Counter(org.leaf for org in set(filter(None, resolved.values())))
        return {
            name: (org.leaf if leaves[org.leaf] == 1 else org.key.replace("/", "")) if org else None
            for name, org in resolved.items()
        }

    def _current(self, name: OrgName) -> OrgName:
        for alias in self._aliases.get(name.leaf, ()):
            if alias.within is None or searchable(alias.within) in name.above:
                return OrgName(leaf=_bare(alias.name), above=name.above)
        return name

    def _fullest(self, name: OrgName) -> OrgName | None:
        chains = self._chains.get(name.leaf, {name.above})
        longer = [c for c in chains if c[: len(name.above)] == name.above]
        ends = [c for c in longer if not any(o != c and o[: len(c)] == c for o in longer)]
        return OrgName(leaf=name.leaf, above=ends[0]) if len(ends) == 1 else None
