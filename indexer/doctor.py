"""What keeps a library from doing its work, and what to do about it."""

from collections.abc import Iterator

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.machine import Check, Grade, machine
from indexer.outcome import OnProgress


def examine(
    library: Library, *, full: bool = False, progress: OnProgress | None = None
) -> Iterator[Check]:
    """Looks at program, machine and library, and changes nothing.

    With `full`, every original is read and compared with journal, catalog and index. A fault that
    hides others ends the look at that part only. Raises nothing that is wrong with the library.
    """
    yield from machine(library)
    if not library.exists:
        yield Check(
            about="库",
            grade=Grade.NOTE,
            found=f"{library.folder} 里还没有库",
            cure="运行 huitoukan ingest 导入报告；或者用 --data 指定库在哪里。",
        )
        return
    settings = list(_settings(library))
    yield from settings
    if any(each.grade is Grade.BAD for each in settings):
        return  # the rest would only say so again
    yield from _contents(library)
    if full:
        yield from _verified(library, progress)
    yield from _sources(library)


def _settings(library: Library) -> Iterator[Check]:
    from indexer.linking.aliases import load_aliases
    from indexer.sources.register import sources

    wrong = False
    for look in (
        lambda: library.settings,
        lambda: library.taxonomy,
        lambda: load_aliases(library.folder),
        lambda: sources(library.folder),
    ):
        try:
            look()
        except LibraryError as error:
            wrong = True
            yield Check(
                about="设置", grade=Grade.BAD, found=str(error), cure="按提示改好这个文件。"
            )
    if not wrong:
        yield Check(about="设置", grade=Grade.GOOD, found="各设置文件都读得懂")


def _contents(library: Library) -> Iterator[Check]:
    from indexer.health import IndexHealth, health

    try:
        state = health(library)
    except LibraryError as error:
        yield Check(about="目录", grade=Grade.BAD, found=str(error), cure="按提示处理后再查一次。")
        return
    counts = state.counts
    yield Check(
        about="目录",
        grade=Grade.GOOD,
        found=f"{counts.reports} 份报告，{counts.findings} 个问题",
    )
    ready = (IndexHealth.LEVEL, IndexHealth.WRITING)
    grade = Grade.GOOD if state.index in ready else Grade.BAD
    cure = "运行 huitoukan ingest 补齐，或运行 huitoukan reindex 重建。"
    if state.index is IndexHealth.BEHIND:
        grade = Grade.NOTE
    yield Check(
        about="索引",
        grade=grade,
        found=state.index.value,
        cure=None if grade is Grade.GOOD else cure,
    )
    for fault in state.faults:
        yield _split("原件", fault)
    if counts.quarantined:
        yield Check(
            about="隔离区",
            grade=Grade.NOTE,
            found=f"有 {counts.quarantined} 个文件读不了",
            cure="运行 huitoukan quarantine list 看原因和办法。",
        )


def _verified(library: Library, progress: OnProgress | None) -> Iterator[Check]:
    from indexer.verify import verify

    try:
        result = verify(library, progress=progress)
    except LibraryError as error:
        yield Check(about="核对", grade=Grade.BAD, found=str(error), cure="按提示处理后再查一次。")
        return
    for fault in result.faults:
        yield _split("核对", fault.message)
    if result.sound:
        yield Check(
            about="核对",
            grade=Grade.GOOD,
            found=f"{result.originals} 份原件逐字节无误，日志、目录、索引一致",
        )


def _split(about: str, sentence: str) -> Check:
    """A sentence that says what is wrong and then what to do."""
    found, _, cure = sentence.partition("。")
    return Check(about=about, grade=Grade.BAD, found=found, cure=cure or None)


def _sources(library: Library) -> Iterator[Check]:
    from indexer.sources.standing import standings

    found = standings(library)
    for each in found:
        if each.ailment:
            yield Check(
                about="来源",
                grade=Grade.NOTE,
                found=f"{each.name}：{each.ailment}",
                cure=f"运行 huitoukan sources test {each.name} 看看现在取得到什么。",
            )
    if found and not any(each.ailment for each in found):
        yield Check(about="来源", grade=Grade.GOOD, found=f"{len(found)} 个来源都正常")
