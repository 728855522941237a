"""Charts as pictures, for files that cannot hold SVG; with a Chinese font of this computer."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

ZOOM = 2.0
"""A picture is drawn twice as large as on a screen, to be sharp on paper."""

_STYLE = "g.dark text { fill: #fff; }"


class Font(NamedTuple):
    """A font file and the family in it."""

    path: Path
    family: str


# By the name of the file, the ones that read best at small sizes first.
_FAMILIES = {
    "notosanscjk-regular.ttc": "Noto Sans CJK SC",
    "notosanscjksc-regular.otf": "Noto Sans CJK SC",
    "notosanssc-regular.otf": "Noto Sans SC",
    "notosanssc-regular.ttf": "Noto Sans SC",
    "sourcehansanssc-regular.otf": "Source Han Sans SC",
    "sourcehansanscn-regular.otf": "Source Han Sans CN",
    "sourcehansans.ttc": "Source Han Sans SC",
    "msyh.ttc": "Microsoft YaHei",
    "msyh.ttf": "Microsoft YaHei",
    "pingfang.ttc": "PingFang SC",
    "hiragino sans gb.ttc": "Hiragino Sans GB",
    "deng.ttf": "DengXian",
    "simhei.ttf": "SimHei",
    "wqy-microhei.ttc": "WenQuanYi Micro Hei",
    "wqy-zenhei.ttc": "WenQuanYi Zen Hei",
    "droidsansfallbackfull.ttf": "Droid Sans Fallback",
    "simsun.ttc": "SimSun",
    "simfang.ttf": "FangSong",
    "notoserifcjk-regular.ttc": "Noto Serif CJK SC",
}


def png(svg: str) -> bytes | None:
    """The chart as PNG; None where this computer has no Chinese font that is known here."""
    font = chinese_font()
    if font is None:
        return None
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            background="#ffffff",
            zoom=ZOOM,
            style_sheet=_STYLE,
            skip_system_fonts=True,
            font_files=[str(font.path)],
            font_family=font.family,
            sans_serif_family=font.family,
        )
    )


@cache
def chinese_font() -> Font | None:
    """The best Chinese font of this computer; None where there is none of those known here."""
    found: dict[str, Path] = {}
    for top in _folders():
        for folder, _, names in os.walk(top):
            for name in names:
                if name.lower() in _FAMILIES:
                    found.setdefault(name.lower(), Path(folder, name))
    return next((Font(found[name], _FAMILIES[name]) for name in _FAMILIES if name in found), None)


def _folders() -> list[Path]:
    if sys.platform == "win32":
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"),
            Path(os.environ.get("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts"),
        ]
    home = Path(os.path.expanduser("~"))
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
