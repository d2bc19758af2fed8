"""What the demo says, in English and Korean."""

from __future__ import annotations

from typing import Final

from kisotui import locale

_TEXTS: Final = {
    "no-terminal": (
        "make demo opens a console: it needs a terminal. Without one: python -m demo --serve-only",
        "make demo는 콘솔을 엽니다. 터미널에서 실행하십시오. 터미널이 없으면: "
        "python -m demo --serve-only",
    ),
    "running": (
        "A demo is running here already; its files are in {place}",
        "여기서 데모가 이미 실행 중입니다. 파일 위치: {place}",
    ),
    "preparing": (
        "Preparing the demo in {place} ...",
        "{place}에 데모를 준비하고 있습니다 ...",
    ),
    "hint": (
        "One to add: press a, version {version}, and this URL:\n{url}",
        "추가해 보기: a 키, 시맨틱 버전 {version}, 다음 URL\n{url}",
    ),
    "commands": (
        "From another terminal: export KISOTUI_DB={db}\n"
        "                       .venv/bin/kisotui version list",
        "다른 터미널에서: export KISOTUI_DB={db}\n                 .venv/bin/kisotui version list",
    ),
    "serving": (
        "Enter or Ctrl+C ends the demo.",
        "Enter 또는 Ctrl+C를 누르면 데모가 끝납니다.",
    ),
}


def say(text: str, **values: str) -> str:
    """The text in the language spoken."""
    return _TEXTS[text][locale.LANGUAGES.index(locale.language())].format(**values)
