"""Invented places and the organisations in them, computed from a number, so that none is kept."""

from ingest.model import Record

_FIRST = "云青玉清金石松竹桐柏榆槐梧枫荷莲芦苇溪泉沙白黑赤苍翠紫丹霜露星晓暮远长高双叠回曲"
_SECOND = "岭溪湖塘坪坳冲湾岗坡洲浦渡桥亭阁台屏岚峪峰崖沟泽原川源井铺集营寨堡墩埠汀渚坞畈垄"
_NAMES = len(_FIRST) * len(_SECOND)

_BUREAUS = (
    "民政",
    "教育",
    "住建",
    "农业农村",
    "水利",
    "林业",
    "交通运输",
    "卫生健康",
    "文化旅游",
    "应急管理",
    "财政",
    "审计",
    "自然资源",
    "人力资源和社会保障",
)
_TOWNS = 14
_VILLAGES = 4
ORGS_PER_COUNTY = _TOWNS + len(_BUREAUS) + _VILLAGES
_COUNTIES_PER_CITY = 8
_CITIES_PER_PROVINCE = 10
_COUNTY_KINDS = ("县", "县", "县", "市", "区")
_TOWN_KINDS = ("镇", "镇", "镇", "乡", "街道")


class Org(Record, frozen=True, kw_only=True):
    """One inspected organisation. `party` is how it speaks of itself (镇党委),
    `committee` the county's party committee (县委), `part` what its area divides into (村)."""

    name: str
    region: tuple[str, ...]
    level: str
    county: str
    party: str
    committee: str
    part: str


def place_name(k: int) -> str:
    """The two-character name number `k`; the first 1,600 names in a row all differ."""
    k = (k * 613 + 17) % _NAMES
    return _FIRST[k % len(_FIRST)] + _SECOND[k // len(_FIRST)]


def org(k: int) -> Org:
    """Organisation number `k` of an endless list: fourteen towns, fourteen bureaus and four
    villages to a county, eight counties to a city, ten cities to a province."""
    county_number, slot = divmod(k, ORGS_PER_COUNTY)
    city_number = county_number // _COUNTIES_PER_CITY
    province = place_name(7 * (city_number // _CITIES_PER_PROVINCE) + 5) + "省"
    city = place_name(11 * city_number + 300) + "市"
    kind = _COUNTY_KINDS[county_number % len(_COUNTY_KINDS)]
    county = place_name(3 * county_number + 900) + kind
    region = (province, city, county)
    committee = f"{kind}委"
    if slot < _TOWNS:
        kind = _TOWN_KINDS[slot % len(_TOWN_KINDS)]
        town = place_name(county_number * _TOWNS + slot) + kind
        party = "街道党工委" if kind == "街道" else f"{kind}党委"
        name = town + party.removeprefix(kind)
        return Org(
            name=name,
            region=(*region, town),
            level="乡",
            county=county,
            party=party,
            committee=committee,
            part="村",
        )
    slot -= _TOWNS
    if slot < len(_BUREAUS):
        return Org(
            name=f"{county}{_BUREAUS[slot]}局党组",
            region=region,
            level="县",
            county=county,
            party="局党组",
            committee=committee,
            part="镇",
        )
    slot -= len(_BUREAUS)
    town = place_name(county_number * _TOWNS + slot) + _TOWN_KINDS[slot % len(_TOWN_KINDS)]
    village = place_name(county_number * _VILLAGES + slot + 700) + "村"
    return Org(
        name=f"{town}{village}党总支",
        region=(*region, town, village),
        level="村",
        county=county,
        party="村党总支",
        committee=committee,
        part="组",
    )
