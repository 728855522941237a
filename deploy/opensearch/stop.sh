#!/usr/bin/env bash
# Stops the test cluster that start.sh started, and removes its data.
set -euo pipefail
cd "$(dirname "$0")"
[ -e run/pid ] || exit 0
pid=$(cat run/pid)
kill "$pid" 2>/dev/null || true
for _ in $(seq 30); do
  kill -0 "$pid" 2>/dev/null || break
  sleep 1
done
kill -9 "$pid" 2>/dev/null || true
rm -rf run
