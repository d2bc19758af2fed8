"""Messages: commands."""

from __future__ import annotations

from typing import Final

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    # Help: headings and what stands for the rest of a command line
    "cmd.usage.heading": ("Usage", "사용법"),
    "cmd.usage.options": ("[OPTIONS]", "[옵션]"),
    "cmd.usage.command": ("COMMAND [ARGS]...", "명령 [인자]..."),
    "cmd.heading.arguments": ("Arguments", "인자"),
    "cmd.heading.options": ("Options", "옵션"),
    "cmd.heading.global-options": ("Options of every command", "모든 명령의 옵션"),
    "cmd.heading.commands": ("Commands", "명령"),
    # A command line that is wrong
    "cmd.usage.no-option": ("There is no option {name}", "{name}: 없는 옵션입니다"),
    "cmd.usage.no-command": ("There is no command {name}", "{name}: 없는 명령입니다"),
    "cmd.usage.near": ("{text}; near it: {near}", "{text}. 비슷한 것: {near}"),
    "cmd.usage.value-missing": ("{name} needs a value", "{name}: 값이 필요합니다"),
    "cmd.usage.value-unwanted": ("{name} takes no value", "{name}: 값을 받지 않는 옵션입니다"),
    "cmd.usage.missing": ("{name} is missing", "{name}: 빠졌습니다"),
    "cmd.usage.choice": ("{name} takes one of {known}", "{name}: {known} 중에서 쓰세요"),
    "cmd.usage.number": ("{name} takes a number", "{name}: 숫자를 쓰세요"),
    "cmd.usage.no-subcommand": ("A command is missing", "명령이 빠졌습니다"),
    "cmd.usage.extra": ("This is too much: {given}", "필요 없는 인자가 있습니다: {given}"),
    # Options of every command
    "cmd.option.help": ("Show this help.", "이 도움말을 표시합니다."),
    "cmd.option.version": ("Show the program's version.", "프로그램 버전을 표시합니다."),
    "cmd.option.db": ("The store: sqlite:///PATH or postgresql://...", "저장소 URL"),
    "cmd.option.config": ("The config file.", "설정 파일"),
    "cmd.option.lang": ("The language.", "언어"),
    # The program and its commands
    "cmd.kisotui": (
        "Kubernetes ISOs of Mold (Apache CloudStack). Without a command: the console.",
        "Mold(Apache CloudStack)의 쿠버네티스 ISO. 명령이 없으면 콘솔 화면을 엽니다.",
    ),
    "cmd.worker": (
        "Run the download worker in the foreground.",
        "다운로드 작업자를 포그라운드로 실행합니다.",
    ),
}
