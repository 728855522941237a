"""Which names mean the same organisation."""

from pathlib import Path

import pytest

from indexer.errors import LibraryError
from indexer.linking.aliases import Alias, load_aliases
from indexer.linking.organisations import Organisations, OrgName, org_name


def named(name: str, *region: str) -> OrgName:
    found = org_name(name, region)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name", ["清市镇党委", "中共清市镇委员会", "清市镇人民政府", "清市镇", "中共云溪县清市镇委员会"]
)
def test_party_and_government_of_a_town_are_the_town(name: str) -> None:
    assert named(name, "云溪县") == named("清市镇", "云溪县")


def test_the_town_in_its_own_region_path_is_no_superior_of_itself() -> None:
    assert named("清市镇党委", "云溪县", "清市镇") == named("清市镇", "云溪县")


def test_a_bureau_is_the_same_with_its_county_before_it_or_with_the_word_county() -> None:
    assert named("县民政局党组", "云溪县") == named("云溪县民政局") == named("民政局", "云溪县")


def test_a_short_name_of_a_bureau_is_the_bureau() -> None:
    assert named("县住建局党组", "云溪县") == named("县住房和城乡建设局党组", "云溪县")


def test_towns_of_one_name_in_two_counties_stay_two() -> None:
    assert named("清市镇", "云溪县") != named("清市镇", "平冈县")


@pytest.mark.parametrize(
    "name", ["xx镇", "XX局党组", "某镇党委", "××街道", "○○镇", "**镇", None, ""]
)
def test_a_masked_or_missing_name_is_nobody(name: str | None) -> None:
    assert org_name(name, ("云溪县",)) is None


def test_a_name_without_county_is_the_only_one_of_that_name() -> None:
    full, short = named("清市镇", "云溪县"), named("清市镇党委")
    assert Organisations([full, short]).resolve(short) == full


def test_a_name_without_county_is_nobodys_where_two_counties_have_it() -> None:
    one, other, short = named("清市镇", "云溪县"), named("清市镇", "平冈县"), named("清市镇")
    assert Organisations([one, other, short]).resolve(short) is None


def test_a_name_without_city_is_the_one_in_its_county() -> None:
    full, short = named("清市镇", "青岭市", "云溪县"), named("清市镇", "云溪县")
    assert Organisations([full, short]).resolve(short) == full


def test_an_alias_joins_a_merged_village_to_the_new_one() -> None:
    aliases = [Alias(name="永安社区", also=("原永明村",))]
    old, new = named("永明村党支部", "云溪县"), named("永安社区党总支", "云溪县")
    known = Organisations([old, new], aliases)
    assert known.resolve(old) == known.resolve(new)


def test_an_alias_within_one_county_leaves_other_counties_alone() -> None:
    aliases = [Alias(name="永安社区", also=("永明村",), within="云溪县")]
    other = named("永明村", "平冈县")
    assert Organisations([other], aliases).resolve(other) == other


def test_aliases_are_read_from_the_library(tmp_path: Path) -> None:
    (tmp_path / "aliases.toml").write_text(
        '[[org]]\nname = "永安社区"\nalso = ["永明村"]\n', encoding="utf-8"
    )
    assert load_aliases(tmp_path) == (Alias(name="永安社区", also=("永明村",)),)


def test_a_library_without_aliases_has_none(tmp_path: Path) -> None:
    assert load_aliases(tmp_path) == ()


def test_a_wrong_alias_table_is_explained(tmp_path: Path) -> None:
    (tmp_path / "aliases.toml").write_text('[[org]]\nname = "永安社区"\n', encoding="utf-8")
    with pytest.raises(LibraryError, match="单位别名表"):
        load_aliases(tmp_path)


def test_the_county_of_a_town_is_known() -> None:
    assert named("清市镇", "青岭市", "云溪县").county == "云溪县"
