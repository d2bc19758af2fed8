"""What is said of stored ISOs that are read again."""

from __future__ import annotations

from typing import Final

PROOFS: Final[dict[str, tuple[str, str]]] = {
    "damage.missing": ("the file is gone", "파일이 없습니다"),
    "damage.size": (
        "it has {size} bytes, not {expected}",
        "크기가 {expected}바이트가 아니라 {size}바이트입니다",
    ),
    "damage.unreadable": (
        "the disk cannot read it from byte {start} on",
        "디스크에서 {start}바이트 위치부터 읽을 수 없습니다",
    ),
    "damage.changed": (
        "something between bytes {start} and {end} has changed",
        "{start}바이트와 {end}바이트 사이의 내용이 바뀌었습니다",
    ),
    "damage.digest": (
        "its {algorithm} digest is {found} now",
        "{algorithm} 다이제스트가 이제 {found}입니다",
    ),
    "event.iso.verify": (
        "Asked to verify the stored ISO of {name} for zone {zone}",
        "{zone}: 보관된 {name}의 ISO 검증 요청",
    ),
    "event.iso.unread": (
        "Gave up verifying the stored ISO of {name} for zone {zone}",
        "{zone}: 보관된 {name}의 ISO 검증 취소",
    ),
    "event.iso.proven": (
        "The stored ISO of {name} for zone {zone} is what it was ({size} bytes), {digest}",
        "{zone}: 보관된 {name}의 ISO가 그대로임을 확인({size}바이트), {digest}",
    ),
    "event.iso.rotten": (
        "The stored ISO of {name} for zone {zone} is damaged: {path}. {reason}",
        "{zone}: 보관된 {name}의 ISO 손상: {path}. {reason}",
    ),
    "event.iso.refetched": (
        "The damaged ISO of {name} for zone {zone} is fetched again; {path} is kept until then",
        "{zone}: 손상된 {name}의 ISO를 다시 받음. 그때까지 {path} 파일은 보관",
    ),
    "event.iso.not-read": (
        "The stored ISO of {name} for zone {zone} could not be verified. {reason}",
        "{zone}: 보관된 {name}의 ISO를 검증하지 못함. {reason}",
    ),
    "log.proven": (
        "{name}, zone {zone}: stored ISO verified",
        "{name}, Zone {zone}: 보관된 ISO 검증 완료",
    ),
    "log.not-read": (
        "{name}, zone {zone}: stored ISO could not be verified: {reason}",
        "{name}, Zone {zone}: 보관된 ISO를 검증하지 못했습니다: {reason}",
    ),
    "word.phase.unproven": ("to be verified", "검증 대기"),
    "word.phase.verifying": ("verifying", "검증 중"),
    "topic.phase.unproven": (
        "what is stored is read again as soon as its turn comes",
        "차례가 되면 보관된 파일을 다시 읽음",
    ),
    "topic.phase.verifying": (
        "what is stored is read again; it stays ready",
        "보관된 파일을 다시 읽는 중. 준비 상태는 그대로임",
    ),
    "next.proven": (
        "is held to its digest when it has been read",
        "모두 읽으면 다이제스트와 비교",
    ),
    "next.read": ("is read again when its turn comes", "차례가 되면 다시 읽음"),
    "field.proven": ("Last proven", "마지막 검증"),
    "screen.progress.unproven": ("to verify", "검증 대기"),
    "screen.progress.verifying": ("verifying {done}%", "검증 중 {done}%"),
    "screen.detail.reread": (
        "{done}%  {read} of {size} read again",
        "{done}%  {size} 중 {read} 다시 읽음",
    ),
    "screen.version.verify.done": (
        "{name}: stored ISOs to verify: {count}",
        "{name}: 보관된 ISO {count}개를 검증합니다",
    ),
    "screen.version.verify.what": (
        "What is stored of them is read again and held to its digest:",
        "다음 버전의 보관된 ISO를 다시 읽어 다이제스트와 비교합니다.",
    ),
    "screen.version.verify.several": (
        "Versions to verify: {n}, stored ISOs: {count}",
        "버전 {n}개의 보관된 ISO {count}개를 검증합니다",
    ),
    "cmd.verify": (
        "Read stored ISOs again and hold them to their digests; all where none is named.",
        "보관된 ISO를 다시 읽어 검증합니다. 지정하지 않으면 모두.",
    ),
    "cmd.verify.zone": ("Only in this zone (name or id).", "이 Zone에서만 (이름 또는 ID)."),
    "cmd.verify.no-wait": (
        "Do not wait for the end; a worker goes on by itself.",
        "기다리지 않음. 작업자가 계속합니다.",
    ),
    "cmd.verify.progress": (
        "{name}, {zone}: {done}% verified; left: {count}",
        "{name}, {zone}: {done}% 검증; 남은 ISO {count}개",
    ),
    "cmd.verify.waits": ("Waiting for a worker; left: {count}", "작업자 대기; 남은 ISO {count}개"),
    "cmd.verify.done": ("Stored ISOs that are what they were: {count}", "그대로인 ISO: {count}개"),
    "cmd.done.verify": ("ISOs to verify: {count}", "검증 대상: ISO {count}개"),
}
