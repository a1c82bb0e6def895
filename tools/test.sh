#!/usr/bin/env bash
# test.sh: every check, in the order in which a mistake is cheapest to find.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
JINGTU_HOME=$(mktemp -d)
export JINGTU_HOME
trap 'rm -rf "$JINGTU_HOME"' EXIT
tools/packages.sh

step() { printf '\n== %s\n' "$*"; }

step ruff
ruff check .
ruff format --check .
step mypy
mypy
step import-linter
lint-imports
step migrations
jingtu-web makemigrations --check --dry-run
step "pytest on SQLite, with the browser"
pytest -q
step "pytest on PostgreSQL + PostGIS"
status=0
tools/with_postgres.sh pytest -q jingtu_web tests -m "not browser" || status=$?
if [ $status = 69 ]; then
    echo "Left out: every test on PostgreSQL + PostGIS (no server installed)."
elif [ $status != 0 ]; then
    exit $status
fi
