"""Messages: events."""

from __future__ import annotations

from typing import Final

EVENTS: Final[dict[str, tuple[str, str]]] = {
    # What a person did
    "event.zone.created": ("Created zone {name} ({type})", "{name} Zone 생성({type})"),
    "event.iso.mirrored": (
        "Asking {mirror} for the ISO of {name} in zone {zone}, in place of its URL",
        "{zone}: {name}의 ISO를 URL 대신 {mirror}에 요청",
    ),
    "event.source.created": (
        "Added the source {name} ({location})",
        "{name} 소스 추가({location})",
    ),
    "event.source.deleted": (
        "Removed the source {name} ({location})",
        "{name} 소스 제거({location})",
    ),
    "event.zone.deleted": ("Removed zone {name}", "{name} Zone 제거"),
    "event.version.added": (
        "Added Kubernetes version {name} ({semanticversion}) in {zones}",
        "쿠버네티스 버전 {name}({semanticversion}) 추가: {zones}",
    ),
    "event.version.added-overruled": (
        "Added Kubernetes version {name} ({semanticversion}) in {zones} although its ISO says"
        " otherwise: {contradicts}",
        "쿠버네티스 버전 {name}({semanticversion}) 추가: {zones}. ISO 내용과 다름: {contradicts}",
    ),
    "event.version.updated": (
        "Kubernetes version {name}: {before} → {after}",
        "쿠버네티스 버전 {name}: {before} → {after}",
    ),
    "event.version.undone": (
        "Kubernetes version {name}: {before} → {after}, an undone change",
        "쿠버네티스 버전 {name}: {before} → {after}(변경 실행 취소)",
    ),
    "event.version.edited": (
        "Edited Kubernetes version {name}: {fields}",
        "쿠버네티스 버전 {name} 편집: {fields}",
    ),
    "event.version.edited-overruled": (
        "Edited Kubernetes version {name} ({fields}) although its ISO says otherwise:"
        " {contradicts}",
        "쿠버네티스 버전 {name} 편집({fields}). ISO 내용과 다름: {contradicts}",
    ),
    "event.version.edit-undone": (
        "Undid the editing of Kubernetes version {name}: {fields}",
        "쿠버네티스 버전 {name} 편집 실행 취소: {fields}",
    ),
    "event.version.deleting": (
        "Deleting Kubernetes version {name} and its ISOs",
        "쿠버네티스 버전 {name}과(와) ISO 삭제 시작",
    ),
    "event.iso.queued": (
        "Queued the ISO of {name} for zone {zone}",
        "{zone}: {name}의 ISO를 대기열에 추가",
    ),
    "event.iso.unwanted": (
        "Deleting the ISO of {name} in zone {zone}, which it is no longer for",
        "{zone}: {name}의 ISO 삭제 시작(더 이상 이 Zone용이 아님)",
    ),
    "event.iso.later": (
        "What the ISO of {name} in zone {zone} is to be has changed; it stays paused",
        "{zone}: {name}의 ISO 조건이 변경됨(일시 중지 상태 유지)",
    ),
    "event.iso.matches": (
        "The ISO of {name} in zone {zone} has the new checksum already: {digest}",
        "{zone}: {name}의 ISO가 새 체크섬과 이미 일치: {digest}",
    ),
    "event.iso.unproven": (
        "Nobody says any longer which checksum the ISO of {name} in zone {zone} must have",
        "{zone}: {name}의 ISO와 비교할 체크섬이 없어짐",
    ),
    "event.iso.retried": (
        "Asked for another attempt at the ISO of {name} in zone {zone}",
        "{zone}: {name}의 ISO 다시 시도 요청",
    ),
    "event.iso.paused": (
        "Paused the download of {name} in zone {zone}",
        "{zone}: {name} 다운로드 일시 중지",
    ),
    "event.iso.continued": (
        "Continued the download of {name} in zone {zone}",
        "{zone}: {name} 다운로드 계속",
    ),
    "event.iso.limited": (
        "Rate limit of {name} in zone {zone}: {limit}",
        "{zone}: {name} 속도 제한: {limit}",
    ),
    "event.iso.prioritised": (
        "Priority of {name} in zone {zone}: {priority}",
        "{zone}: {name} 우선순위: {priority}",
    ),
    "event.limit.total": (
        "Rate limit of all downloads together: {limit}",
        "전체 다운로드 속도 제한: {limit}",
    ),
    "event.iso.cancelled": (
        "Cancelled the download of {name} in zone {zone}",
        "{zone}: {name} 다운로드 취소",
    ),
    "event.iso.accepted": (
        "Accepted the ISO of {name} in zone {zone} in spite of what is wrong with it (errors: "
        "{count}), {digest}. {first}",
        "{zone}: {name}의 ISO를 오류 {count}개가 있는 채로 수락, {digest}. {first}",
    ),
    # What the worker did
    "event.iso.started": (
        "Fetching the ISO of {name} for zone {zone}, attempt {attempt}",
        "{zone}: {name}의 ISO 받기 시작({attempt}번째 시도)",
    ),
    "event.iso.resumed": (
        "Going on with the ISO of {name} for zone {zone}, attempt {attempt}; "
        "{received:,} bytes are there",
        "{zone}: {name}의 ISO 이어 받기({attempt}번째 시도, 보관된 {received:,}바이트)",
    ),
    "event.iso.restarted": (
        "The ISO of {name} for zone {zone} is fetched again from its first byte. {reason}",
        "{zone}: {name}의 ISO를 처음부터 다시 받습니다. {reason}",
    ),
    "event.iso.retry": (
        "Attempt {attempt} at the ISO of {name} for zone {zone} failed, "
        "the next one is in {seconds} s. {reason}",
        "{zone}: {name}의 ISO {attempt}번째 시도 실패, {seconds}초 뒤에 다시 시도. {reason}",
    ),
    "event.iso.no-room": (
        "Attempt {attempt} at the ISO of {name} for zone {zone} waits until there is room. "
        "{reason}",
        "{zone}: {name}의 ISO {attempt}번째 시도, 공간이 생길 때까지 대기. {reason}",
    ),
    "event.iso.failed": (
        "The ISO of {name} for zone {zone} could not be fetched. {reason}",
        "{zone}: {name}의 ISO 받기 실패. {reason}",
    ),
    "event.iso.unfit": (
        "The ISO of {name} for zone {zone} was fetched, and is not fit for use. {reason}",
        "{zone}: {name}의 ISO를 받았지만 쓸 수 없습니다. {reason}",
    ),
    "event.iso.url-silent": (
        "The URL that hosts in zone {zone} download {name} from does not answer any more. {reason}",
        "{zone}: 호스트가 {name}을(를) 직접 받을 URL이 더 이상 응답하지 않습니다. {reason}",
    ),
    "event.iso.url-answers": (
        "The URL that hosts in zone {zone} download {name} from answers again",
        "{zone}: 호스트가 {name}을(를) 직접 받을 URL이 다시 응답합니다",
    ),
    "event.iso.lost": (
        "Attempt {attempt} at the ISO of {name} for zone {zone} was cut off. {reason}",
        "{zone}: {name}의 ISO {attempt}번째 시도 중단. {reason}",
    ),
    "event.iso.released": (
        "Stopped attempt {attempt} at the ISO of {name} for zone {zone}; it is queued again",
        "{zone}: {name}의 ISO {attempt}번째 시도 중지, 다시 대기열에 추가",
    ),
    "event.iso.ready": (
        "The ISO of {name} is ready in zone {zone}: {size:,} bytes, {digest}; "
        "there was no checksum to compare",
        "{zone}: {name}의 ISO 준비 완료. {size:,}바이트, {digest}(비교할 체크섬 없음)",
    ),
    "event.iso.verified": (
        "The ISO of {name} is ready in zone {zone}: {size:,} bytes, checksum right: {digest}",
        "{zone}: {name}의 ISO 준비 완료. {size:,}바이트, 체크섬 일치: {digest}",
    ),
    "event.iso.evidence": (
        "Found a checksum for the ISO of {name}, zone {zone}: {checksum} in {source}",
        "{zone}: {name}의 ISO 체크섬 발견. {source}의 {checksum}",
    ),
    "event.iso.contradicted": (
        "The ISO of {name} in zone {zone} has the checksum that counts most, but not the one in "
        "{source}: {checksum}",
        "{zone}: {name}의 ISO가 가장 믿을 만한 체크섬과는 일치하지만 {source}의 것과는 다름: "
        "{checksum}",
    ),
    "event.iso.linked": (
        "The ISO of {name} is ready in zone {zone}: {size:,} bytes, {digest}; nothing was "
        "fetched, it shares the file of {twin} in zone {twinzone}, which was verified again",
        "{zone}: {name}의 ISO 준비 완료. {size:,}바이트, {digest}. "
        "새로 받지 않고 {twinzone}의 {twin} 파일을 다시 검증해 공유",
    ),
    "event.iso.bypassed": (
        "The URL of {name} was checked for zone {zone}: hosts download the ISO themselves",
        "{zone}: {name}의 URL 확인. 호스트가 ISO를 직접 다운로드",
    ),
    "event.iso.discarded": (
        "Removed what had arrived of the ISO of {name} in zone {zone}",
        "{zone}: {name}의 ISO 중 받은 부분 삭제",
    ),
    "event.iso.destroyed": (
        "Deleted the ISO of {name} in zone {zone}",
        "{zone}: {name}의 ISO 삭제",
    ),
    "event.iso.chore-failed": (
        "The files of {name} in zone {zone} could not be removed, "
        "tried again in {seconds} s. {reason}",
        "{zone}: {name}의 파일 삭제 실패, {seconds}초 뒤에 다시 시도. {reason}",
    ),
    "event.iso.away": (
        "The files of {name} in zone {zone} are not removed yet. {reason}",
        "{zone}: {name}의 파일을 아직 삭제하지 못함. {reason}",
    ),
    "event.version.removed": (
        "Deleted Kubernetes version {name} and all its ISOs",
        "쿠버네티스 버전 {name}과(와) 모든 ISO 삭제",
    ),
}
