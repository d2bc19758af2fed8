"""Messages: editing a version, and what follows from it."""

from __future__ import annotations

from typing import Final

EDITS: Final[dict[str, tuple[str, str]]] = {
    # What saving does
    "edit.nothing": ("Nothing is changed", "변경한 내용이 없습니다"),
    "edit.kept": ("Nothing is fetched again", "ISO는 다시 받지 않습니다"),
    "edit.matches": (
        "{zones}: the ISO has this checksum; it is verified without a fetch",
        "{zones}: ISO가 이 체크섬과 일치하여 다시 받지 않고 검증됩니다",
    ),
    "edit.unproven": (
        "{zones}: the ISO stays, and counts as not verified",
        "{zones}: ISO는 그대로 두며 검증되지 않은 것으로 봅니다",
    ),
    "edit.reread": (
        "{zones}: the ISO is read again from disk, and fetched again if this is not its checksum",
        "{zones}: 디스크의 ISO를 다시 읽어 확인하고, 체크섬이 다르면 다시 받습니다",
    ),
    "edit.goes-on": (
        "{zones}: the ISO is fetched from where it is, {size}",
        "{zones}: 받은 부분({size})부터 이어서 받습니다",
    ),
    "edit.anew": (
        "{zones}: the ISO is fetched again ({fields} changed), {size} deleted first",
        "{zones}: {fields} 변경으로 ISO를 다시 받습니다(기존 {size} 삭제)",
    ),
    "edit.first": (
        "{zones}: the ISO is fetched ({fields} changed)",
        "{zones}: ISO를 받습니다({fields} 변경)",
    ),
    "edit.direct": (
        "{zones}: the ISO is deleted, {size}; hosts download it themselves",
        "{zones}: ISO({size})가 삭제되고 호스트가 직접 다운로드합니다",
    ),
    "edit.checked": (
        "{zones}: the URL is checked; hosts download the ISO themselves",
        "{zones}: URL을 확인하며 호스트가 ISO를 직접 다운로드합니다",
    ),
    "edit.removed": (
        "{zones}: the ISO is deleted, {size}",
        "{zones}: ISO({size})가 삭제됩니다",
    ),
    "edit.left": ("{zones}: not a zone of it any more", "{zones}: 더 이상 사용하지 않습니다"),
    "edit.added": ("{zones}: the ISO is fetched", "{zones}: ISO를 받습니다"),
    "edit.paused": ("{zones}: stays paused", "{zones}: 일시 중지 상태로 유지됩니다"),
    "edit.forgets": (
        "The old URL's user name and password are dropped",
        "이전 URL의 사용자 이름과 비밀번호는 사라집니다",
    ),
    # The form
    "screen.edit.title": ("Edit {name}", "{name} 편집"),
    "screen.edit.submit": ("Save", "저장"),
    "screen.edit.saving": ("Saving …", "저장하는 중입니다 …"),
    "screen.edit.reset": ("as it was", "원래대로"),
    "screen.edit.saved": ("{name} was saved", "{name}: 저장되었습니다"),
    "screen.edit.same": ("{name} is as it was", "{name}: 변경한 내용이 없습니다"),
    "screen.edit.draft": (
        "What you typed is kept: {key} on {name} goes on",
        "입력한 내용을 보관했습니다. {name}에서 {key} 키로 이어서 편집합니다",
    ),
    "screen.edit.stale": (
        "{name} was changed meanwhile: what you had typed is dropped",
        "{name}: 그 사이에 변경되어 입력하던 내용은 버렸습니다",
    ),
    "screen.edit.question": ("Save the changes to {name}?", "{name}의 변경 내용을 저장할까요?"),
    "screen.add.hint.state": (
        "Disabled: not offered for new clusters",
        "Disabled: 새 클러스터에 제공하지 않습니다",
    ),
    # The command
    "cmd.version.edit": (
        "Edit a version; says what is fetched again or deleted.",
        "버전을 편집하고, 다시 받거나 삭제되는 것을 알려 줍니다.",
    ),
    "cmd.version.edit.version": ("Another semantic version.", "새 시맨틱 버전"),
    "cmd.version.edit.url": (
        "Another URL; the old one's credentials are dropped.",
        "새 URL. 이전 URL의 인증 정보는 사라집니다.",
    ),
    "cmd.version.edit.name": ("Another name.", "새 이름"),
    "cmd.version.edit.zone": ("The one zone that it is for.", "사용할 Zone 하나"),
    "cmd.version.edit.all-zones": ("All zones that there are.", "모든 Zone"),
    "cmd.version.edit.checksum": (
        "{{ALGORITHM}}hex; empty for none.",
        "{{알고리즘}}hex. 빈 값이면 없앰",
    ),
    "cmd.version.edit.min-cpu": ("Min CPU cores.", "최소 CPU 코어"),
    "cmd.version.edit.min-memory": ("Min memory in MB.", "최소 메모리(MB)"),
    "cmd.version.edit.arch": ("x86_64, aarch64 or s390x.", "x86_64, aarch64, s390x"),
    "cmd.version.edit.direct": (
        "Whether hosts fetch the ISO themselves.",
        "호스트가 ISO를 직접 다운로드할지 여부",
    ),
    "cmd.version.edit.state": ("Enabled or Disabled.", "Enabled 또는 Disabled"),
    "cmd.version.edit.yes": (
        "Do not ask before an ISO is deleted.",
        "ISO가 삭제되더라도 묻지 않습니다.",
    ),
    "cmd.edit.zones": (
        "--zone and --all-zones were both given",
        "--zone과 --all-zones를 함께 쓸 수 없습니다",
    ),
    "cmd.edit.question": ("Save? [y/N]", "저장할까요? [y/N]"),
}
