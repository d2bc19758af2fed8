"""Messages: the logs of workers and of the console."""

from __future__ import annotations

from typing import Final

LOG: Final[dict[str, tuple[str, str]]] = {
    "log.on-duty": ("Worker of {store} started", "{store} 작업자를 시작했습니다"),
    "log.off-duty": ("Worker ended", "작업자가 종료되었습니다"),
    "log.started": (
        "{name}, zone {zone}: attempt {attempt}",
        "{name}, Zone {zone}: {attempt}번째 시도",
    ),
    "log.restarted": (
        "{name}, zone {zone}: fetched again from the first byte: {reason}",
        "{name}, Zone {zone}: 처음부터 다시 받습니다: {reason}",
    ),
    "log.judged": (
        "{name}, zone {zone}: lies in {path} and was looked into; worst finding: {worst}",
        "{name}, Zone {zone}: {path}의 내용 확인 완료, 가장 심한 결과: {worst}",
    ),
    "log.evidence": (
        "{name}, zone {zone}: checksums found beside the ISO: {found}",
        "{name}, Zone {zone}: ISO 옆에서 체크섬 {found}개 발견",
    ),
    "log.shared": (
        "{name}, zone {zone}: not fetched, it shares the file of {twin}, zone {twinzone}",
        "{name}, Zone {zone}: 새로 받지 않고 {twin}, Zone {twinzone}의 파일을 공유합니다",
    ),
    "log.no-room": (
        "{name}, zone {zone}: {reason}; goes on when there is room",
        "{name}, Zone {zone}: {reason}. 공간이 생기면 계속합니다",
    ),
    "log.silent": (
        "{name}, zone {zone}: its URL does not answer any more: {reason}",
        "{name}, Zone {zone}: URL이 더 이상 응답하지 않습니다: {reason}",
    ),
    "log.answers": (
        "{name}, zone {zone}: its URL answers again",
        "{name}, Zone {zone}: URL이 다시 응답합니다",
    ),
    "log.bypassed": (
        "{name}, zone {zone}: URL checked for direct download",
        "{name}, Zone {zone}: 직접 다운로드 URL 확인 완료",
    ),
    "log.stopped": ("{name}, zone {zone}: stopped", "{name}, Zone {zone}: 중지했습니다"),
    "log.retry": (
        "{name}, zone {zone}: {reason}; tried again in {seconds} s",
        "{name}, Zone {zone}: {reason}. {seconds}초 뒤에 다시 시도합니다",
    ),
    "log.failed": (
        "{name}, zone {zone}: {reason}",
        "{name}, Zone {zone}: {reason}",
    ),
    "log.chore": (
        "Files could not be removed: {reason}; tried again in {seconds} s",
        "파일을 삭제하지 못했습니다: {reason}. {seconds}초 뒤에 다시 시도합니다",
    ),
    "log.errand": ("Errand: {errand}", "요청 처리: {errand}"),
    "log.errand-failed": ("Errand {errand}: {reason}", "요청 {errand}: {reason}"),
    "log.mirrored": (
        "{name}, zone {zone}: {mirror} is asked in place of its URL",
        "{name}, Zone {zone}: URL 대신 {mirror}에 요청합니다",
    ),
    "log.exported": ("{name} exported to {path}", "{name}: {path}(으)로 내보냄"),
    "log.refreshed": (
        "Source {name}: {count} ISOs listed",
        "소스 {name}: ISO {count}개 확인",
    ),
    "log.trouble": ("{reason}", "{reason}"),
    "log.recovered": (
        "The store {store} works again",
        "{store}: 저장소를 다시 쓸 수 있습니다",
    ),
    "log.unexpected": (
        "A fault inside kisotui: {kind} at {where}",
        "kisotui 내부 오류: {kind}, {where}",
    ),
    "log.drawn-otherwise": (
        "The screen is drawn in a way that is not known ({sequence}); it is sent as it is",
        "화면이 알 수 없는 방식으로 그려졌습니다({sequence}). 그대로 보냅니다",
    ),
}
