"""By when a finding is to be solved, and how long that is past."""

import calendar
from datetime import date

from ingest.model import Status


def days_overdue(deadline: str | None, status: Status, today: date) -> int | None:
    """How many days ago the deadline passed; None where it has not, or the finding is done. A
    month or a year lasts until its end."""
    if deadline is None or status.claims_done:
        return None
    days = (today - last_day(deadline)).days
    return days if days > 0 else None


def last_day(deadline: str) -> date:
    """The last day of an ISO date of any precision."""
    year, month, day = ([int(part) for part in deadline.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])
