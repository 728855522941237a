#!/usr/bin/env bash
# Starts the three-node test cluster in the background and waits until it is healthy.
# Leaves its process id in run/pid and the addresses of the nodes and of the control in run/addresses.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p run
if [ -e run/pid ] && kill -0 "$(cat run/pid)" 2>/dev/null && [ -e run/addresses ]; then
  cat run/addresses
  exit 0
fi
rm -rf run/addresses run/data
mvn -q -B compile
# It lives for minutes: what the second compiler and parallel collection would cost never pays back.
nohup java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms512m -Xmx1536m -cp "target/classes:target/lib/*" \
  Cluster run/data run/addresses >run/log 2>&1 </dev/null &
echo $! >run/pid
for _ in $(seq 120); do
  if [ -e run/addresses ]; then
    cat run/addresses
    exit 0
  fi
  kill -0 "$(cat run/pid)" 2>/dev/null || break
  sleep 1
done
echo "The cluster did not come up; the end of deploy/opensearch/run/log:" >&2
tail -n 20 run/log >&2
./stop.sh
exit 1
