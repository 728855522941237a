"""A mixed set of questions as inspectors ask them, for measuring latency."""

from random import Random

from bench.vocabulary import problem_types
from ingest.model import Record, Status


class Query(Record, frozen=True, kw_only=True):
    """Words that must all match, and filters; `years` is a closed range."""

    words: str
    years: tuple[int, int] | None = None
    status: Status | None = None


def mixed_queries(n: int, seed: int = 1) -> list[Query]:
    """`n` queries: objects, objects with a deficiency, two objects, words of measures; about half
    of them filtered by years, by status or by both."""
    rng = Random(seed)
    kinds = problem_types()
    measure_words = ("追缴", "诫勉谈话", "党内警告", "试点", "第三方机构", "群众意见", "流程图")
    queries = []
    for i in range(n):
        kind = rng.choice(kinds)
        topic = rng.choice(kind.objects)
        words = (
            topic,
            f"{topic} {rng.choice(kind.wordings)}",
            f"{topic} {rng.choice(measure_words)}",
            rng.choice(measure_words),
        )[i % 4]
        low = rng.randint(2016, 2024)
        years = (low, low + 2) if rng.random() < 0.35 else None
        status = rng.choice((Status.DONE, Status.SUSTAINED, Status.ONGOING))
        queries.append(
            Query(words=words, years=years, status=status if rng.random() < 0.3 else None)
        )
    return queries
