# Shared by the scripts: what is missing is installed, the tree is built.
# Sourced, never run.
set -euo pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)

packages_build="gcc libc6-dev cmake ninja-build pkg-config libuv1-dev
  node-llhttp liblua5.4-dev lua5.4 libsqlite3-dev libjansson-dev
  libmsgpack-dev libsodium-dev nettle-dev libseccomp-dev libcsv-dev libxml2-dev
  zlib1g-dev libminizip-dev libssl-dev tzdata ca-certificates nodejs npm"
packages_test="git libcmocka-dev libical-dev python3 python3-dateutil sqlite3
  chromium fonts-noto-cjk poppler-utils lua-check clang-format"
packages_bench="redis-server redis-tools nginx-light wrk libhiredis-dev"

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# A command that is there counts as its package: a machine may have its own
# node, and Debian's would pull it out from under others.
package_present() {
  case $1 in
    nodejs) command -v node >/dev/null && return 0 ;;
    npm) command -v npm >/dev/null && return 0 ;;
  esac
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

# install PACKAGE...: those that are missing, from Debian.
install() {
  local missing=() package
  for package in "$@"; do
    package_present "$package" || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  say "Installing: ${missing[*]}"
  as_root apt-get update -qq </dev/null >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
    --no-install-recommends "${missing[@]}" </dev/null >&2
}

# build DIR [CMAKE OPTION...]: configures and builds everything.
build() {
  local dir=$1 log=$1/build.log
  shift
  mkdir -p "$dir"
  cmake -G Ninja -S "$root" -B "$dir" "$@" >"$log" 2>&1 ||
    { cat "$log" >&2; return 1; }
  ninja -C "$dir" -j "$jobs" >"$log" 2>&1 ||
    { tail -40 "$log" >&2; return 1; }
}
