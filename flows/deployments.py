"""Which flows run by themselves, and when: one table for `schedule start` and its commands."""

from datetime import time

from ingest.model import Record

NAME = "schedule"
ZONE = "Asia/Shanghai"


class Plan(Record, frozen=True, kw_only=True):
    """A flow by its module and name; `days` is a cron field (Monday is 1), or None where it runs
    only when asked to. `after` are minutes after the hour that the user chose: a flow that comes
    due during another waits for it."""

    name: str
    summary: str
    days: str | None = None
    after: int = 0

    @property
    def module(self) -> str:
        """The module in `flows`, which holds the flow under the same name."""
        return self.name.replace("-", "_")

    def cron(self, daily: time) -> str | None:
        """When it runs where the day's work begins at `daily`, in Beijing time."""
        if self.days is None:
            return None
        # Never past midnight: the day of the week would be the wrong one.
        minutes = min(daily.hour * 60 + daily.minute + self.after, 24 * 60 - 1)
        return f"{minutes % 60} {minutes // 60} * * {self.days}"


PLANS = (
    Plan(name="watch-notices", summary="去各来源取新内容", days="*"),
    Plan(name="link-findings", summary="比对是否反复", days="*", after=5),
    Plan(name="weekly-digest", summary="写每周汇总", days="1", after=10),
    Plan(name="verify-library", summary="核验原件、目录和索引", days="6", after=15),
    Plan(name="rebuild-index", summary="由原件重建目录和索引"),
    Plan(name="ingest-reports", summary="导入文件夹"),
)
