"""Words of the field: columns, fields, states, kinds."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "field.name": ("Name", "이름"),
    "field.state": ("State", "상태"),
    "field.semanticversion": ("Semantic version", "시맨틱 버전"),
    "field.isostate": ("ISO state", "ISO 상태"),
    "field.mincpunumber": ("Min CPU cores", "최소 CPU 코어"),
    "field.minmemory": ("Min memory (MB)", "최소 메모리(MB)"),
    "field.arch": ("CPU architecture", "CPU 아키텍처"),
    "field.zone": ("Zone", "Zone"),
    "field.zonename": ("Zone", "Zone"),
    "field.zoneid": ("Zone ID", "Zone ID"),
    "field.url": ("URL", "URL"),
    "field.file": ("File", "파일"),
    "field.checksum": ("Checksum", "체크섬"),
    "field.directdownload": ("Direct download", "직접 다운로드"),
    "field.supportsha": ("Supports HA", "HA 지원"),
    "field.supportsautoscaling": ("Supports autoscaling", "오토스케일링 지원"),
    "field.isoid": ("ISO ID", "ISO ID"),
    "field.isoname": ("ISO name", "ISO 이름"),
    "field.isourl": ("ISO URL", "ISO URL"),
    "field.id": ("ID", "ID"),
    "field.created": ("Created", "생성일"),
    "field.size": ("Size", "크기"),
    "field.progress": ("Progress", "진행률"),
    "field.level": ("Level", "레벨"),
    "field.type": ("Type", "유형"),
    "field.description": ("Description", "설명"),
    "field.username": ("User", "사용자"),
    "field.origin": ("From", "접속 위치"),
    "field.work": ("Work", "작업"),
    "field.ratelimit": ("Rate limit", "속도 제한"),
    "field.priority": ("Priority", "우선순위"),
    # A rate limit
    "word.limit.none": ("none", "없음"),
    "word.limit.default": ("as the settings say", "설정값"),
    # What is going on with an ISO
    "word.phase.queued": ("queued", "대기열"),
    "word.phase.running": ("running", "받는 중"),
    "word.phase.waiting": ("waiting to retry", "재시도 대기"),
    "word.phase.unattended": ("no worker", "작업자 없음"),
    "word.phase.room": ("waiting for room", "공간 대기"),
    "word.phase.paused": ("paused", "일시 중지"),
    "word.phase.stopping": ("stopping", "멈추는 중"),
    # Which attempt it is
    "word.attempt.running": (
        "{n} of at most {most} in a row; in all: {all}",
        "연속 {n}번째(최대 {most}번), 모두 {all}번",
    ),
    "word.attempt.to-come": (
        "the next one is {n} of at most {most} in a row; so far: {all}",
        "다음이 연속 {n}번째(최대 {most}번), 지금까지 {all}번",
    ),
    "word.attempt.over": ("in all: {all}", "모두 {all}번"),
    # What happens next to it
    "next.retried": ("tried again at {time}", "{time}에 다시 시도"),
    "next.given-room": (
        "goes on by itself when there is room on the disk",
        "디스크에 공간이 생기면 자동으로 계속",
    ),
    "next.started": ("starts as soon as a download slot is free", "다운로드 자리가 나면 시작"),
    "next.verified": ("is verified when all of it has arrived", "모두 받은 뒤 검증"),
    "next.placed": ("is being verified", "검증하는 중"),
    "next.resumed": ("paused: {resume} continues", "일시 중지됨: {resume}로 계속"),
    "next.asked": (
        "nothing by itself: {retry} tries again",
        "자동으로 다시 시도하지 않음: {retry}로 다시 시도",
    ),
    "next.stopped": ("is being stopped", "중지하는 중"),
    "next.deleted": ("is being deleted", "삭제하는 중"),
    "next.attended": (
        "waits for a worker: {worker} starts one",
        "작업자를 기다림: {worker} 시작",
    ),
    "next.taken-over": (
        "its worker is gone: another one goes on with it",
        "작업자가 사라짐: 다른 작업자가 이어받음",
    ),
    "next.ready": ("nothing to do: it is ready", "할 일 없음: 준비 완료"),
    "next.gone": ("nothing: it is deleted", "없음: 삭제됨"),
    "next.nothing": ("nothing", "없음"),
    "word.yes": ("yes", "예"),
    "word.no": ("no", "아니요"),
    "word.days": ("{count}d", "{count}일"),
    "word.hours": ("{count}h", "{count}시간"),
    "word.minutes": ("{count}m", "{count}분"),
    "word.seconds": ("{count}s", "{count}초"),
    "word.all-zones": ("All zones", "모든 Zone"),
}
