#!/usr/bin/env bash
# The desk in a real Chromium, against a real host with the sample home.
# Pictures go to build/test-shots.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=${SONGHE_SOURCE:-$here/../..}
build=${SONGHE_BUILD:-$source/build}
data=$(mktemp -d)/data
host=
finish() {
  [ -z "$host" ] || { kill "$host" && wait "$host"; } 2>/dev/null || true
  rm -rf "$(dirname "$data")"
}
trap finish EXIT

"$source/scripts/sample-home" --into "$data" --songhe "$build/songhe"
"$build/songhe" --data "$data" --json serve --port 0 >"$data/serve.out" &
host=$!
for _ in $(seq 100); do
  [ -s "$data/serve.out" ] && break
  sleep 0.1
done
SONGHE_URL=$(sed -n 's/.*"url":"\([^"]*[^/"]\)\/*".*/\1/p' "$data/serve.out")
SONGHE_USER=manager
SONGHE_PASSWORD=$(awk '/manager:/ { print $NF }' "$data/sign-in.txt")
SONGHE_NODE_MODULES=$build/core/desk/work/node_modules
SONGHE_SHOTS=$build/test-shots
export SONGHE_URL SONGHE_USER SONGHE_PASSWORD SONGHE_NODE_MODULES SONGHE_SHOTS
mkdir -p "$SONGHE_SHOTS"
node --test --test-concurrency=1 "$here"/*.test.mjs
