#!/usr/bin/env bash
# 离线安装：不连任何网络。用法：./install.sh [安装到哪里，默认 /opt/huitoukan]
# 用别的 Python：PYTHON=/usr/local/bin/python3.11 ./install.sh
# 已装过旧版的，也用它升级；装不成会换回旧版。
set -euo pipefail
umask 022
cd "$(dirname "$0")"
target=${1:-/opt/huitoukan}
wanted=$(cat python-version)
python=${PYTHON:-python$wanted}

fail() {
    echo "错误：$*" >&2
    exit 1
}

command -v "$python" >/dev/null || fail "找不到 $python。请先安装 Python $wanted，或用 PYTHON=… 指明它在哪里。"
found=$("$python" -c 'import sys; print("{}.{}".format(*sys.version_info))')
[ "$found" = "$wanted" ] || fail "这个安装包要用 Python $wanted，$python 是 $found。"
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail "$python 缺少 venv 模块。请安装系统的 python3-venv 包。"
sha256sum -c --quiet SHA256SUMS || fail "安装包不完整或被改动过，请重新复制。"
case $target in /*) ;; *) target=$PWD/$target ;; esac
if [ -e "$target" ] && [ ! -x "$target/bin/huitoukan" ]; then
    fail "$target 已存在，但不是回头看的安装。请换一个位置。"
fi

# 环境里的程序记着自己的路径，所以先让开旧的，在原处装新的；装不成就换回来。
old=
if [ -e "$target" ]; then
    old=$target.old
    rm -rf "$old"
    mv "$target" "$old"
fi
undo() {
    rm -rf "$target"
    if [ -n "$old" ]; then
        mv "$old" "$target"
        echo "没有装成，原来的版本已换回来。" >&2
    fi
}
trap undo EXIT
"$python" -m venv "$target"
pip() {
    "$target/bin/python" -m pip "$@" -q --disable-pip-version-check --no-index --no-deps
}
pip install --require-hashes --find-links wheels -r run.txt
pip install ./*.whl
"$target/bin/huitoukan" --version
trap - EXIT

echo "已装到 $target。"
if [ -n "$old" ]; then
    echo "旧版本留在 $old，确认新版可用后可以删除。"
fi
echo "接下来：$target/bin/huitoukan ingest 报告所在的文件夹；开机自动运行见 operations.md。"
