"""Old Word and WPS files → .docx, by LibreOffice where it is installed.

Part of the work of a killable worker: LibreOffice inherits its limit of memory, and has its own of
time. It gets a profile of its own that runs no macros and asks no network for linked pictures.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path, PurePath

from ingest.limits import Limits
from ingest.unreadable import Unreadable

SUFFIXES = frozenset({".doc", ".wps"})
"""Suffixes of the files that can be read where a converter is installed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMMANDS = ("soffice", "libreoffice")
_SHARE_OF_TIME = 0.8  # the rest is for reading what comes out
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def converter() -> str | None:
    """The program that converts; None where none is installed."""
    return next(filter(None, map(shutil.which, _COMMANDS)), None)


def readable(data: bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """The file as it is, or as .docx where it is an old one and a converter is installed.

    Raises `Unreadable` where the converter fails.
    """
    program = converter() if data.startswith(_OLE) else None
    if program is None or PurePath(name).suffix.lower() not in SUFFIXES:
        return data, name
    with tempfile.TemporaryDirectory(prefix="huitoukan-", ignore_cleanup_errors=True) as folder:
        converted = _convert(program, data, Path(folder), limits.seconds * _SHARE_OF_TIME)
    return converted, f"{PurePath(name).stem}.docx"


def _convert(program: str, data: bytes, folder: Path, seconds: float) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    # WPS writes Word's old format; by their own suffix its files would be taken for MS Works.
    (folder / "in.doc").write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx"),
        *("--outdir", str(folder / "out"), str(folder / "in.doc")),
    ]
    with (folder / "said").open("wb") as said:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=folder,
            env={**os.environ, "HOME": str(folder)},
            start_new_session=True,
        )
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                f"LibreOffice 转换超过 {seconds:g} 秒仍未完成，已停止。"
                "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
            ) from error
        finally:
            _end(child)
    try:
        return (folder / "out" / "in.docx").read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(
            "LibreOffice 没能转换这个文件，可能有密码或已损坏。"
            "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
        ) from error


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Ends the converter with all that it has started."""
    if os.name == "nt":
        child.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
