"""The groups of linked findings as they are kept, and which of them a new finding joins."""

import sqlite3

import msgspec

from indexer.linking.candidates import COMMONEST, NEAREST, Form, form_of, tokens
from indexer.linking.grams import Rarity
from indexer.linking.groups import concept_key, form_key, near_enough
from indexer.linking.problem import Problem
from indexer.linking.score import Weights

_encoder = msgspec.msgpack.Encoder()
_problem = msgspec.msgpack.Decoder(Problem)


class KeptGroups:
    """The groups in an open file of links; `weights` and `rarity` say how near two findings are."""

    def __init__(self, database: sqlite3.Connection, weights: Weights, rarity: Rarity) -> None:
        self._database = database
        self._weights = weights
        self._rarity = rarity

    def join(self, problem: Problem) -> str:
        """The key of the group that a new finding joins, or founds."""
        if problem.concept is not None:
            return concept_key(problem)
        form = form_of(problem)
        row = self._database.execute(
            "SELECT grp FROM form WHERE form = ?", (_encoder.encode(form),)
        ).fetchone()
        if row:
            return str(row[0])
        best = (0.0, "")
        for group in self._near(problem):
            score = self._nearness(problem, "grp = ?", group)
            if score is not None:
                best = max(best, (score, group))
        group = best[1] or form_key(form)
        keep_form(self._database, form, group, problem.id)
        return group

    def _near(self, problem: Problem) -> list[str]:
        """Groups with a form that is the same as the problem's by itself, among the forms that
        share most character pairs with it."""
        counts: dict[int, int] = {}
        for token in tokens(form_of(problem)):
            holders = self._database.execute(
                "SELECT form FROM posting WHERE token = ? LIMIT ?", (token, COMMONEST + 1)
            ).fetchall()
            if len(holders) <= COMMONEST:
                for (number,) in holders:
                    counts[number] = counts.get(number, 0) + 1
        nearest = sorted(counts, key=lambda number: (-counts[number], number))[:NEAREST]
        groups = [
            self._database.execute("SELECT grp FROM form WHERE id = ?", (number,)).fetchone()[0]
            for number in nearest
            if self._nearness(problem, "id = ?", number) is not None
        ]
        return list(dict.fromkeys(groups))

    def _nearness(self, problem: Problem, which: str, value: str | int) -> float | None:
        """How near the problem is to the first findings of some forms; None where it is not."""
        rows = self._database.execute(
            "SELECT body FROM finding WHERE id IN (SELECT first FROM form WHERE " + which + ")",
            (value,),
        )
        firsts = [_problem.decode(each[0]) for each in rows]
        if not firsts:  # all dropped since
            return None
        return near_enough(problem, firsts, self._weights, self._rarity)


def keep_form(database: sqlite3.Connection, form: Form, group: str, first: str) -> None:
    """Keeps that a form is of a group, and the id of the first finding that has it."""
    row = database.execute(
        "INSERT INTO form(form, grp, first) VALUES (?, ?, ?)", (_encoder.encode(form), group, first)
    )
    database.executemany(
        "INSERT INTO posting VALUES (?, ?)", ((token, row.lastrowid) for token in tokens(form))
    )
