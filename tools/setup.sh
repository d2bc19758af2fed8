#!/bin/sh
# Makes .venv hold exactly what requirements.lock names, and this tree in place. With uv where it
# is on PATH, else with venv and pip. PYTHON names the interpreter; by default the first good one.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# A name on PATH may be a wrapper that finds nothing behind it: ask it to run.
good() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        good "$PYTHON" && { echo "$PYTHON"; return; }
        say "PYTHON=$PYTHON does not run, or is older than Python 3.11."
        exit 1
    fi
    for name in python3 python3.13 python3.12 python3.11; do
        good "$name" && { echo "$name"; return; }
    done
    say "kisotui needs Python 3.11 or newer, and none is on PATH."
    say "Install one, or name it: make test PYTHON=/path/to/python3.13"
    exit 1
}

make_venv() {
    python=$(find_python)
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --clear --python "$(command -v "$python")" .venv
    elif "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv --clear .venv
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "$python has no venv. On Debian and Ubuntu: apt-get install python$version-venv"
        say "(or install uv, which does without it)"
        exit 1
    fi
}

install() {
    if command -v uv >/dev/null 2>&1; then
        uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
    else
        # An environment that uv made has no pip in it.
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install -qq"
        $pip --require-hashes --requirement requirements.lock
        $pip --no-deps --no-build-isolation --editable .
    fi
}

# uv insists on a cache; a home that cannot be written to has none.
mkdir -p "${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/uv}" 2>/dev/null ||
    export UV_NO_CACHE=1

say "Setting up .venv from requirements.lock ..."
good .venv/bin/python || make_venv
install
