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
    "word.yes": ("yes", "예"),
    "word.no": ("no", "아니요"),
    "word.days": ("{count}d", "{count}일"),
    "word.hours": ("{count}h", "{count}시간"),
    "word.minutes": ("{count}m", "{count}분"),
    "word.seconds": ("{count}s", "{count}초"),
    "word.all-zones": ("All zones", "모든 Zone"),
}
