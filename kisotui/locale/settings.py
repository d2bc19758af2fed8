"""Messages: what each setting is for. The English is the docstring in ``kisotui.settings``."""

from __future__ import annotations

from typing import Final

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "setting.db": (
        "The store: a URL, or the path of a SQLite file. Default: `kisotui.db` in the data "
        "directory (XDG).",
        "저장소: URL 또는 SQLite 파일 경로. 기본값: 데이터 디렉터리(XDG)의 `kisotui.db`.",
    ),
    "setting.iso_dir": (
        "Where ISOs are kept. Default: `isos` beside a SQLite store, else in the data directory.",
        "ISO를 두는 곳. 기본값: SQLite 저장소 옆의 `isos`, 그 밖에는 데이터 디렉터리.",
    ),
    "setting.log_dir": (
        "Where logs are kept. Default: the state directory (XDG).",
        "로그를 두는 곳. 기본값: 상태 디렉터리(XDG).",
    ),
    "setting.lang": ("The language. Default: the locale's.", "언어. 기본값: 로캘의 언어."),
    "setting.downloads": (
        "How many downloads run at once, over all workers of the store.",
        "동시에 받는 다운로드 수. 저장소의 모든 작업자를 합한 수.",
    ),
    "setting.zone_downloads": (
        "How many of them for one zone; 0: as many as there may be.",
        "그중 한 Zone에서 받는 수. 0: 제한 없음.",
    ),
    "setting.connections": (
        "How many connections to one host at most, where the server limits each of them; 1: one "
        "for each download.",
        "서버가 연결마다 속도를 제한할 때 한 호스트에 여는 최대 연결 수. 1: 다운로드마다 하나.",
    ),
    "setting.rate_limit": (
        "Bytes per second that all downloads of this host take together; 0: no limit.",
        "이 호스트의 모든 다운로드를 합한 초당 바이트. 0: 제한 없음.",
    ),
    "setting.download_rate_limit": (
        "Bytes per second that each download takes; 0: no limit.",
        "다운로드마다의 초당 바이트. 0: 제한 없음.",
    ),
    "setting.worker_idle": (
        "Seconds without work after which a worker that nobody watches exits.",
        "아무도 지켜보지 않는 작업자가 할 일 없이 기다리다 끝나는 시간(초).",
    ),
    "setting.recheck_every": (
        "Hours after which a worker asks the URL of a direct download again, to see whether hosts "
        "can still fetch from it; 0: never.",
        "직접 다운로드 URL에서 호스트가 여전히 받을 수 있는지 작업자가 다시 확인하는 간격(시간). "
        "0이면 확인하지 않음.",
    ),
    "setting.scrub_every": (
        "Days after which a worker reads a stored ISO again, to see whether it still is what its "
        "digest says; 0: never.",
        "보관 중인 ISO가 다이제스트와 여전히 일치하는지 작업자가 다시 읽어 확인하는 간격(일). "
        "0이면 확인하지 않음.",
    ),
    "setting.scrub_rate": (
        "Bytes per second that a worker reads stored ISOs at to verify them; 0 for no limit.",
        "작업자가 보관 중인 ISO를 검증하려고 읽는 초당 바이트 수. 0이면 제한하지 않음.",
    ),
    "setting.connect_timeout": (
        "Seconds to reach a server, DNS and TLS included.",
        "서버에 연결하는 제한 시간(초). DNS와 TLS를 포함함.",
    ),
    "setting.stall_timeout": (
        "Seconds without a byte after which a download counts as stalled.",
        "한 바이트도 오지 않으면 멈춘 것으로 보는 시간(초).",
    ),
    "setting.slowest_rate": (
        "Bytes per second, over `stall_timeout`, below which a download counts as too slow; 0: "
        "never.",
        "`stall_timeout` 동안 초당 바이트가 이보다 적으면 너무 느린 것으로 봄. 0: 보지 않음.",
    ),
    "setting.largest_iso": ("Bytes that an ISO may have.", "ISO의 최대 크기(바이트)."),
    "setting.ca_bundle": (
        "A PEM file of certificate authorities to trust beside the system's.",
        "시스템의 인증 기관에 더해 신뢰할 인증 기관의 PEM 파일.",
    ),
    "setting.zone_ca_bundles": (
        "The same for single zones, by the zone's name.",
        "Zone마다의 PEM 파일. Zone 이름으로 지정.",
    ),
    "setting.insecure_redirects": (
        "Whether a redirect may lead from https to http.",
        "https에서 http로 가는 리디렉션을 허용할지.",
    ),
    "setting.rewrite": (
        "Mirrors: URL prefixes, and what is asked in their place; the longest one that fits "
        "counts.",
        "미러: URL 앞부분과 그 대신 요청할 주소. 가장 긴 것을 씀.",
    ),
    "setting.github_api": (
        "Where GitHub's API is, for sources that are releases. Default: `https://api.github.com`.",
        "GitHub API의 주소. 릴리스 소스에 씀. 기본값: `https://api.github.com`.",
    ),
    "setting.github_token": (
        "The environment variable that holds a token for it, if there is one; never the token. "
        "Default: `GITHUB_TOKEN`.",
        "그 토큰이 들어 있는 환경 변수의 이름. 토큰 자체를 쓰지 않음. 기본값: `GITHUB_TOKEN`.",
    ),
    "setting.support_dates": (
        "A JSON file with the day on which upstream's support ends, by minor version; beside those "
        "that kisotui knows.",
        "업스트림 지원이 끝나는 날을 마이너 버전별로 담은 JSON 파일. kisotui가 아는 값에 더해 씀.",
    ),
    "setting.read_only": (
        "Whether everything can be seen and nothing be changed; also `--read-only`.",
        "모두 볼 수 있지만 아무것도 바꿀 수 없게 할지. `--read-only`와 같음.",
    ),
    "setting.bell": (
        "Whether the terminal's bell rings when downloads have ended.",
        "다운로드가 끝나면 터미널 벨을 울릴지.",
    ),
    "setting.on_download": (
        "A command, as a list of arguments, that each open console runs when a download has ended; "
        "`{{name}}`, `{{version}}`, `{{zone}}`, `{{outcome}}` and `{{reason}}` are replaced.",
        "다운로드가 끝나면 열려 있는 콘솔마다 실행하는 명령. 인수 목록으로 쓰며 `{{name}}`, "
        "`{{version}}`, `{{zone}}`, `{{outcome}}`, `{{reason}}`은 값으로 바뀜.",
    ),
    "setting.views_file": (
        "Where saved views and the last view are kept, for each person a file. Default: "
        "`views.json` in the data directory (XDG).",
        "보관한 보기와 마지막 보기를 두는 파일. 사용자마다 하나. 기본값: 데이터 디렉터리(XDG)의 "
        "`views.json`.",
    ),
    "setting.mouse": (
        "Whether the screen takes mouse events.",
        "화면이 마우스를 쓸지.",
    ),
    "setting.changed_cells_only": (
        "Whether the terminal is sent only the cells that differ from what it shows; false: whole "
        "lines, many times the bytes.",
        "터미널에 보이는 것과 다른 칸만 보낼지. false: 줄 전체를 보내며 바이트가 몇 배로 늘어남.",
    ),
    "setting.keys": (
        "Other keys for actions of the screen, by the action's id, one or a list; `[]`: none.",
        "화면 동작의 다른 키. 동작 ID로 키 하나나 목록을 지정. `[]`: 키 없음.",
    ),
}
