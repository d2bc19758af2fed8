#!/bin/sh
# Remakes requirements.lock: every package that running, testing and building need, by version and
# digest, for every Python that kisotui runs on. No index stands in it: each machine has its own.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)
[ -x "$uv" ] || .venv/bin/python -m pip install -qq uv
{
    echo "# Made by \`make lock\` from pyproject.toml. Do not edit."
    "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --group dev --no-emit-index-url --no-emit-find-links --no-header pyproject.toml
} > requirements.lock.new
if grep -q '://' requirements.lock.new; then
    echo "An address got into requirements.lock.new; the old lock stays." >&2
    exit 1
fi
mv requirements.lock.new requirements.lock
