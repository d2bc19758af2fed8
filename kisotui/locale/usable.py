"""Messages: whether clusters can use a version, and if not, why."""

from __future__ import annotations

from typing import Final

_CORRECT: Final = (
    "See its findings under Contents; correct the version or its source, or accept the ISO",
    "‘내용’에서 결과를 확인하세요. 버전이나 원본을 바로잡거나 ISO를 수락하세요",
)
USABLE: Final[dict[str, tuple[str, str]]] = {
    "field.usable": ("For clusters", "클러스터 사용"),
    "screen.column.usable": ("For clusters", "클러스터"),
    "cmd.version.why": (
        "Say whether clusters can use versions, and if not, why.",
        "클러스터에서 버전을 쓸 수 있는지, 없다면 이유를 알려 줍니다.",
    ),
    # The whole answer
    "usable.yes": ("Clusters can use it", "클러스터에서 쓸 수 있습니다"),
    "usable.yes.but": ("Clusters can use it, but {why}", "클러스터에서 쓸 수 있습니다. 다만 {why}"),
    "usable.partly": (
        "Clusters can use it in {zones} only: {why}",
        "클러스터에서 {zones}에서만 쓸 수 있습니다: {why}",
    ),
    "usable.no": ("Clusters cannot use it: {why}", "클러스터에서 쓸 수 없습니다: {why}"),
    # Why, each one
    "usable.deleted": ("it is deleted", "삭제되었습니다"),
    "usable.disabled": ("it is disabled", "비활성화되어 있습니다"),
    "usable.architecture": (
        "its ISO is for another architecture ({isos})",
        "ISO가 다른 아키텍처용입니다({isos})",
    ),
    "usable.architecture.iso": ("{zone}: {first}", "{zone}: {first}"),
    "usable.contents": ("its ISO has errors in it ({isos})", "ISO 내용에 오류가 있습니다({isos})"),
    "usable.contents.iso": ("{zone}: {first}", "{zone}: {first}"),
    "usable.failed": ("its ISO failed ({isos})", "ISO가 실패했습니다({isos})"),
    "usable.failed.iso": ("{zone}: {why}", "{zone}: {why}"),
    "usable.silent": (
        "the URL that hosts download it from no longer answers ({isos})",
        "호스트가 직접 받을 URL이 응답하지 않습니다({isos})",
    ),
    "usable.silent.iso": ("{zone}, since {time}: {why}", "{zone}, {time}부터: {why}"),
    "usable.missing": ("its ISO is not there yet ({isos})", "ISO가 아직 없습니다({isos})"),
    "usable.missing.iso": ("{zone}: {state} since {time}", "{zone}: {time}부터 {state}"),
    "usable.missing.iso.damaged": (
        "{zone}: {state} since {time}, its stored file was damaged or lost",
        "{zone}: {time}부터 {state}, 보관된 파일이 손상되거나 없어짐",
    ),
    "usable.accepted": (
        "its ISO has errors that a person accepted ({isos})",
        "사용자가 수락한 오류가 ISO에 있습니다({isos})",
    ),
    "usable.accepted.iso": ("{zone}", "{zone}"),
    "usable.unchecked": (
        "there is no checksum that its ISO could be held to",
        "ISO를 확인할 체크섬이 없습니다",
    ),
    "usable.weak": (
        "its checksum proves little: {why}",
        "체크섬의 증명력이 약합니다: {why}",
    ),
    "usable.weak.beside": ("it lies beside the ISO itself", "ISO와 같은 곳에 있는 값입니다"),
    "usable.weak.algorithm": ("it is of {algorithm}", "{algorithm} 값입니다"),
    "usable.unjudged": (
        "nobody has looked into its ISO ({isos})",
        "ISO 내용을 확인하지 않았습니다({isos})",
    ),
    "usable.unjudged.iso": ("{zone}", "{zone}"),
    "usable.warnings": (
        "there are warnings about its ISO ({isos})",
        "ISO에 경고가 있습니다({isos})",
    ),
    "usable.warnings.iso": ("{zone}: {count}", "{zone}: {count}개"),
    "usable.direct": (
        "hosts download its ISO themselves, so nobody looks into it ({isos})",
        "호스트가 ISO를 직접 다운로드하므로 내용은 확인하지 않습니다({isos})",
    ),
    "usable.direct.iso": ("{zone}", "{zone}"),
    # What to do
    "usable.deleted.next": ("Add it anew", "다시 추가하세요"),
    "usable.disabled.next": (
        "Enable it, with “kisotui version enable” or on the screen",
        "화면이나 “kisotui version enable”로 활성화하세요",
    ),
    "usable.architecture.next": _CORRECT,
    "usable.contents.next": _CORRECT,
    "usable.missing.next": (
        "See how far it is under Downloads, or with “kisotui download show”",
        "‘다운로드’나 “kisotui download show”로 진행 상황을 확인하세요",
    ),
    "usable.accepted.next": (
        "See its findings under Contents",
        "‘내용’에서 결과를 확인하세요",
    ),
    "usable.unchecked.next": (
        "Give its SHA-256 checksum by editing the version",
        "버전을 편집해 SHA-256 체크섬을 입력하세요",
    ),
    "usable.weak.next": (
        "Give a SHA-256 checksum that you have from somewhere else",
        "다른 경로로 얻은 SHA-256 체크섬을 입력하세요",
    ),
    "usable.unjudged.next": (
        "Inspect its file with “kisotui iso inspect”",
        "“kisotui iso inspect”로 파일을 확인하세요",
    ),
    "usable.warnings.next": (
        "See its findings under Contents",
        "‘내용’에서 결과를 확인하세요",
    ),
    "usable.direct.next": (
        "Have it fetched and looked into once, with “kisotui iso inspect URL”",
        "“kisotui iso inspect URL”로 한 번 받아 내용을 확인하세요",
    ),
    # In the list
    "usable.brief.yes": ("yes", "가능"),
    "usable.brief.no": ("no", "불가"),
    "usable.brief.partly": ("partly", "일부"),
    "usable.brief.deleted": ("deleted", "삭제됨"),
    "usable.brief.disabled": ("disabled", "비활성화"),
    "usable.brief.architecture": ("wrong architecture", "다른 아키텍처"),
    "usable.brief.contents": ("wrong contents", "내용 오류"),
    "usable.brief.failed": ("ISO failed", "ISO 실패"),
    "usable.brief.silent": ("URL silent", "URL 무응답"),
    "usable.brief.missing": ("no ISO yet", "ISO 없음"),
    "usable.brief.accepted": ("errors accepted", "오류 수락됨"),
    "usable.brief.unchecked": ("no checksum", "체크섬 없음"),
    "usable.brief.weak": ("weak checksum", "약한 체크섬"),
    "usable.brief.unjudged": ("not looked into", "내용 미확인"),
    "usable.brief.warnings": ("warnings", "경고"),
    "usable.brief.direct": ("direct", "직접 다운로드"),
}
