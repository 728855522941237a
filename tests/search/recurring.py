"""A library of one county in which a problem comes back."""

from pathlib import Path

from indexer.build import ingest
from indexer.library import Library

COPIED = (
    "接到意见当晚，班子成员打着手电逐户上门听骂声，把乡亲们的气话原样记进黄皮本，"
    "第二天一早贴到赶集的路口，谁的账谁当众认，认完一笔划掉一笔，划不掉的年底不评先。"
)


def notice(
    town: str,
    year: int,
    *findings: tuple[str, str],
    round: str | None = None,
    published: str | None = None,
    opening: str = "",
) -> str:
    """A town's notice on its rectification; a finding is its title and all that follows it."""
    of_round = f"按照{round}巡察安排，" if round else ""
    blocks = "\n".join(
        f"{n}.{title}的问题。\n{rest}" for n, (title, rest) in enumerate(findings, 1)
    )
    day = published or f"{year}年12月10日"
    return (
        f"中共云川县{town}委员会关于巡察整改进展情况的通报\n\n"
        f"{of_round}{year}年3月1日至5月31日，县委第一巡察组对{town}党委开展了常规巡察，"
        f"{year}年6月20日反馈了巡察意见。现将整改情况公布如下。\n\n{opening}\n"
        f"一、关于财经纪律方面\n{blocks}\n"
        f"中共云川县{town}委员会\n{day}\n"
    )


DONE = "整改措施：修订制度，逐笔核对。\n整改进度：已完成整改。\n"
ONGOING = "整改措施：正在清理。\n整改进度：正在整改。\n"
NOTICES = {
    "柳河2020.txt": notice("柳河镇", 2020, ("公务接待不规范", DONE), opening=COPIED),
    "柳河2023.txt": notice("柳河镇", 2023, ("违规公务接待", ONGOING)),
    "桂岭2020.txt": notice(
        "桂岭镇", 2020, ("公务接待超标准", DONE), ("会议记录不完整", DONE), opening=COPIED
    ),
    "青石2023.txt": notice("青石乡", 2023, ("公务接待审批不严", DONE)),
}


def library_of(folder: Path, notices: dict[str, str]) -> Library:
    """A library in `folder` that holds these notices, by the names of their files."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    for name, text in notices.items():
        (inbox / name).write_text(text, encoding="utf-8")
    library = Library(folder / "data")
    ingest(library, [inbox])
    return library


def county(folder: Path) -> Library:
    """公务接待 in three towns, in one of them again after it was claimed solved; two towns whose
    notices begin alike."""
    return library_of(folder, NOTICES)
