"""The seconds that Prefect adds to an ingest: `python -m bench.flow_overhead 10 1000`."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

_NOTICE = """中共第{n}镇委员会关于巡察整改情况的通报
（一）作风建设方面
1.关于“公务接待不规范”的问题。一是清退超标费用{n}元。二是修订接待制度。已完成整改。
2.关于“村务公开不及时”的问题。一是补齐公开栏。正在整改。
中共第{n}镇委员会
2024年12月2日
"""


def main(counts: list[int]) -> None:
    """Prints, for each number of reports, the seconds of the function and of the flow over it.

    The server is started before the clock, and so is Prefect's import; both are told apart.
    """
    import flows  # noqa: F401 - keeps Prefect from phoning home
    from indexer.build import ingest
    from indexer.library import Library

    began = time.perf_counter()
    from prefect.testing.utilities import prefect_test_harness

    from flows.ingest_reports import ingest_reports

    with prefect_test_harness(server_startup_timeout=120):
        print(f"Prefect 启动 {time.perf_counter() - began:.1f} 秒")
        print("份数  函数（秒）  流程（秒）  多用")
        for count in counts:
            folder = Path(tempfile.mkdtemp())
            try:
                inbox = folder / "inbox"
                inbox.mkdir()
                for n in range(count):
                    (inbox / f"{n}.txt").write_text(_NOTICE.format(n=n), encoding="utf-8")
                began = time.perf_counter()
                ingest(Library(folder / "bare"), [inbox])
                bare = time.perf_counter() - began
                began = time.perf_counter()
                ingest_reports([inbox], folder / "flow", return_state=True)
                flow = time.perf_counter() - began
                print(f"{count:5d}  {bare:10.2f}  {flow:10.2f}  {flow / bare - 1:5.1%}")
            finally:
                shutil.rmtree(folder)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [10, 1000, 10_000])
