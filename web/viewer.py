"""Who looks at the page, and what that person may do."""

from enum import StrEnum

from ingest.model import Record


class Role(StrEnum):
    """What an account may do; each role may do what those before it may."""

    READ = "查阅"
    JUDGE = "研判"
    ADMIN = "管理"

    def covers(self, wanted: "Role") -> bool:
        """Whether this role may do what `wanted` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(wanted)


class Viewer(Record, frozen=True, kw_only=True):
    """A person, or a program with a token. `regions` limit what is seen, each a path of region
    names (`云川县`, or `江东省/云川县`); empty for everything."""

    name: str
    role: Role
    regions: tuple[str, ...] = ()

    def may(self, role: Role) -> bool:
        """Whether this viewer may do what `role` may."""
        return self.role.covers(role)

    @property
    def sees_all(self) -> bool:
        """Whether no region limits this viewer."""
        return not self.regions


LOCAL = "本机"
"""The name of the viewer on a page that serves this machine only and asks nobody to log in."""
