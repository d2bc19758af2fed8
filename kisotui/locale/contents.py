"""Messages: what is inside an ISO, and taking one in spite of that."""

from __future__ import annotations

from typing import Final

CONTENTS: Final[dict[str, tuple[str, str]]] = {
    # The tab
    "screen.detail.contents": ("Contents", "내용"),
    "screen.contents.in": ("In {zones}", "{zones}"),
    "screen.contents.none": ("Nothing lies there yet", "아직 파일이 없습니다"),
    "screen.contents.direct": (
        "Direct download: hosts fetch the ISO themselves, so nobody looks into it",
        "직접 다운로드: 호스트가 ISO를 직접 받으므로 내용은 확인하지 않습니다",
    ),
    "screen.contents.unjudged": (
        "Nobody has looked into it yet: an earlier kisotui fetched it",
        "이전 버전의 kisotui가 받은 파일이라 아직 내용을 확인하지 않았습니다",
    ),
    "screen.contents.accepted": (
        "A person accepted it in spite of its errors",
        "오류가 있지만 사용자가 수락했습니다",
    ),
    "screen.contents.accept": (
        "{key} accepts the ISO as it is",
        "{key} 키를 누르면 ISO를 그대로 수락합니다",
    ),
    "screen.contents.findings": ("Findings", "확인 결과"),
    "screen.contents.components": ("Programs", "프로그램"),
    "screen.contents.images": ("Container images", "컨테이너 이미지"),
    "screen.contents.files": ("Files", "파일"),
    "screen.contents.untagged": ("no tag", "태그 없음"),
    "screen.contents.about": ("Build", "빌드"),
    "screen.contents.judged": ("Looked into", "확인 시각"),
    "screen.contents.verdict": ("Verdict", "판정"),
    "word.severity.error": ("Error", "오류"),
    "word.severity.warning": ("Warning", "경고"),
    "word.severity.note": ("Note", "참고"),
    "word.kind.cloudstack": ("CloudStack build", "CloudStack 빌드"),
    "word.kind.mold": ("Mold build", "Mold 빌드"),
    "word.kind.unknown": ("unknown build", "알 수 없는 빌드"),
    "word.verdict.error": (
        "Clusters would fail with it. Errors: {errors}, warnings: {warnings}",
        "클러스터를 만들 수 없습니다. 오류 {errors}개, 경고 {warnings}개",
    ),
    "word.verdict.warning": (
        "Clusters can use it. Warnings: {warnings}",
        "클러스터에서 쓸 수 있습니다. 경고 {warnings}개",
    ),
    "word.verdict.note": ("Clusters can use it", "클러스터에서 쓸 수 있습니다"),
    "word.verdict.none": ("Clusters can use it", "클러스터에서 쓸 수 있습니다"),
    # Accepting
    "screen.accept.what": (
        "Clusters would fail with this ISO. To take it all the same, as it is:",
        "이 ISO로는 클러스터를 만들 수 없습니다. 그래도 그대로 수락합니다.",
    ),
    "screen.accept.errors": ("Errors: {count}", "오류 {count}개"),
    "screen.accept.more": ("and {count} more", "외 {count}개"),
    "screen.accept.note": (
        "It becomes ready without being fetched. An event keeps who accepted what; another file "
        "is judged anew.",
        "다시 받지 않고 준비 완료가 됩니다. 누가 무엇을 수락했는지 이벤트에 남고, 파일이 바뀌면 "
        "다시 확인합니다.",
    ),
    "screen.accept.yes": ("Accept it as it is", "그대로 수락"),
    "screen.version.accept.done": (
        "{name}: ISOs accepted: {count}",
        "{name}: ISO {count}개를 수락했습니다",
    ),
    "cmd.version.accept": (
        "Take an ISO in spite of the errors that were found in it.",
        "오류가 발견된 ISO를 그대로 수락합니다.",
    ),
    "cmd.version.accept.digest": (
        "Only if it is the ISO with this digest, as “iso inspect” shows it.",
        "다이제스트가 같을 때만 (“iso inspect”의 값).",
    ),
    "cmd.version.accept.yes": ("Do not ask.", "묻지 않습니다."),
    "cmd.version.accept.zone": (
        "Only the ISO in this zone; otherwise in all zones.",
        "이 Zone의 ISO만 수락합니다(기본값: 모든 Zone).",
    ),
    "cmd.accept.heading": (
        "What was found wrong with the ISO:",
        "ISO에서 발견된 문제:",
    ),
    "cmd.accept.question": ("Accept it as it is?", "그대로 수락할까요?"),
    "cmd.done.accept": ("ISOs accepted: {count}", "수락: ISO {count}개"),
    # Looking into an ISO
    "cmd.iso": ("Look into ISOs.", "ISO의 내용을 확인합니다."),
    "cmd.iso.inspect": (
        "Judge what is in an ISO: a file on the worker's host, a URL or a version.",
        "파일(작업자 호스트), URL 또는 버전의 ISO 내용을 판정합니다.",
    ),
    "cmd.argument.iso": (
        "A file, an http or https URL, or a version.",
        "파일, http 또는 https URL, 또는 버전.",
    ),
    "cmd.iso.inspect.version": (
        "The Kubernetes version that it should be of.",
        "기대하는 쿠버네티스 버전.",
    ),
    "cmd.iso.inspect.arch": ("The architecture that it should be of.", "기대하는 아키텍처."),
    "cmd.iso.inspect.zone": (
        "Of a version: its ISO in this zone.",
        "버전을 지정한 경우 이 Zone의 ISO.",
    ),
    "cmd.iso.fetched": (
        "Fetched for this, and dropped again: {size}",
        "판정을 위해 {size}를 받았다가 삭제했습니다",
    ),
    "cmd.iso.fetched.progress": ("Fetching it: {done} of {size}", "받는 중: {done} / {size}"),
    "cmd.iso.read.progress": ("Looking into it: {done} of {size}", "확인 중: {done} / {size}"),
    "cmd.column.kind": ("Build", "빌드"),
    "cmd.column.label": ("Volume label", "볼륨 레이블"),
    "cmd.column.tags": ("Tags", "태그"),
}
