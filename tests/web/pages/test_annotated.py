"""A report's text with its notes."""

from indexer.entries import ReportEntry
from ingest.model import Finding, Measure, Report, Status
from web.pages.annotated import annotated

TEXT = "关于整改的通报\n一、账目不清\n一是清理；二是<补登>。已完成整改。\n附表\t经手\n第1项\t王某\n"


def test_each_line_of_the_text_is_there_and_belongs_to_its_finding() -> None:
    lines = annotated(entry())
    assert [each.finding for each in lines] == [None, 1, 1, None, None]
    assert [each.first for each in lines] == [(), (1,), (), (), ()]


def test_a_note_bears_what_was_read() -> None:
    assert 'title="整改进度：完成">已完成整改</span>' in annotated(entry())[2].html


def test_markup_in_a_text_is_text() -> None:
    assert "&lt;补登&gt;" in annotated(entry())[2].html


def test_lines_parted_alike_are_rows_of_a_table() -> None:
    assert [each.cells for each in annotated(entry())][3:] == [("附表", "经手"), ("第1项", "王某")]


def test_notes_that_overlap_are_all_told() -> None:
    lines = annotated(entry(whole=True))
    assert 'title="措施 2；整改进度：完成"' in lines[2].html


def entry(*, whole: bool = False) -> ReportEntry:
    """One finding with two measures; with `whole` the second one holds the status, too."""

    def span(words: str) -> tuple[int, int]:
        start = TEXT.index(words)
        return start, start + len(words)

    second = "二是<补登>。已完成整改" if whole else "二是<补登>"
    finding = Finding(
        n=1,
        title="账目不清",
        text="",
        span=(TEXT.index("一、"), TEXT.index("附表") - 1),
        status=Status.DONE,
        status_span=span("已完成整改"),
        measures=(
            Measure(n=1, text="", span=span("一是清理")),
            Measure(n=2, text="", span=span(second)),
        ),
    )
    return ReportEntry(
        id="0" * 12,
        sha256="0" * 64,
        name="通报.txt",
        added_at="2025-01-01T00:00:00+00:00",
        current=True,
        superseded_by=None,
        text=TEXT,
        report=Report(findings=(finding,)),
        places=(),
    )
