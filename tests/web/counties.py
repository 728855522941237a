"""A library of two counties, one of which a limited viewer must not learn anything of."""

from pathlib import Path

from indexer.library import Library
from tests.search.recurring import COPIED, DONE, NOTICES, ONGOING, library_of, notice

OWN, OTHER = "云川县", "白石县"
OTHER_ORG = "松坪镇"
# What a viewer of OWN must meet nowhere.
SECRETS = (OTHER, OTHER_ORG, "危房改造", "松坪")

_DATED = "整改措施：逐户核对。完成时限：2021年6月30日前。\n整改进度：正在整改。\n"
_ELSEWHERE = {
    "松坪2020.txt": notice(
        OTHER_ORG,
        2020,
        ("公务接待不规范", DONE),
        ("危房改造资金拨付不及时", _DATED),
        opening=COPIED,
    ),
    "松坪2023.txt": notice(
        OTHER_ORG, 2023, ("违规公务接待", ONGOING), ("危房改造资金滞留", ONGOING)
    ),
}


def two_counties(folder: Path) -> Library:
    """公务接待 in both counties and again after a claim in either; 危房改造 in the other only."""
    elsewhere = {name: text.replace(OWN, OTHER) for name, text in _ELSEWHERE.items()}
    return library_of(folder, NOTICES | elsewhere)
