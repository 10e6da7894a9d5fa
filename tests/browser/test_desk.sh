#!/usr/bin/env bash
# The desk in a real Chromium, against a real host with the sample home and
# the trial plugin beside the others. Pictures go to build/test-shots.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=${SONGHE_SOURCE:-$here/../..}
build=${SONGHE_BUILD:-$source/build}
work=$(mktemp -d)
data=$work/data
host=
finish() {
  [ -z "$host" ] || { kill "$host" && wait "$host"; } 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

mkdir "$work/plugins"
cp -r "$source"/plugins/* "$here"/plugins/* "$work/plugins/"
export SONGHE_PLUGINS=$work/plugins
"$source/scripts/sample-home" --into "$data" --songhe "$build/songhe"
SONGHE_SECOND=nurse-two
SONGHE_SECOND_PASSWORD=two-is-not-one
printf '%s\n' "$SONGHE_SECOND_PASSWORD" |
  "$build/songhe" --data "$data" user add "$SONGHE_SECOND" --role nurse \
    --password-stdin >/dev/null
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
SONGHE_PROGRAM=$build/songhe
export SONGHE_SECOND SONGHE_SECOND_PASSWORD SONGHE_PROGRAM
mkdir -p "$SONGHE_SHOTS"
if [ $# -gt 0 ]; then tests=("$@"); else tests=("$here"/*.test.mjs); fi
node --test --test-concurrency=1 "${tests[@]}"
