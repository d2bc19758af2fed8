"""Messages: sources of ISOs and their catalogue, on the screen and on the command line."""

from __future__ import annotations

from typing import Final

SOURCES: Final[dict[str, tuple[str, str]]] = {
    "field.mirror": ("Asked instead", "대신 요청하는 곳"),
    "field.kind": ("Kind", "종류"),
    "field.location": ("Location", "위치"),
    "field.fetched": ("Refreshed", "새로 고침"),
    "field.date": ("Date", "날짜"),
    "field.source": ("Source", "소스"),
    "word.source.never": ("never", "안 함"),
    "word.source.added": ("added", "추가됨"),
    "word.source.new": ("new", "새 버전"),
    "word.source.ended": ("unsupported", "지원 종료"),
    "word.source.index": ("directory listing of a web server", "웹 서버의 디렉터리 목록"),
    "word.source.github": ("releases of a repository on GitHub", "GitHub 저장소의 릴리스"),
    "word.source.registration": ("one registration.json", "registration.json 하나"),
    "word.source.directory": ("directory where the worker runs", "작업자 호스트의 디렉터리"),
    # The command line
    "cmd.column.isos": ("ISOs", "ISO 수"),
    "cmd.column.standing": ("Standing", "구분"),
    "cmd.argument.source": ("An id or its beginning, or a name.", "ID나 그 앞부분 또는 이름"),
    "cmd.source": (
        "Sources: where ISOs come from, and what is there.",
        "소스: ISO가 있는 곳과 그 목록",
    ),
    "cmd.source.list": ("List the sources.", "소스 목록을 표시합니다."),
    "cmd.source.add": ("Add a source; prints its id.", "소스를 추가하고 ID를 출력합니다."),
    "cmd.source.add.kind": (
        "index (a web server's directory listing), github (releases), registration (the URL of a "
        "registration.json), directory (where the worker runs).",
        "index: 웹 서버의 디렉터리 목록. github: 릴리스. registration: registration.json의 URL. "
        "directory: 작업자 호스트의 디렉터리",
    ),
    "cmd.source.add.location": (
        "A URL, OWNER/NAME of a repository, or an absolute path: it tells the kind.",
        "URL, 저장소의 OWNER/NAME 또는 절대 경로(종류도 이것으로 판단)",
    ),
    "cmd.source.add.name": (
        "What to call it; by default its place.",
        "소스의 이름. 기본값은 위치",
    ),
    "cmd.source.remove": (
        "Remove a source; versions that were added from it stay.",
        "소스를 제거합니다. 그 소스에서 추가한 버전은 남습니다.",
    ),
    "cmd.source.refresh": (
        "Have a worker ask sources what they have.",
        "작업자가 소스의 목록을 새로 고치게 합니다.",
    ),
    "cmd.source.refresh.sources": (
        "Ids, their beginnings or names; by default all.",
        "ID나 그 앞부분 또는 이름. 기본값은 모두",
    ),
    "cmd.source.browse": (
        "List the ISOs that the sources had when they were refreshed, newest version first.",
        "새로 고친 때의 소스에 있던 ISO를 최신 버전부터 표시합니다.",
    ),
    "cmd.source.browse.stored": (
        "Ask nobody, not even sources that were never asked.",
        "소스를 확인하지 않고 저장된 목록만 표시합니다.",
    ),
    "cmd.source.browse.new": (
        "Only those that are not added yet.",
        "아직 추가하지 않은 것만 표시합니다.",
    ),
    "cmd.done.source-removed": ("Removed: source {source}", "소스 제거됨: {source}"),
    "cmd.done.source-refreshed": ("{name}: {count} ISOs", "{name}: ISO {count}개"),
    # What went wrong, in a few words
    "screen.failure.rate-limited": ("too many requests", "요청 수 초과"),
    "screen.failure.registration-format": ("no registration", "등록 정보 아님"),
    "screen.failure.registration-field": ("bad registration", "잘못된 등록 정보"),
    "screen.failure.source-format": ("no list of ISOs", "ISO 목록 아님"),
    "screen.failure.source-large": ("list too large", "너무 큰 목록"),
    "screen.failure.bundle-format": ("no bundle", "번들 아님"),
    "screen.failure.bundle-file": ("file missing", "파일 없음"),
    "screen.failure.bundle-digest": ("file changed", "바뀐 파일"),
    # Bundles
    "cmd.bundle": (
        "Bundles: ISOs with all that a site without a network needs to add them.",
        "번들: 네트워크가 없는 곳에서 추가할 수 있도록 묶은 ISO",
    ),
    "cmd.bundle.export": (
        "Have a worker write the ISOs, their digests and registrations into a directory.",
        "작업자가 ISO와 체크섬, 등록 정보를 디렉터리에 쓰게 합니다.",
    ),
    "cmd.bundle.export.directory": (
        "A directory, seen from where the worker runs; what is there and the same stays.",
        "작업자 호스트의 디렉터리. 이미 있는 같은 파일은 그대로 둠",
    ),
    "cmd.bundle.progress": ("{name}: {copied} copied", "{name}: {copied} 복사함"),
    "cmd.bundle.import": (
        "Verify the ISOs of a bundle and add them; those that are there are only named.",
        "번들의 ISO를 검증하고 추가합니다. 이미 있는 것은 알리기만 합니다.",
    ),
    "cmd.bundle.import.directory": (
        "The directory that was exported.",
        "내보낸 디렉터리",
    ),
    "cmd.bundle.import.zone": (
        "A zone, several times if wanted; by default all.",
        "Zone. 여러 번 쓸 수 있으며 기본값은 모두",
    ),
    "cmd.bundle.import.dry": (
        "Verify and check everything, add nothing.",
        "모두 검증하고 확인하되 추가하지 않음",
    ),
    "cmd.done.exported": ("{name}: {file}, {size}", "{name}: {file}, {size}"),
    "cmd.done.imported": ("Added: {name}", "추가됨: {name}"),
    "cmd.done.would-import": ("Verified, would be added: {name}", "검증함, 추가할 수 있음: {name}"),
    "cmd.done.there": (
        "Already there: {name}, as {there}",
        "이미 있음: {name}({there})",
    ),
    # The catalogue on the screen
    "screen.sources.search": (
        "version, architecture, name or source",
        "버전, 아키텍처, 이름 또는 소스",
    ),
    "screen.sources.count": ("{n} of {total} ISOs", "ISO {total}개 중 {n}개"),
    "screen.sources.refresh": ("refresh", "새로 고침"),
    "screen.sources.manage": ("sources", "소스"),
    "screen.sources.one": ("by source", "소스별"),
    "screen.sources.add": ("fill in the form", "양식 채우기"),
    "screen.sources.refreshing": (
        "{name}: being asked by a worker…",
        "{name}: 작업자가 확인하는 중…",
    ),
    "screen.sources.fresh": (
        "{name}: {count} ISOs, refreshed {age}",
        "{name}: ISO {count}개, {age} 새로 고침",
    ),
    "screen.sources.stale": (
        "{name}: list of {age}. {problem}",
        "{name}: {age} 목록. {problem}",
    ),
    "screen.sources.wait": (
        "A worker asks the sources…",
        "작업자가 소스를 확인하는 중…",
    ),
    "screen.sources.failed": ("{name}: no list yet. {problem}", "{name}: 목록 없음. {problem}"),
    "screen.sources.never": ("{name}: never refreshed", "{name}: 새로 고친 적 없음"),
    "screen.sources.empty": (
        "No list yet: press {key} to have a worker ask the sources",
        "아직 목록이 없습니다. {key}를 누르면 작업자가 소스를 확인합니다",
    ),
    "screen.sources.offline": (
        "No list yet, and the sources could not be asked: {key} tries again",
        "아직 목록이 없고 소스를 확인하지 못했습니다. {key}로 다시 시도합니다",
    ),
    "screen.sources.none": (
        "There are no sources: press {key}, then a to add one",
        "소스가 없습니다. {key}를 누른 뒤 a로 추가하세요",
    ),
    "screen.sources.nothing": ("The sources have no ISOs", "소스에 ISO가 없습니다"),
    "screen.sources.no-match": ("Nothing matches", "일치하는 항목이 없습니다"),
    "screen.sources.title": ("Sources", "소스"),
    "screen.sources.new": ("add", "추가"),
    "screen.sources.remove": ("remove", "제거"),
    "screen.sources.remove.title": ("Remove", "제거"),
    "screen.sources.remove.ask": ("Remove the source {name}?", "{name} 소스를 제거할까요?"),
    "screen.sources.remove.kept": (
        "Versions that were added from it stay.",
        "그 소스에서 추가한 버전은 남습니다.",
    ),
    "screen.sources.list.none": ("No sources", "소스 없음"),
    "screen.source.title": ("Add a source", "소스 추가"),
    "screen.source.submit": ("Add", "추가"),
    "screen.source.next": ("next field", "다음 필드"),
    "screen.source.hint.kind": ("How the source lists its ISOs", "소스가 ISO를 알려 주는 방법"),
    "screen.source.hint.location": (
        "https://server/isos/, OWNER/NAME, https://server/x.registration.json or /mnt/isos",
        "https://server/isos/, OWNER/NAME, https://server/x.registration.json 또는 /mnt/isos",
    ),
    "screen.source.hint.name": (
        "What to call it; empty: its place",
        "소스의 이름. 비워 두면 위치를 씀",
    ),
    # A registration.json in the add form
    "screen.add.registration": (
        "Reading the registration.json…",
        "registration.json을 읽는 중…",
    ),
    "screen.add.registered": (
        "Filled in from the registration.json",
        "registration.json으로 채웠습니다",
    ),
}
