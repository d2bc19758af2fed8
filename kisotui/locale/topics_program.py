"""Messages: the topics of the help that are about the program. How they are written, ``prose``
tells."""

from __future__ import annotations

from typing import Final

PROGRAM_TOPICS: Final[dict[str, tuple[str, str]]] = {
    "topic.config.title": ("Configuration", "설정"),
    "topic.config": (
        """
A setting is taken from the first of: the command line (`--db`, `--lang`), the environment
(`KISOTUI_` and its name in capitals), the config file, its default. The config file is TOML;
`kisotui config path` tells where it is, `kisotui config show` each setting and where it was set.
    iso_dir = "/srv/kubernetes-isos"
    downloads = 5
    lang = "ko"
Changes take effect at the next start, those of downloads when the worker is started again.
@settings
""",
        """
설정은 명령줄(`--db`, `--lang`), 환경 변수(`KISOTUI_`와 대문자로 쓴 이름), 설정 파일, 기본값 중
먼저 있는 것을 씁니다. 설정 파일은 TOML이며 위치는 `kisotui config path`, 각 설정의 값과 출처는
`kisotui config show`로 확인합니다.
    iso_dir = "/srv/kubernetes-isos"
    downloads = 5
    lang = "ko"
바꾼 설정은 다음 시작부터, 다운로드 설정은 작업자를 다시 시작할 때부터 적용됩니다.
@settings
""",
    ),
    "topic.files.title": ("Files", "파일"),
    "topic.files": (
        """
- `~/.config/kisotui/config.toml` :: the settings; `XDG_CONFIG_HOME` and `KISOTUI_CONFIG` count
- `~/.local/share/kisotui/kisotui.db` :: the store, with `-wal` and `-shm` beside it while it is
  open
- `kisotui.db.backup-…` :: a copy from before an upgrade; never removed by itself
- `ISO_DIR/ZONE_ID/ISO_ID.iso` :: a finished ISO; `ISO_DIR` is `isos` beside the store
- `….part` :: an unfinished one, with its note `.part.json`
- `LOG_DIR/worker-HOST-PID.log` :: a worker's log; `LOG_DIR` is `~/.local/state/kisotui`
- `LOG_DIR/console.log` :: errors of ours, if ever
- `~/.local/share/kisotui/views.json` :: your views, unless `views_file` says otherwise
""",
        """
- `~/.config/kisotui/config.toml` :: 설정. `XDG_CONFIG_HOME`과 `KISOTUI_CONFIG`로 바꿀 수 있음
- `~/.local/share/kisotui/kisotui.db` :: 저장소. 열려 있는 동안 옆에 `-wal`과 `-shm`이 있음
- `kisotui.db.backup-…` :: 업그레이드 전에 만든 사본. 스스로 지우지 않음
- `ISO_DIR/ZONE_ID/ISO_ID.iso` :: 다 받은 ISO. `ISO_DIR`는 저장소 옆의 `isos`
- `….part` :: 받는 중인 ISO. 옆에 기록 `.part.json`이 있음
- `LOG_DIR/worker-HOST-PID.log` :: 작업자 로그. `LOG_DIR`는 `~/.local/state/kisotui`
- `LOG_DIR/console.log` :: 프로그램 오류 기록
- `~/.local/share/kisotui/views.json` :: 내 보기. `views_file` 설정으로 바꿀 수 있음
""",
    ),
    "topic.exit-codes.title": ("Exit statuses", "종료 상태"),
    "topic.exit-codes": (
        """
Results go to standard output, everything else to standard error: what went wrong and what to do
next, a line for each problem. The status is a contract.
@exits
""",
        """
결과는 표준 출력으로, 나머지는 표준 오류로 냅니다. 문제마다 한 줄로 무엇이 잘못되었고 무엇을
하면 되는지 알려 줍니다. 종료 상태는 바뀌지 않는 약속입니다.
@exits
""",
    ),
    "topic.terminals.title": ("Terminals", "터미널"),
    "topic.terminals": (
        """
The console needs 60 columns and 15 lines; 80x24 is what it is made for. Where there is not room
for all columns it drops the least important ones and says how many.

Colours are those of the terminal's own palette, light or dark; none with `NO_COLOR` and on a
vt100. Every state reads without them. Where the locale is not UTF-8, bars and marks are drawn
in ASCII.

Text is copied by OSC 52, which most terminals take, also through tmux and screen; with tmux on
another host, say `set -g set-clipboard on` there. Where there is no clipboard, or the text is too
long for it, it is in a file, whose name is told. `kisotui --no-mouse` leaves the mouse to the
terminal; without it, hold Shift (iTerm2: Option) to select text.

Ctrl-Z puts the console aside, `fg` brings it back. If the line breaks, the console ends and
downloads go on.
""",
        """
콘솔에는 60열 15줄이 필요하며 80x24에 맞추어 만들었습니다. 열을 모두 놓을 자리가 없으면 덜 중요한
열부터 숨기고 몇 개를 숨겼는지 알려 줍니다.

색은 밝든 어둡든 터미널에 설정된 색을 그대로 씁니다. `NO_COLOR`나 vt100에서는 색을 쓰지 않으며,
상태는 색이 없어도 알아볼 수 있습니다. 로캘이 UTF-8이 아니면 막대와 기호를 ASCII로 그립니다.

복사는 OSC 52로 합니다. 대부분의 터미널에서 되며 tmux와 screen을 거쳐도 됩니다. tmux가 다른
호스트에 있으면 그곳에서 `set -g set-clipboard on`을 설정하세요. 클립보드가 없거나 내용이 너무
길면 파일에 저장하고 그 경로를 알려 줍니다. `kisotui --no-mouse`는 마우스를 터미널에 맡깁니다.
이 옵션이 없을 때는 Shift(iTerm2는 Option)를 누르고 선택하세요.

Ctrl-Z는 콘솔을 잠시 밀어 두고 `fg`는 다시 부릅니다. 연결이 끊기면 콘솔은 끝나고 다운로드는
계속됩니다.
""",
    ),
    "topic.hooks.title": ("Notifications and hooks", "알림과 훅"),
    "topic.hooks": (
        """
When a download ends or fails while you look elsewhere, the console says so for a moment. The
settings below make it ring the bell, or run a command of yours, for every download that ends
while a console is open, seen or not. The command is a list of arguments, never a shell's line;
it gets the same in KISOTUI_EVENT_NAME, _VERSION, _ZONE, _OUTCOME (ready or failed) and _REASON,
nothing of the terminal, and 30 seconds. Every open console runs its own.
@notices
""",
        """
다른 화면을 보는 동안 다운로드가 끝나거나 실패하면 콘솔이 잠시 알려 줍니다. 아래 설정으로 벨을
울리거나 명령을 실행하게 할 수 있으며, 이때는 콘솔이 열려 있는 동안 끝난 모든 다운로드가
대상입니다. 명령은 셸의 한 줄이 아니라 인수 목록으로 씁니다. 같은 내용이
KISOTUI_EVENT_NAME, _VERSION, _ZONE, _OUTCOME(ready 또는 failed), _REASON에 담기고, 터미널 없이
30초까지 실행합니다. 열려 있는 콘솔마다 각자의 명령을 실행합니다.
@notices
""",
    ),
    "topic.read-only.title": ("Read-only", "읽기 전용"),
    "topic.read-only": (
        """
`kisotui --read-only`, or `read_only = true` in the config file, only looks: actions that change
something are not offered, and commands that do end with status 6. So it is where the store
cannot be written. The header says so.
""",
        """
`kisotui --read-only`나 설정 파일의 `read_only = true`는 보기만 합니다. 바꾸는 동작은 나오지
않고, 바꾸는 명령은 종료 상태 6으로 끝납니다. 저장소에 쓸 수 없을 때도 마찬가지입니다. 머리글에
그렇다고 표시합니다.
""",
    ),
    # What is made from the registries
    "topic.exit.OK": ("it was done", "완료"),
    "topic.exit.UNEXPECTED": (
        "an error of ours; the log that it names tells more",
        "프로그램 오류. 함께 알려 주는 로그 참고",
    ),
    "topic.exit.USAGE": (
        "the command line is wrong, or the console has no terminal",
        "명령줄이 잘못되었거나 콘솔을 열 터미널이 없음",
    ),
    "topic.exit.NOT_FOUND": (
        "no such version or zone, or more than one",
        "그런 버전이나 Zone이 없거나 둘 이상",
    ),
    "topic.exit.INVALID": (
        "a field is wrong, or several problems of different kinds",
        "필드 값이 잘못되었거나 종류가 다른 문제가 여럿",
    ),
    "topic.exit.CONFLICT": (
        "a name is taken, a zone in use, nothing to retry, the download is paused",
        "이름이 이미 있음, Zone 사용 중, 다시 시도할 것이 없음, 다운로드 일시 중지",
    ),
    "topic.exit.NOT_ALLOWED": (
        "must be confirmed, or the store is read-only",
        "확인이 필요하거나 저장소가 읽기 전용",
    ),
    "topic.exit.STORE": (
        "the store is locked, unreachable, damaged or newer than this program",
        "저장소가 잠김, 연결할 수 없음, 손상됨, 이 프로그램보다 새로움",
    ),
    "topic.exit.CONFIG": ("a setting is wrong", "설정이 잘못됨"),
    "topic.exit.WORKER": (
        "no worker can be started; the one at work was lost, or its directory of ISOs is away",
        "작업자를 시작할 수 없음. 일하던 작업자가 사라졌거나 그 ISO 디렉터리가 없음",
    ),
    "topic.exit.NETWORK": (
        "no way to the server: DNS, refused, TLS, stalled",
        "서버에 연결할 수 없음: DNS, 거부, TLS, 멈춤",
    ),
    "topic.exit.SERVER": (
        "the server's answer: 404, 403, 5xx, redirects",
        "서버의 응답: 404, 403, 5xx, 리디렉션",
    ),
    "topic.exit.CONTENT": (
        "what was delivered: wrong checksum, not an ISO, cut short",
        "받은 내용: 체크섬 불일치, ISO 아님, 잘림",
    ),
    "topic.exit.DISK": (
        "no space, or the disk cannot be written",
        "공간 부족 또는 디스크에 쓸 수 없음",
    ),
    "topic.exit.CANCELLED": (
        "the download was cancelled, or the question was not answered with yes",
        "다운로드를 취소했거나 질문에 예라고 답하지 않음",
    ),
    "topic.exit.TIMEOUT": (
        "waiting took too long; the work goes on",
        "기다리는 시간 초과. 작업은 계속됨",
    ),
    "topic.exit.INTERRUPTED": (
        "Ctrl-C, also the end of `--watch`; downloads go on in the background",
        "Ctrl-C. `--watch`를 끝낼 때도 같음. 다운로드는 백그라운드에서 계속됨",
    ),
    "topic.state.Enabled": ("clusters may be built from it", "이 버전으로 클러스터를 만들 수 있음"),
    "topic.state.Disabled": ("not offered for new clusters", "새 클러스터에 제공하지 않음"),
    "topic.state.Allocated": (
        "registered, nothing stored yet",
        "등록됨. 아직 저장한 것이 없음",
    ),
    "topic.state.Creating": ("being fetched", "받는 중"),
    "topic.state.Ready": (
        "fetched, verified, in its place",
        "받아서 검증하고 제자리에 둠",
    ),
    "topic.state.Failed": (
        "given up; the details say why and what to do",
        "실패로 끝남. 이유와 할 일은 상세 화면에 있음",
    ),
    "topic.state.Destroying": ("being deleted", "삭제하는 중"),
    "topic.state.Destroyed": ("deleted", "삭제됨"),
    "topic.status.NOT_DOWNLOADED": ("not begun", "시작 전"),
    "topic.status.DOWNLOAD_IN_PROGRESS": (
        "under way, or to be tried again",
        "받는 중이거나 다시 시도할 예정",
    ),
    "topic.status.DOWNLOADED": ("complete", "완료"),
    "topic.status.DOWNLOAD_ERROR": ("failed for good", "실패로 끝남"),
    "topic.status.ABANDONED": ("cancelled", "취소됨"),
    "topic.status.BYPASSED": (
        "direct download: hosts fetch it, nothing is stored",
        "직접 다운로드: 호스트가 받으며 저장하지 않음",
    ),
    "topic.phase.idle": ("nothing to do", "할 일 없음"),
    "topic.phase.queued": ("its turn comes", "차례를 기다림"),
    "topic.phase.running": ("a worker fetches it", "작업자가 받는 중"),
    "topic.phase.waiting": ("it is tried again, by itself", "저절로 다시 시도함"),
    "topic.phase.paused": (
        "waits for a person; what has arrived is kept",
        "사람을 기다림. 받은 부분은 보관함",
    ),
    "topic.phase.stopping": ("a worker is letting go of it", "작업자가 멈추는 중"),
}
