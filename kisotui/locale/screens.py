"""Messages: screens."""

from __future__ import annotations

from typing import Final

SCREENS: Final[dict[str, tuple[str, str]]] = {
    "screen.title": ("Kubernetes ISO", "쿠버네티스 ISO"),
    "screen.image": ("Image", "이미지"),
    # The table
    "screen.column.name": ("Name", "이름"),
    "screen.column.state": ("State", "상태"),
    "screen.column.semanticversion": ("Version", "버전"),
    "screen.column.isostate": ("ISO state", "ISO 상태"),
    "screen.column.mincpunumber": ("Min CPU", "최소 CPU"),
    "screen.column.minmemory": ("Min memory", "최소 메모리"),
    "screen.column.arch": ("Arch", "아키텍처"),
    "screen.column.zonename": ("Zone", "Zone"),
    "screen.column.size": ("Size", "크기"),
    "screen.column.progress": ("Progress", "진행률"),
    "screen.column.created": ("Created", "생성일"),
    "screen.list.columns": ("+{count} columns", "열 {count}개 더 있음"),
    "screen.list.by": ("by {column}", "{column} 순"),
    "screen.list.opening": ("Opening the store …", "저장소를 여는 중입니다 …"),
    "screen.list.empty": ("There is no Kubernetes version yet.", "쿠버네티스 버전이 없습니다."),
    "screen.list.empty.next": (
        "Press {add} to add one from a URL, {file} to add one from a local file.",
        "{add} 키로 URL에서, {file} 키로 로컬 파일에서 추가하세요.",
    ),
    "screen.list.no-match": (
        "None of the {total} Kubernetes versions matches the filter.",
        "쿠버네티스 버전 {total}개 중 필터와 일치하는 것이 없습니다.",
    ),
    "screen.list.no-match.next": (
        "Press Esc to clear the filter.",
        "Esc 키로 필터를 지우세요.",
    ),
    "screen.list.no-version": (
        "There is no version under the cursor.",
        "선택된 버전이 없습니다.",
    ),
    "screen.list.filter": ("Filter", "필터"),
    # What is going on
    "screen.progress.queued": ("queued", "대기 중"),
    "screen.progress.starting": ("connecting", "연결 중"),
    "screen.progress.checking": ("verifying", "검증 중"),
    "screen.progress.retry": ("retry in {time}", "{time} 뒤 재시도"),
    "screen.progress.paused": ("paused", "일시 중지"),
    "screen.progress.stopping": ("stopping", "중지하는 중"),
    "screen.progress.direct": ("direct download", "직접 다운로드"),
    # Failures in a few words
    "screen.failure.dns": ("unknown host", "알 수 없는 호스트"),
    "screen.failure.refused": ("connection refused", "연결 거부"),
    "screen.failure.unreachable": ("unreachable", "연결할 수 없음"),
    "screen.failure.connect-timeout": ("no answer", "응답 없음"),
    "screen.failure.stalled": ("stalled", "전송 멈춤"),
    "screen.failure.connection-lost": ("connection lost", "연결 끊김"),
    "screen.failure.tls": ("TLS failed", "TLS 오류"),
    "screen.failure.proxy": ("proxy failed", "프록시 오류"),
    "screen.failure.http-denied": ("access denied", "접근 거부"),
    "screen.failure.http-missing": ("not on the server", "서버에 없음"),
    "screen.failure.http-client": ("request rejected", "요청 거절"),
    "screen.failure.http-busy": ("server busy", "서버 사용량 초과"),
    "screen.failure.http-server": ("server fault", "서버 오류"),
    "screen.failure.http-protocol": ("not HTTP", "HTTP 아님"),
    "screen.failure.redirect-loop": ("redirect loop", "리디렉션 반복"),
    "screen.failure.redirect-scheme": ("bad redirect", "잘못된 리디렉션"),
    "screen.failure.changed": ("changed on server", "서버 파일 변경"),
    "screen.failure.wrong-type": ("not an ISO", "ISO 아님"),
    "screen.failure.too-small": ("too small", "너무 작음"),
    "screen.failure.cut-short": ("cut short", "전송 중단"),
    "screen.failure.too-long": ("too long", "너무 김"),
    "screen.failure.checksum": ("wrong checksum", "체크섬 불일치"),
    "screen.failure.not-iso": ("not an ISO", "ISO 아님"),
    "screen.failure.iso-truncated": ("ISO incomplete", "불완전한 ISO"),
    "screen.failure.file-changed": ("file changed", "파일 변경"),
    "screen.failure.file-missing": ("file is gone", "파일 없음"),
    "screen.failure.file-unreadable": ("file unreadable", "파일 읽기 불가"),
    "screen.failure.file-not-regular": ("not a file", "파일 아님"),
    "screen.failure.no-space": ("disk full", "디스크 공간 부족"),
    "screen.failure.disk": ("disk fault", "디스크 오류"),
    "screen.failure.disk-denied": ("not writable", "쓰기 권한 없음"),
    "screen.failure.cancelled": ("cancelled", "취소됨"),
    "screen.failure.worker-lost": ("worker lost", "작업자 중단"),
    # Dialogs
    "screen.dialog.cancel": ("Cancel", "취소"),
    "screen.dialog.press": ("press", "누르기"),
    "screen.dialog.choose": ("other button", "다른 버튼"),
    "screen.dialog.pick": ("choose", "선택"),
    "screen.dialog.leave": ("leave", "나가기"),
    # Adding a version
    "screen.add.submit": ("Add", "추가"),
    "screen.add.adding": ("Adding …", "추가하는 중입니다 …"),
    "screen.add.next": ("next field", "다음 항목"),
    "screen.add.complete": ("complete path", "경로 완성"),
    "screen.add.clear": ("clear", "비우기"),
    "screen.add.leave": ("leave, keep as draft", "나가기(초안 보관)"),
    "screen.add.draft": (
        "What you typed is kept until you quit; {key} shows it again.",
        "입력한 내용은 종료할 때까지 보관됩니다. {key} 키로 다시 볼 수 있습니다.",
    ),
    "screen.add.added": ("{name} was added", "{name}: 추가되었습니다"),
    "screen.add.direct.forced": (
        "forced: an Edge zone takes direct download only",
        "고정: Edge Zone은 직접 다운로드만 사용",
    ),
    "screen.add.direct.edges": ("in {zones} (Edge) always", "{zones}(Edge)에서는 항상 사용"),
    "screen.add.direct.file": (
        "fixed: a local file is stored in the zone",
        "고정: 로컬 파일은 Zone에 저장",
    ),
    "screen.add.hint.semanticversion": (
        "MAJOR.MINOR.PATCH, at least {minimum}",
        "MAJOR.MINOR.PATCH, {minimum} 이상",
    ),
    "screen.add.hint.name": (
        "Empty: the name shown is given",
        "비워 두면 표시된 이름을 씁니다",
    ),
    "screen.add.hint.zone": (
        "All zones: one ISO in each zone",
        "모든 Zone: Zone마다 ISO를 하나씩 둡니다",
    ),
    "screen.add.hint.url": (
        "http or https; a user name and password in it are kept secret",
        "http 또는 https. URL의 사용자 이름과 비밀번호는 표시하지 않습니다",
    ),
    "screen.add.hint.file": (
        "An ISO on this machine; it is copied, digested and checked",
        "이 컴퓨터에 있는 ISO. 복사하고 체크섬을 계산해 검사합니다",
    ),
    "screen.add.hint.checksum": (
        "Optional; {{ALGORITHM}}hex, for example {{SHA-256}}9f86d0…",
        "선택 사항. {{알고리즘}}hex 형식. 예: {{SHA-256}}9f86d0…",
    ),
    "screen.add.hint.mincpunumber": ("At least {cpu}", "{cpu} 이상"),
    "screen.add.hint.minmemory": ("At least {memory} MB", "{memory}MB 이상"),
    "screen.add.hint.directdownload": (
        "Hosts fetch the ISO when a cluster is deployed; nothing is stored in the zone",
        "클러스터를 배포할 때 호스트가 ISO를 직접 받습니다. Zone에는 저장하지 않습니다",
    ),
    "screen.add.hint.arch": (
        "The CPU that the binaries in the ISO are for",
        "ISO에 든 바이너리의 CPU 아키텍처",
    ),
    # Managing a version
    "screen.manage.enabled": ("offered for new clusters", "새 클러스터에 제공"),
    "screen.manage.disabled": ("not offered for new clusters", "새 클러스터에 제공하지 않음"),
    "screen.manage.now": ("(now)", "(현재)"),
    "screen.manage.done": ("{name} is {state} now", "{name}: {state}(으)로 바꿨습니다"),
    "screen.manage.already": (
        "{name} is {state} already; nothing was changed",
        "{name}: 이미 {state}입니다. 변경된 것은 없습니다",
    ),
    # Deleting a version, cancelling a download
    "screen.delete.what": ("This will be destroyed:", "다음을 삭제합니다."),
    "screen.delete.version": ("Version", "버전"),
    "screen.delete.files": ("Files", "파일"),
    "screen.delete.size": ("{n} files, {size}", "{n}개, {size}"),
    "screen.delete.more": (" and {count} more", " 외 {count}개"),
    "screen.delete.running": (
        "Downloads that are running: {count}; they are cancelled first.",
        "진행 중인 다운로드 {count}개를 먼저 취소합니다.",
    ),
    "screen.delete.kept": (
        "The files cannot be brought back. The record and its events are kept.",
        "파일은 되돌릴 수 없습니다. 기록과 이벤트는 남습니다.",
    ),
    "screen.delete.yes": ("Delete", "삭제"),
    "screen.cancel.what": (
        "The download is stopped, and what has arrived is thrown away:",
        "다운로드를 멈추고 받은 부분을 버립니다.",
    ),
    "screen.cancel.received": ("Arrived", "받은 양"),
    "screen.cancel.rather": (
        "To keep it and go on later, leave and press {key} (pause) instead.",
        "받은 부분을 두고 나중에 이어 받으려면 나가서 {key} 키(일시 중지)를 누르세요.",
    ),
    "screen.cancel.yes": ("Cancel the download", "다운로드 취소"),
    "screen.cancel.no": ("Keep downloading", "계속 다운로드"),
    # Done with a version
    "screen.version.retried": (
        "{name}: downloads that start as soon as there is room: {count}",
        "{name}: 다운로드 {count}개를 다시 시작합니다",
    ),
    "screen.version.paused": (
        "{name}: downloads paused: {count}",
        "{name}: 다운로드 {count}개를 일시 중지했습니다",
    ),
    "screen.version.cancelled": (
        "{name}: downloads cancelled: {count}",
        "{name}: 다운로드 {count}개를 취소했습니다",
    ),
}
