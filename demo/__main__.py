"""``make demo``: the console on a scratch store, with a site of genuine ISOs beside it.

With ``--serve-only`` the same without the console, until Enter, Ctrl+C or the end of the input.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from demo import scratch, site
from demo.text import say
from kisotui import locale


def main(args: list[str]) -> int:
    """Run the demo; the exit status."""
    if args[:1] == ["--site"]:
        site.serve(Path(args[1]))
        return 0
    locale.use(locale.from_environment())
    serve_only = args == ["--serve-only"]
    if not serve_only and not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(say("no-terminal"), file=sys.stderr)
        return 2
    with suppress(KeyboardInterrupt), scratch.lock() as ours:
        if not ours:
            print(say("running", place=str(scratch.PLACE)), file=sys.stderr)
            return 1
        return _run(serve_only)
    return 130


def _run(serve_only: bool) -> int:
    print(say("preparing", place=str(scratch.PLACE)), flush=True)
    with scratch.demo() as (settings, url):
        hint = say("hint", version=site.NEW.version, url=f"{url}/{site.NEW.path}")
        print(hint, say("commands", db=settings.db), sep="\n", flush=True)
        if serve_only:
            print(say("serving"), flush=True)
            sys.stdin.readline()
            return 0
        from demo.console import run

        return run(settings, hint)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
