#!/usr/bin/env bash
# Makes an installation bundle for a machine without network, of this machine's platform and
# Python: wheels of the locked versions, this project's own wheel, the lock, and install.sh.
# Usage: deploy/bundle/build.sh PYTHON_OF_THE_ENVIRONMENT [FOLDER]      (run by `make bundle`)
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$1
out=${2:-dist}

name=$("$python" - <<'EOF'
import platform, sys, tomllib
version = tomllib.load(open("pyproject.toml", "rb"))["project"]["version"]
print(f"huitoukan-{version}-{sys.platform}-{platform.machine()}-py{sys.version_info[0]}.{sys.version_info[1]}")
EOF
)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bundle=$folder/$name
mkdir -p "$bundle/wheels" "$out"

"$python" -m pip download -q --disable-pip-version-check --require-hashes --no-deps \
    --only-binary :all: -r requirements/run.txt -d "$bundle/wheels"
"$python" -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation \
    -w "$bundle" .
cp requirements/run.txt deploy/bundle/install.sh README.md LICENSE docs/operations.md "$bundle/"
cp -r deploy/systemd "$bundle/systemd"
"$python" -c 'import sys; print("{}.{}".format(*sys.version_info))' > "$bundle/python-version"
(cd "$bundle" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
tar -C "$folder" -czf "$folder/$name.tar.gz" "$name"
mv "$folder/$name.tar.gz" "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
