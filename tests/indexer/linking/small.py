"""Tiny problems for the tests of linking."""

from indexer.linking.linker import Linked
from indexer.linking.problem import Problem, problems
from ingest.model import Finding, Report, Status


def problem(
    title: str,
    org: str | None = "河滩镇党委",
    when: str | None = "2020-05-01",
    *,
    county: str = "云溪县",
    status: Status = Status.DONE,
    text: str = "",
    id_: str | None = None,
    round_: str | None = None,
) -> Problem:
    """One problem as the only finding of a report."""
    report = Report(
        inspected_org=(org,) if org else (),
        region=(county,),
        feedback_on=when,
        round=round_,
        findings=(Finding(n=1, title=title, text=text or title, span=(0, 1), status=status),),
    )
    name = id_ or f"{org}{when}{title}"
    return next(problems(name, report, f"{name}.txt"))


def group_of(linked: Linked, title: str) -> str:
    """The key of the group of the only problem with this title."""
    (row,) = (row for row, each in enumerate(linked.problems) if each.title == title)
    return linked.keys[row]


def together(*titles: str) -> bool:
    """Whether the titles, each of an organisation of its own, are one group."""
    linked = Linked(problem(title, f"第{i}镇党委") for i, title in enumerate(titles))
    return len(set(linked.keys)) == 1
