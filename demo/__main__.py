"""``make demo``: the console on a scratch store, with a site of genuine ISOs beside it."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from demo import scratch, site
from demo.text import say
from kisotui import locale


def main() -> int:
    """Run the demo; the exit status."""
    args = _parse()
    if args.site is not None:
        site.serve(args.site)
        return 0
    locale.use(locale.from_environment())
    if not args.serve_only and not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(say("no-terminal"), file=sys.stderr)
        return 2
    with suppress(KeyboardInterrupt), scratch.lock(args.place) as ours:
        if not ours:
            print(say("running", place=str(args.place)), file=sys.stderr)
            return 1
        return _run(args.place, args.serve_only)
    return 130


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m demo", description=__doc__)
    parser.add_argument("--place", type=Path, default=scratch.PLACE, help="scratch directory")
    parser.add_argument(
        "--serve-only", action="store_true", help="everything but the console, until Enter"
    )
    parser.add_argument("--site", type=Path, help=argparse.SUPPRESS)  # the site's own process
    return parser.parse_args()


def _run(place: Path, serve_only: bool) -> int:
    print(say("preparing", place=str(place)), flush=True)
    with scratch.demo(place) as (settings, url):
        hint = say("hint", version=site.NEW.version, url=f"{url}/{site.NEW.path}")
        print(hint, say("commands", db=settings.db), sep="\n", flush=True)
        if serve_only:
            print(say("serving"), flush=True)
            sys.stdin.readline()
            return 0
        from demo.console import run

        return run(settings, hint)


if __name__ == "__main__":
    sys.exit(main())
