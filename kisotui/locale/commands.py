"""Messages: commands."""

from __future__ import annotations

from typing import Final

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    # Help: headings and what stands for the rest of a command line
    "cmd.usage.heading": ("Usage", "사용법"),
    "cmd.usage.options": ("[OPTIONS]", "[옵션]"),
    "cmd.usage.command": ("COMMAND [ARGS]...", "명령 [인자]..."),
    "cmd.usage.maybe-command": ("[COMMAND] [ARGS]...", "[명령] [인자]..."),
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
    "cmd.usage.missing": ("{name} is missing", "{name}: 값이 없습니다"),
    "cmd.usage.choice": ("{name} takes one of {known}", "{name}: {known} 중에서 쓰세요"),
    "cmd.usage.number": (
        "{name} takes a number from {minimum} up",
        "{name}: {minimum} 이상의 숫자를 쓰세요",
    ),
    "cmd.usage.no-subcommand": ("A command is missing", "명령이 빠졌습니다"),
    "cmd.usage.extra": ("Too many arguments: {given}", "인자가 너무 많습니다: {given}"),
    # Options of every command
    "cmd.option.help": ("Show this help.", "이 도움말을 표시합니다."),
    "cmd.option.version": ("Show the program's version.", "프로그램 버전을 표시합니다."),
    "cmd.option.db": (
        "The store: sqlite:///PATH or postgresql://...",
        "저장소: sqlite:///경로 또는 postgresql://...",
    ),
    "cmd.option.config": ("The config file.", "설정 파일"),
    "cmd.option.lang": ("The language.", "언어"),
    "cmd.option.mouse": (
        "Whether the console takes clicks and the wheel; without, they are the terminal's.",
        "콘솔에서 마우스 클릭과 휠을 씀. 끄면 터미널이 처리",
    ),
    "cmd.option.read-only": ("Change nothing, only look.", "읽기 전용: 아무것도 변경하지 않음"),
    # The program and its commands
    "cmd.kisotui": (
        "Kubernetes ISOs of Mold (Apache CloudStack). Without a command: the console.",
        "Mold(Apache CloudStack)의 쿠버네티스 ISO. 명령이 없으면 콘솔 화면을 엽니다.",
    ),
    "cmd.version": ("Kubernetes versions and their ISOs.", "쿠버네티스 버전과 ISO"),
    "cmd.version.list": ("List the versions.", "버전 목록을 표시합니다."),
    "cmd.version.show": ("Show one version and its ISOs.", "버전 하나와 ISO를 표시합니다."),
    "cmd.version.add": (
        "Add a version, from a URL or a local file; prints its id.",
        "URL이나 로컬 파일에서 버전을 추가하고 ID를 출력합니다.",
    ),
    "cmd.version.enable": (
        "Set versions to Enabled: clusters may be built from them.",
        "버전을 Enabled로 바꿉니다(클러스터 생성 허용).",
    ),
    "cmd.version.disable": (
        "Set versions to Disabled: no new clusters from them.",
        "버전을 Disabled로 바꿉니다(클러스터 생성 차단).",
    ),
    "cmd.version.delete": (
        "Delete versions with their ISOs.",
        "버전을 ISO와 함께 삭제합니다.",
    ),
    "cmd.version.retry": (
        "Try failed, waiting or paused downloads again.",
        "실패, 대기, 일시 중지된 다운로드를 다시 시도합니다.",
    ),
    "cmd.version.pause": (
        "Pause downloads; what has arrived is kept.",
        "다운로드를 일시 중지합니다. 받은 부분은 보관됩니다.",
    ),
    "cmd.version.cancel": (
        "Cancel downloads; what has arrived is dropped.",
        "다운로드를 취소합니다. 받은 부분은 버립니다.",
    ),
    "cmd.version.wait": (
        "Wait until the ISO is Ready, or has failed.",
        "ISO가 Ready가 되거나 실패할 때까지 기다립니다.",
    ),
    "cmd.download": ("ISOs on their way, and what is asked of them.", "ISO 다운로드"),
    "cmd.download.list": (
        "List what is fetched, queued, waiting, paused or failed.",
        "받는 중, 대기, 일시 중지, 실패한 다운로드를 표시합니다.",
    ),
    "cmd.download.show": (
        "Show all about a version's downloads.",
        "버전의 다운로드를 자세히 표시합니다.",
    ),
    "cmd.download.pause": (
        "Pause downloads; what has arrived is kept.",
        "다운로드를 일시 중지합니다. 받은 부분은 보관됩니다.",
    ),
    "cmd.download.resume": ("Go on with paused downloads.", "일시 중지한 다운로드를 계속합니다."),
    "cmd.download.cancel": (
        "Cancel downloads; what has arrived is dropped.",
        "다운로드를 취소합니다. 받은 부분은 버립니다.",
    ),
    "cmd.download.retry": (
        "Try failed, waiting or paused downloads again.",
        "실패, 대기, 일시 중지된 다운로드를 다시 시도합니다.",
    ),
    "cmd.download.limit": (
        "Limit the rate of downloads, also of running ones.",
        "받는 중인 것도 포함해 다운로드 속도를 제한합니다.",
    ),
    "cmd.download.priority": (
        "Choose which downloads come first.",
        "먼저 받을 다운로드를 정합니다.",
    ),
    "cmd.view": (
        "Saved views of the list: filter, order, columns.",
        "목록의 저장된 보기: 필터, 정렬, 열",
    ),
    "cmd.view.list": ("List your saved views.", "내 저장된 보기를 표시합니다."),
    "cmd.view.delete": ("Delete saved views.", "저장된 보기를 삭제합니다."),
    "cmd.argument.views": ("Names of saved views.", "저장된 보기의 이름"),
    "cmd.done.view-deleted": ("View {name} was deleted", "{name}: 보기를 삭제했습니다"),
    "cmd.zone": ("Zones.", "Zone"),
    "cmd.zone.list": ("List the zones.", "Zone 목록을 표시합니다."),
    "cmd.zone.add": ("Add a zone; prints its id.", "Zone을 추가하고 ID를 출력합니다."),
    "cmd.zone.remove": ("Remove a zone.", "Zone을 제거합니다."),
    "cmd.event": (
        "Events: who did what, and what came of it.",
        "이벤트: 누가 무엇을 했고 결과가 어땠는지",
    ),
    "cmd.event.list": ("List events, newest first.", "이벤트를 최신순으로 표시합니다."),
    "cmd.worker": (
        "Run the download worker in the foreground.",
        "다운로드 작업자를 포그라운드로 실행합니다.",
    ),
    "cmd.worker.status": (
        "List the workers that are alive.",
        "실행 중인 작업자를 표시합니다.",
    ),
    "cmd.help": (
        "Help on a topic or a command; without one, the topics.",
        "주제나 명령의 도움말. 아무것도 쓰지 않으면 주제 목록",
    ),
    "cmd.help.topic": (
        "A topic such as keys, or a command such as version add.",
        "keys 같은 주제나 version add 같은 명령",
    ),
    "cmd.config.keys": (
        "List the keys of the screens by action.",
        "화면의 키를 동작별로 보기",
    ),
    "cmd.column.filter": ("Filter", "필터"),
    "cmd.column.minimum": ("From version", "최소 버전"),
    "cmd.column.sort": ("Order", "정렬"),
    "cmd.column.columns": ("Columns", "열"),
    "cmd.column.action": ("Action", "동작"),
    "cmd.column.keys": ("Keys", "키"),
    "cmd.column.does": ("What it does", "하는 일"),
    "cmd.config": ("Settings.", "설정"),
    "cmd.config.show": (
        "Show every setting, its value and where it came from.",
        "모든 설정의 값과 출처를 표시합니다.",
    ),
    "cmd.config.path": (
        "Show where the config file is.",
        "설정 파일의 위치를 표시합니다.",
    ),
    "cmd.completion": (
        "Print the completion script for a shell.",
        "셸 자동 완성 스크립트를 출력합니다.",
    ),
    # Arguments and options of several commands
    "cmd.option.output": ("How the result is printed.", "출력 형식"),
    "cmd.argument.version": (
        "An id or its beginning, a name, or a semantic version.",
        "ID나 그 앞부분, 이름 또는 시맨틱 버전",
    ),
    "cmd.argument.versions": (
        "Ids or their beginnings, names, or semantic versions.",
        "ID나 그 앞부분, 이름 또는 시맨틱 버전",
    ),
    "cmd.argument.zone": ("An id or its beginning, or a name.", "ID나 그 앞부분 또는 이름"),
    # version list
    "cmd.version.list.filter": (
        "Words, !word, column:value, version:>=1.30; see “kisotui help filter”.",
        "필터. “kisotui help filter” 참고",
    ),
    "cmd.version.list.view": (
        "As a saved view says; other options narrow it or replace a part of it.",
        "저장된 보기대로(다른 옵션이 우선)",
    ),
    "cmd.version.list.columns": (
        "Columns of the table, separated by commas.",
        "표의 열(쉼표로 구분)",
    ),
    "cmd.version.list.zone": ("Only those with an ISO in this zone.", "이 Zone에 있는 버전만"),
    "cmd.version.list.minimum": ("Only this version and later.", "이 시맨틱 버전 이상만"),
    "cmd.version.list.arch": ("Only for this CPU architecture.", "이 CPU 아키텍처만"),
    "cmd.version.list.sort": (
        "Sort by a field (default: semanticversion, newest first).",
        "정렬할 필드(기본값: semanticversion, 최신순)",
    ),
    "cmd.version.list.reverse": ("The other way round.", "역순으로"),
    "cmd.version.list.removed": ("Those that were removed too.", "제거된 버전도 표시"),
    # version add
    "cmd.version.add.version": ("MAJOR.MINOR.PATCH, from 1.11.0 up.", "1.11.0 이상의 시맨틱 버전"),
    "cmd.version.add.url": ("http or https address of the ISO.", "ISO의 http 또는 https 주소"),
    "cmd.version.add.file": ("A local ISO file instead of a URL.", "URL 대신 쓸 로컬 ISO 파일"),
    "cmd.version.add.name": ("Default: v and the version.", "기본값: v와 버전"),
    "cmd.version.add.zone": ("Default: all zones.", "기본값: 모든 Zone"),
    "cmd.version.add.checksum": (
        "{{ALGORITHM}}hex; bare 32 hex digits are MD5.",
        "{{알고리즘}}hex. 16진수 32자리만 쓰면 MD5",
    ),
    "cmd.version.add.min-cpu": ("Min CPU cores (default: 2).", "최소 CPU 코어(기본값: 2)"),
    "cmd.version.add.min-memory": (
        "Min memory in MB (default: 2048).",
        "최소 메모리(MB)(기본값: 2048)",
    ),
    "cmd.version.add.direct": (
        "Hosts fetch the ISO at deployment; nothing is stored.",
        "직접 다운로드(저장하지 않고 호스트가 받음)",
    ),
    "cmd.version.add.arch": (
        "x86_64 (default), aarch64 or s390x.",
        "x86_64(기본값), aarch64, s390x",
    ),
    # download
    "cmd.download.zone": ("Only the ISO in this zone.", "이 Zone의 ISO만"),
    "cmd.download.list.zone": ("Only those in this zone.", "이 Zone의 다운로드만"),
    "cmd.download.list.all": ("Those that are Ready, too.", "Ready인 것도 표시"),
    "cmd.download.watch": (
        "Show it anew when something changes, until Ctrl-C.",
        "Ctrl-C를 누를 때까지 바뀔 때마다 다시 표시",
    ),
    "cmd.download.limit.rate": (
        "Bytes per second, such as 500K or 20MiB; none; or default: as the settings say.",
        "초당 바이트(예: 500K, 20MiB), none(없음), default(설정값)",
    ),
    "cmd.download.limit.total": (
        "All downloads of a host together; without a rate: show it.",
        "호스트의 전체 다운로드. 속도를 안 쓰면 표시",
    ),
    "cmd.download.priority.number": (
        "From -9 to 9; the higher one comes first (at first all have 0).",
        "-9에서 9까지. 높은 것부터 받음(처음에는 모두 0)",
    ),
    "cmd.download.total": (
        "All downloads of a host together: {limit}",
        "호스트의 전체 다운로드 속도 제한: {limit}",
    ),
    "cmd.download.hidden": (
        "hidden columns: {count}; “kisotui download show” tells all",
        "숨은 열 {count}개. “kisotui download show”로 모두 볼 수 있습니다",
    ),
    "cmd.download.here": ("here: {limit}", "여기서는 {limit}"),
    "cmd.download.again": ("Next attempt: {time}", "다음 시도: {time}"),
    "cmd.next.worker": ("“kisotui worker”", "“kisotui worker”로"),
    "cmd.live.more": ("… {count} more", "… 외 {count}줄"),
    # version delete and wait
    "cmd.version.delete.yes": ("Do not ask.", "묻지 않고 삭제합니다."),
    "cmd.version.delete.no-wait": (
        "Do not wait until the files are gone.",
        "파일이 삭제될 때까지 기다리지 않습니다.",
    ),
    "cmd.version.wait.timeout": ("Give up after so long.", "기다릴 최대 시간(초)"),
    # zone add, event list, completion
    "cmd.zone.add.name": ("A name that is not taken.", "쓰고 있지 않은 이름"),
    "cmd.zone.add.type": (
        "Core (default), or Edge: direct download only.",
        "Core(기본값) 또는 Edge(직접 다운로드만)",
    ),
    "cmd.event.list.version": (
        "Only events of this version.",
        "이 버전의 이벤트만",
    ),
    "cmd.event.list.level": (
        "Only of this level; can be repeated.",
        "이 레벨만(여러 번 쓸 수 있음)",
    ),
    "cmd.event.list.limit": ("At most so many (default: 100).", "최대 개수(기본값: 100)"),
    "cmd.event.list.before": ("Only those before this event's id.", "이 이벤트 ID보다 앞선 것만"),
    "cmd.completion.shell": ("The shell.", "셸"),
    # Columns
    "cmd.column.status": ("Status", "다운로드 상태"),
    "cmd.column.received": ("Received", "받은 크기"),
    "cmd.column.attempts": ("Attempts", "시도"),
    "cmd.column.due": ("Next attempt", "다음 시도"),
    "cmd.column.verified": ("Checksum verified", "체크섬 확인"),
    "cmd.column.path": ("Path", "경로"),
    "cmd.column.phase": ("Now", "현재"),
    "cmd.column.since": ("Since", "시작"),
    "cmd.column.rate": ("Rate", "속도"),
    "cmd.column.mean": ("Mean rate", "평균 속도"),
    "cmd.column.left": ("Left", "남은 시간"),
    "cmd.column.attempt": ("Attempt", "시도"),
    "cmd.column.connections": ("Connections", "연결 수"),
    "cmd.column.worker": ("Worker", "작업자"),
    "cmd.column.total": ("Total limit", "전체 속도 제한"),
    "cmd.column.failure": ("Last failure", "마지막 실패"),
    "cmd.column.failed": ("Failed", "실패 시각"),
    "cmd.column.advice": ("What to do", "해결 방법"),
    "cmd.column.next": ("Next", "다음"),
    "cmd.column.host": ("Host", "호스트"),
    "cmd.column.pid": ("PID", "PID"),
    "cmd.column.started": ("Started", "시작"),
    "cmd.column.seen": ("Last seen", "마지막 확인"),
    "cmd.column.downloads": ("Downloads", "다운로드"),
    "cmd.column.versions": ("Versions", "버전 수"),
    "cmd.column.setting": ("Setting", "설정"),
    "cmd.column.value": ("Value", "값"),
    "cmd.column.source": ("From", "출처"),
    # Where a setting came from
    "cmd.source.default": ("default", "기본값"),
    "cmd.source.environment": ("environment {name}", "환경 변수 {name}"),
    "cmd.source.file": ("config file {name}", "설정 파일 {name}"),
    "cmd.source.option": ("command line {name}", "명령행 {name}"),
    # While it is waited for
    "cmd.wait.left": ("{time} left", "{time} 남음"),
    "cmd.wait.due": ("again at {time}", "{time}에 다시 시도"),
    # What was done
    "cmd.done.state": ("{state}: {count} changed", "{state}: {count}개 변경됨"),
    "cmd.done.retry": ("ISOs tried again: {count}", "다시 시도: ISO {count}개"),
    "cmd.done.pause": ("ISOs paused: {count}", "일시 중지: ISO {count}개"),
    "cmd.done.resume": ("ISOs continued: {count}", "계속: ISO {count}개"),
    "cmd.done.limit": ("Rate limit {limit}, ISOs: {count}", "속도 제한 {limit}: ISO {count}개"),
    "cmd.done.priority": (
        "Priority {priority}, ISOs: {count}",
        "우선순위 {priority}: ISO {count}개",
    ),
    "cmd.done.cancel": ("ISOs cancelled: {count}", "취소: ISO {count}개"),
    "cmd.done.delete": (
        "Deleted: {names} (files: {files}, {size})",
        "삭제됨: {names} (파일 {files}개, {size})",
    ),
    "cmd.done.delete-queued": ("Being deleted: {names}", "삭제하는 중: {names}"),
    "cmd.done.zone-removed": ("Removed: zone {zone}", "Zone 제거됨: {zone}"),
    # The question before deleting
    "cmd.delete.heading": ("This will be destroyed:", "다음 항목이 삭제됩니다:"),
    "cmd.delete.zones": ("  in the zones: {zones}", "  Zone: {zones}"),
    "cmd.delete.files": ("  files: {files} ({size})", "  파일: {files}개 ({size})"),
    "cmd.delete.running": (
        "  downloads cancelled first: {count}",
        "  먼저 취소되는 다운로드: {count}개",
    ),
    "cmd.delete.question": ("Delete? [y/N]", "삭제할까요? [y/N]"),
}
