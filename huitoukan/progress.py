"""A progress bar on the terminal; nothing where there is none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.outcome import OnProgress, Progress


@contextmanager
def progress(title: str) -> Iterator[OnProgress | None]:
    """What to tell the progress to; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    # Not the harmless stream: a bar moves the cursor. rich itself respects NO_COLOR.
    with Bar(*columns, console=Console(file=sys.__stderr__), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tell(state: Progress) -> None:
            bar.update(task, completed=state.done, total=state.total)

        yield tell
