"""Messages: actions; ``action.ID`` their titles, ``.short`` for the footer, ``.help``."""

from __future__ import annotations

from typing import Final

ACTIONS: Final[dict[str, tuple[str, str]]] = {
    "action.version.add": ("Add Kubernetes version", "쿠버네티스 버전 추가"),
    "action.version.add.short": ("Add", "추가"),
    "action.version.add.help": (
        "Register a version; its ISO is downloaded from a URL",
        "버전을 등록하고 URL에서 ISO를 내려받습니다",
    ),
    "action.version.add-file": (
        "Add Kubernetes version from local file",
        "로컬에서 쿠버네티스 버전 추가",
    ),
    "action.version.add-file.short": ("Add file", "로컬 추가"),
    "action.version.add-file.help": (
        "Register a version; its ISO is a file on this machine",
        "이 컴퓨터에 있는 ISO 파일로 버전을 등록합니다",
    ),
    "action.version.show": ("Show details", "상세 보기"),
    "action.version.show.short": ("Details", "상세"),
    "action.version.show.help": (
        "Details, events and downloads of the version",
        "버전의 상세 정보, 이벤트, 다운로드를 봅니다",
    ),
    "action.version.manage": ("Manage Kubernetes version", "쿠버네티스 버전 관리"),
    "action.version.manage.short": ("Manage", "관리"),
    "action.version.manage.help": (
        "Enable or disable the version for new clusters",
        "새 클러스터에 쓸 수 있도록 버전을 켜거나 끕니다",
    ),
    "action.version.delete": ("Delete Kubernetes version", "쿠버네티스 버전 삭제"),
    "action.version.delete.short": ("Delete", "삭제"),
    "action.version.delete.help": (
        "Delete the version and its ISO files; asks first",
        "버전과 ISO 파일을 삭제합니다. 먼저 확인합니다",
    ),
    "action.version.retry": ("Retry or continue download", "다운로드 다시 시도 또는 계속"),
    "action.version.retry.short": ("Retry", "다시 시도"),
    "action.version.retry.help": (
        "Try a failed, waiting or paused download again now",
        "실패했거나 대기 중이거나 일시 중지된 다운로드를 지금 다시 시도합니다",
    ),
    "action.version.pause": ("Pause download", "다운로드 일시 중지"),
    "action.version.pause.short": ("Pause", "일시 중지"),
    "action.version.pause.help": (
        "Stop the download and keep what has arrived",
        "다운로드를 멈추고 받은 부분을 보관합니다",
    ),
    "action.version.cancel": ("Cancel download", "다운로드 취소"),
    "action.version.cancel.short": ("Cancel", "취소"),
    "action.version.cancel.help": (
        "Stop the download and throw away what has arrived",
        "다운로드를 멈추고 받은 부분을 버립니다",
    ),
    "action.download.limit": ("Limit download rate", "다운로드 속도 제한"),
    "action.download.limit.short": ("Rate limit", "속도 제한"),
    "action.download.limit.help": (
        "Limit the rate of the version's downloads, or of all downloads together",
        "이 버전의 다운로드나 전체 다운로드의 속도를 제한합니다",
    ),
    "action.download.raise": ("Raise download priority", "다운로드 우선순위 높이기"),
    "action.download.raise.short": ("Sooner", "먼저"),
    "action.download.raise.help": (
        "Have the version downloaded before others that are queued",
        "대기 중인 다른 다운로드보다 먼저 받습니다",
    ),
    "action.download.lower": ("Lower download priority", "다운로드 우선순위 낮추기"),
    "action.download.lower.short": ("Later", "나중에"),
    "action.download.lower.help": (
        "Have the version downloaded after others that are queued",
        "대기 중인 다른 다운로드보다 나중에 받습니다",
    ),
    "action.list.filter": ("Filter", "필터"),
    "action.list.filter.short": ("Filter", "필터"),
    "action.list.filter.help": (
        "Show only rows that hold the words typed; over every column",
        "입력한 단어가 들어 있는 행만 봅니다. 모든 열에서 찾습니다",
    ),
    "action.list.filters": (
        "Filter by zone, version, architecture",
        "Zone, 버전, 아키텍처로 필터",
    ),
    "action.list.filters.short": ("By field", "조건"),
    "action.list.filters.help": (
        "Show only one zone, versions from a minimum on, or one CPU architecture",
        "Zone, 최소 시맨틱 버전, CPU 아키텍처를 골라 봅니다",
    ),
    "action.list.clear": ("Clear the filter", "필터 지우기"),
    "action.list.clear.short": ("Clear", "지우기"),
    "action.list.clear.help": ("Show all versions again", "모든 버전을 다시 봅니다"),
    "action.list.sort": ("Sort", "정렬"),
    "action.list.sort.short": ("Sort", "정렬"),
    "action.list.sort.help": (
        "Choose the column that sorts the list; so does a click on its title",
        "정렬할 열을 고릅니다. 열 제목을 클릭해도 됩니다",
    ),
    "action.list.reverse": ("Reverse the order", "정렬 순서 뒤집기"),
    "action.list.reverse.short": ("Reverse", "뒤집기"),
    "action.list.reverse.help": (
        "Turn the order of the list round",
        "목록의 정렬 순서를 뒤집습니다",
    ),
    "action.detail.details": ("Details tab", "상세 탭"),
    "action.detail.details.short": ("Details", "상세"),
    "action.detail.details.help": (
        "All fields of the version",
        "버전의 모든 필드를 봅니다",
    ),
    "action.detail.events": ("Events tab", "이벤트 탭"),
    "action.detail.events.short": ("Events", "이벤트"),
    "action.detail.events.help": (
        "What happened to the version, newest first",
        "버전에 일어난 일을 최신순으로 봅니다",
    ),
    "action.detail.downloads": ("Downloads tab", "다운로드 탭"),
    "action.detail.downloads.short": ("Downloads", "다운로드"),
    "action.detail.downloads.help": (
        "The download of every zone, and what happens next",
        "Zone별 다운로드와 다음에 일어날 일을 봅니다",
    ),
    "action.detail.levels": ("Filter events by level", "이벤트 레벨 필터"),
    "action.detail.levels.short": ("Level", "레벨"),
    "action.detail.levels.help": (
        "Show all events, warnings and errors, or errors only",
        "모든 이벤트, 경고와 오류, 오류만 번갈아 봅니다",
    ),
    "action.app.back": ("Back to the list", "목록으로"),
    "action.app.back.short": ("Back", "뒤로"),
    "action.app.back.help": ("Leave this screen", "이 화면에서 나갑니다"),
    "action.app.help": ("Help", "도움말"),
    "action.app.help.short": ("Help", "도움말"),
    "action.app.help.help": (
        "All keys, and the same on the command line",
        "모든 키와 같은 일을 하는 명령을 봅니다",
    ),
    "action.app.palette": ("Command palette", "명령 팔레트"),
    "action.app.palette.short": ("Commands", "명령"),
    "action.app.palette.help": (
        "Find an action by its name",
        "이름으로 동작을 찾습니다",
    ),
    "action.app.quit": ("Quit", "종료"),
    "action.app.quit.short": ("Quit", "종료"),
    "action.app.quit.help": (
        "Leave the console; downloads go on in the background",
        "콘솔에서 나갑니다. 다운로드는 백그라운드에서 계속됩니다",
    ),
}
