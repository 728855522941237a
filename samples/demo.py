"""What `make demo` runs: ingests the sample reports, shows a search and a finding."""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = "samples/huitoukan-data"
PROGRAM = Path(sys.executable).parent / "huitoukan"
QUESTION = "公务接待"


def main() -> None:
    """Runs the commands and prints them, so that they can be typed again."""
    # Begins anew each time, in a folder of its own: nobody's library is touched.
    shutil.rmtree(ROOT / DATA, ignore_errors=True)
    _say("一、把示例报告导入库（26 份虚构的报告：文本、Word、PDF、网页）")
    _run("ingest", "samples/reports")
    _say("二、查先例：别处的这类问题怎么写、怎么改、怎么处理")
    _run("search", QUESTION, "--limit", "3")
    _say("三、看一个问题的全文，以及它在原文中的位置")
    _run("show", _first())
    _say("接下来可以试试")
    for words in (
        ("search", "村级 财务", "--year", "2020..2024"),
        ("search", "状态:正在整改", "--sort", "最新"),
        ("status",),
        ("parse", "samples/reports/2024白荻镇整改通报.docx"),
    ):
        print(f"  {_typed(words)}")
    print("\n导入自己的报告：.venv/bin/huitoukan ingest 报告所在的文件夹")
    print("全部命令：.venv/bin/huitoukan --help；说明见 README.md")


def _first() -> str:
    """The id of the best hit."""
    done = subprocess.run(
        [PROGRAM, "--data", DATA, "search", QUESTION, "--limit", "1", "--json"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found: str = json.loads(done.stdout)["hits"][0]["card"]["id"]
    return found


def _run(*words: str) -> None:
    print(f"$ {_typed(words)}", flush=True)
    subprocess.run([PROGRAM, "--data", DATA, *words], cwd=ROOT, check=True)


def _typed(words: tuple[str, ...]) -> str:
    """The command line as a person would type it: shlex quotes what only looks unsafe."""
    quoted = " ".join(shlex.quote(word) if " " in word else word for word in words)
    return f".venv/bin/huitoukan --data {DATA} {quoted}"


def _say(sentence: str) -> None:
    print(f"\n== {sentence}\n", flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
