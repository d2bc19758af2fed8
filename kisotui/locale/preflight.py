"""Messages: the pre-flight of an address."""

from __future__ import annotations

from typing import Final

PREFLIGHT: Final[dict[str, tuple[str, str]]] = {
    "preflight.step.address": ("address", "주소"),
    "preflight.step.connection": ("connection", "연결"),
    "preflight.step.tls": ("certificate", "인증서"),
    "preflight.step.answer": ("answer", "응답"),
    "preflight.step.file": ("file", "파일"),
    "preflight.step.ranges": ("ranges", "범위 요청"),
    "preflight.step.validator": ("validator", "검증자"),
    "preflight.step.space": ("free space", "여유 공간"),
    "preflight.step.volume": ("ISO 9660", "ISO 9660"),
    "preflight.step.contents": ("contents", "내용"),
    "preflight.state.waiting": ("waiting", "대기"),
    "preflight.state.running": ("running", "진행 중"),
    "preflight.state.passed": ("passed", "통과"),
    "preflight.state.warned": ("warning", "주의"),
    "preflight.state.failed": ("failed", "실패"),
    "preflight.state.skipped": ("skipped", "건너뜀"),
    "preflight.fact.connecting": ("asking {host}", "{host}에 연결하는 중"),
    "preflight.fact.connected": ("{host} ({peer})", "{host} ({peer})"),
    "preflight.fact.reached": ("{host}", "{host}"),
    "preflight.fact.mirror": ("at the mirror {url}", "미러 {url}에서 확인"),
    "preflight.fact.unreached": (
        "not looked at: an earlier step failed",
        "앞 단계가 실패하여 확인하지 않음",
    ),
    "preflight.fact.asking": ("waiting for {host}", "{host}의 응답을 기다리는 중"),
    "preflight.fact.secured": ("believed", "신뢰함"),
    "preflight.fact.certificate": ("until {date}, by {issuer}", "{date}까지, 발급자 {issuer}"),
    "preflight.fact.plain": ("none: plain http", "없음: 일반 http"),
    "preflight.fact.answered": ("HTTP {status}", "HTTP {status}"),
    "preflight.fact.redirected": (
        "HTTP {status}, redirected to {hosts}",
        "HTTP {status}, 리디렉션: {hosts}",
    ),
    "preflight.fact.file": ("{size}, {type}", "{size}, {type}"),
    "preflight.fact.endless": (
        "the server does not say how long it is ({type})",
        "서버가 길이를 알려 주지 않음({type})",
    ),
    "preflight.fact.ranges": ("a download can go on in the middle", "중간부터 이어받기 가능"),
    "preflight.fact.no-ranges": (
        "none on this server: a broken download starts over",
        "서버가 지원하지 않음: 끊기면 처음부터 다시 받음",
    ),
    "preflight.fact.etag": ("ETag", "ETag"),
    "preflight.fact.date": ("Last-Modified", "Last-Modified"),
    "preflight.fact.no-validator": (
        "none: a broken download starts over",
        "없음: 끊기면 처음부터 다시 받음",
    ),
    "preflight.fact.direct": ("not needed: direct download", "필요 없음: 직접 다운로드"),
    "preflight.fact.space": ("{free} free", "{free} 남음"),
    "preflight.fact.volume": ("label {label}", "레이블 {label}"),
    "preflight.fact.kubernetes": ("Kubernetes {version}, {arch}", "Kubernetes {version}, {arch}"),
    "preflight.fact.cloudstack": (
        "Kubernetes {version}, {arch}, CloudStack build",
        "Kubernetes {version}, {arch}, CloudStack 빌드",
    ),
    "preflight.fact.mold": (
        "Kubernetes {version}, {arch}, Mold build ({profile}, revision {revision})",
        "Kubernetes {version}, {arch}, Mold 빌드({profile}, 리비전 {revision})",
    ),
    "preflight.fact.partly": (
        "Kubernetes {version}, {arch}: the rest is seen after the download",
        "Kubernetes {version}, {arch}. 나머지는 다운로드 후 확인",
    ),
    "preflight.fact.findings": ("errors: {count} ({paths})", "오류 {count}개({paths})"),
    "preflight.unknown.version": ("(version not known)", "(버전 알 수 없음)"),
    "preflight.unknown.arch": ("architecture not known", "아키텍처 알 수 없음"),
    "preflight.unknown.profile": ("profile not known", "프로필 알 수 없음"),
    "preflight.unknown.revision": ("not known", "알 수 없음"),
    "preflight.fact.no-kubernetes": (
        "no Kubernetes programs were found in it",
        "Kubernetes 프로그램을 찾지 못함",
    ),
    "preflight.fact.too-far": (
        "too scattered for a quick look; seen after the download",
        "빠른 확인으로 읽기에는 흩어져 있음. 다운로드 후 확인",
    ),
    "preflight.fact.head-only": (
        "seen after the download: the server knows no ranges",
        "서버가 범위 요청을 지원하지 않아 다운로드 후 확인",
    ),
    # Groups of steps, where each has one line
    "preflight.group.server": ("Server", "서버"),
    "preflight.group.file": ("File", "파일"),
    "preflight.group.iso": ("ISO", "ISO"),
    "preflight.all-passed": ("Checked: {facts}", "확인함: {facts}"),
    # Before there is a report
    "preflight.idle": (
        "The server is asked as soon as the URL is whole",
        "URL을 모두 입력하면 서버를 확인합니다",
    ),
    "preflight.resting": ("The server is asked in a moment", "곧 서버를 확인합니다"),
    "preflight.queued": ("Waiting for a worker ({seconds} s)", "작업자를 기다리는 중({seconds}초)"),
    "preflight.waits": ("{fact} ({seconds} s)", "{fact} ({seconds}초)"),
    "preflight.unchanged": (
        "The URL is as it was: {key} asks its server",
        "URL이 그대로입니다. {key}로 서버 확인",
    ),
    # What contradicts the form
    "preflight.the-iso": ("the ISO", "ISO"),
    "preflight.stated": (
        "{key} takes over what {source} says: {found}",
        "{key}로 반영: {source}의 값 {found}",
    ),
    "preflight.agrees": ("As {source} says", "{source}의 값과 같음"),
    "preflight.agrees-beside": (
        "As {source} says, which lies beside the ISO: weaker than from elsewhere",
        "ISO 옆에 있는 {source}의 값과 같음. 다른 곳에서 받은 값보다 신뢰도 낮음",
    ),
    "preflight.otherwise": (
        "{key} takes over what was found: {fields}",
        "{key}로 확인한 값 반영: {fields}",
    ),
    "preflight.contradicts": (
        "{label}: given {given}, but {source} says {found}",
        "{label}: 입력한 값 {given}, {source}의 값 {found}",
    ),
    "preflight.question": (
        "Add it although the ISO is not as it should be?",
        "ISO가 맞지 않지만 추가할까요?",
    ),
    "preflight.question.edit": (
        "Save it although the ISO is not as it should be?",
        "ISO가 맞지 않지만 저장할까요?",
    ),
    "preflight.nevertheless": ("Add nevertheless", "그래도 추가"),
    "preflight.nevertheless.edit": ("Save nevertheless", "그래도 저장"),
    "screen.add.look": ("check", "확인"),
    "screen.add.take": ("take over", "반영"),
    # The command line
    "cmd.probe": (
        "Look at an ISO on its server before adding it.\n\nA worker asks the server, from where"
        " downloads run: address, connection, certificate, redirects, length, ranges, free space;"
        " then it reads the ISO's directory and the first bytes of its programs. Nothing is"
        " downloaded or added.",
        "추가하기 전에 서버에 있는 ISO를 확인합니다.\n\n다운로드가 실행되는 곳에서 작업자가 서버와"
        " ISO의 앞부분을 확인합니다.\n\n아무것도 다운로드하거나 추가하지 않습니다.",
    ),
    "cmd.probe.url": ("where the ISO is, http or https", "ISO가 있는 주소, http 또는 https"),
    "cmd.probe.zone": (
        "as for this zone (its CA bundle); default: all zones",
        "이 Zone 기준(Zone의 CA 번들). 기본값: 모든 Zone",
    ),
    "cmd.version.add.dry-run": (
        "check the fields, look at the server and say what is seen; add nothing",
        "입력값과 서버만 확인하고 추가하지 않음",
    ),
    "cmd.probe.figures": (
        "Requests: {requests}, read: {received}",
        "요청 {requests}번, 읽은 크기 {received}",
    ),
}
