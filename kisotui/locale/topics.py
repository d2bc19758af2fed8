"""Messages: the topics of the help. How they are written, ``prose`` tells."""

from __future__ import annotations

from typing import Final

TOPICS: Final[dict[str, tuple[str, str]]] = {
    "topic.list": ("Topics of “kisotui help”", "“kisotui help”의 주제"),
    "topic.commands": (
        "The help of a command: kisotui help version add",
        "명령의 도움말: kisotui help version add",
    ),
    "topic.keys.title": ("Keys", "키"),
    "topic.keys": (
        """
Vim keys and arrow keys both work. A key acts on the version under the cursor, or on those that
are marked. The command palette runs every action by its name. Keys typed while something opens wait
for it; Ctrl-C gives it up, and them.
# Other keys
Give an action other keys in the config file, by its id (`kisotui config keys` lists them); a list
gives several, an empty one none:
    [keys]
    "version.delete" = "F8"
    "list.filter" = ["/", "ctrl+e"]
    "version.cancel" = []
A key is written as d, D, /, space, del, F8, ctrl+e (or ^e), alt+x. Two actions with one key in
one place are an error when the program starts; so is a key that dialogs need.
@keys
""",
        """
Vim 키와 화살표 키를 모두 쓸 수 있습니다. 키는 커서가 놓인 버전이나 표시한 버전에 작용합니다. 명령
팔레트에서는 모든 동작을 이름으로 실행할 수 있습니다. 무엇인가 열리는 동안 입력한 키는 다 열린 뒤에
작용합니다. Ctrl-C를 누르면 열기와 입력한 키를 모두 취소합니다.
# 키 바꾸기
설정 파일에서 동작 ID로 키를 바꿉니다(`kisotui config keys`로 ID를 확인). 목록을 쓰면 키가 여러
개, 빈 목록이면 키가 없습니다.
    [keys]
    "version.delete" = "F8"
    "list.filter" = ["/", "ctrl+e"]
    "version.cancel" = []
키는 d, D, /, space, del, F8, ctrl+e(또는 ^e), alt+x처럼 씁니다. 한 곳에서 두 동작이 같은 키를
쓰거나 대화 상자에 필요한 키를 쓰면 프로그램을 시작할 때 오류로 알려 줍니다.
@keys
""",
    ),
    "topic.filter.title": ("Filter", "필터"),
    "topic.filter": (
        """
The list shows the versions in which all words are found, in any column, capitals or not. It
follows while you type; what is not finished yet does not count.
- `calico` :: the word in any column
- `!s390x` :: without it
- `"two words"` :: the words as they stand
- `state:enabled` :: a word in one column; numbers, versions and ids must begin so
- `name:=v1.34.1` :: exactly that; `version:=1.34` all of 1.34
- `version:>=1.30` :: compared: < <= = >= >; so cpu, memory, size, rate, progress, created
- `size:>1G` :: sizes in K, M, G, T
- `created:<7d` :: not older than 7 days; m, h, d, w
- `created:2026-11` :: in that month by your clock; so years, days, "2026-11-23 20:12"

`!` stands before any of these. A word that holds a colon stands in quotes.
On the command line: `kisotui version list --filter 'state:enabled !s390x'`.
# Columns, and what a value looks like
@columns
""",
        """
입력한 단어가 모두 있는 버전만 목록에 나옵니다. 모든 열에서 찾고 대소문자를 가리지 않습니다.
입력하는 대로 바뀌며, 다 쓰지 않은 조건은 아직 적용하지 않습니다.
- `calico` :: 어느 열에든 이 단어가 있음
- `!s390x` :: 이 단어가 없음
- `"두 단어"` :: 쓴 그대로 있음
- `state:enabled` :: 한 열에 있음. 숫자, 버전, ID는 그렇게 시작함
- `name:=v1.34.1` :: 정확히 같음. `version:=1.34`는 1.34 전체
- `version:>=1.30` :: 비교. version, cpu, memory, size, rate, progress, created에 < <= = >= >
- `size:>1G` :: 크기 단위는 K, M, G, T
- `created:<7d` :: 7일이 지나지 않음. m, h, d, w
- `created:2026-11` :: 현지 시각으로 그 달. 연도, 날짜, "2026-11-23 20:12"도 됨

`!`는 어느 조건 앞에나 쓸 수 있습니다. 콜론이 든 단어는 따옴표로 묶습니다.

명령으로는 `kisotui version list --filter 'state:enabled !s390x'`입니다.
# 열과 값의 모양
@columns
""",
    ),
    "topic.marks.title": ("Several versions at once", "여러 버전 한꺼번에"),
    "topic.marks": (
        """
An action on versions is for those that are marked, or else for the one under the cursor. Marks
stay on their versions whatever the list shows; the title says how many there are. A range
follows the cursor from where it was begun until it is ended. What is asked before something is
done names the versions.
Enabling, disabling and editing can be taken back, one step after the other, as long as nobody has
changed the version since. Deleting and cancelling cannot: they ask first.
""",
        """
버전에 하는 동작은 표시한 버전들에, 표시가 없으면 커서가 놓인 버전에 합니다. 표시는 목록에
무엇이 보이든 버전에 남아 있으며 몇 개인지 제목에 나옵니다. 범위는 시작한 곳에서 커서를
따라가다가 끝낼 때 표시됩니다. 확인할 때는 버전의 이름을 보여 줍니다.
활성화, 비활성화, 편집은 그 뒤에 다른 사람이 버전을 바꾸지 않았다면 한 단계씩 되돌릴 수
있습니다. 삭제와 취소는 되돌릴 수 없어 먼저 확인합니다.
""",
    ),
    "topic.copy.title": ("Copying", "복사"),
    "topic.copy": (
        """
What is copied goes to the clipboard of your own terminal, through SSH, tmux and screen: what the
column under the cursor shows (in the details a field that you choose), the version as a line of
JSON, or the command that would add it elsewhere, without passwords. A message says what was
copied. Where the terminal has no clipboard, or it is too long for one, it is put in a file, and
the message says which. With tmux on another host, say `set -g set-clipboard on` there.
""",
        """
복사한 내용은 SSH, tmux, screen을 거쳐 내 터미널의 클립보드로 갑니다. 커서가 놓인 열의 값(상세
화면에서는 고른 필드), JSON 한 줄로 된 버전, 다른 곳에 같은 버전을 추가하는 명령(비밀번호
제외)을 복사할 수 있습니다. 무엇을 복사했는지 알려 줍니다. 터미널에 클립보드가 없거나 너무 길면
파일에 저장하고 어느 파일인지 알려 줍니다. tmux가 다른 호스트에 있으면 그곳에서
`set -g set-clipboard on`을 설정하세요.
""",
    ),
    "topic.views.title": ("Views", "보기"),
    "topic.views": (
        """
A view is a filter with its order and columns. The console begins with the last one; others are
kept by name and chosen from a list. They are kept for you alone, in a file of your own, whatever
the store.
""",
        """
보기는 필터와 정렬, 열을 묶은 것입니다. 콘솔은 마지막 보기로 시작합니다. 다른 보기는 이름을 붙여
보관하고 목록에서 고릅니다. 보기는 저장소와 관계없이 사용자마다 따로 자기 파일에 보관합니다.
""",
    ),
    "topic.adding.title": ("Adding a version", "버전 추가"),
    "topic.adding": (
        """
A Kubernetes version is a record with a binaries ISO for each of its zones. The ISO comes from a
URL or from a file of this machine. What is wrong is told beside the field.
@fields

A semantic version is three numbers: neither `v1.34.12` nor `1.34`. Without a name it is called
`v1.34.12`, in a single zone `v1.34.12-seoul`. `x86_64` is what builds call amd64, `aarch64` what
they call arm64. Clusters need at least the CPU cores and memory given here for each node.

As soon as the URL is whole, a worker looks at it, from where the download will run: address,
connection, certificate, redirects, length, ranges, free space, and what the ISO says of itself.
`!` marks a field that it contradicts; Ctrl-O takes over what the ISO says, Ctrl-T looks again. It
holds up nothing, and who adds nevertheless is asked once. What a download could not get over is
said with what to do. The same on the command line: `kisotui probe URL`.

The ISO is called `NAME-Kubernetes-Binaries-ISO`. HA is supported from 1.16.0 on, autoscaling from
1.15.0 on. Delete removes the ISO files; the record and its events are kept.
""",
        """
쿠버네티스 버전은 Zone마다 바이너리 ISO를 하나씩 갖는 기록입니다. ISO는 URL이나 이 컴퓨터의
파일에서 가져옵니다. 잘못된 값은 필드 옆에 알려 줍니다.
@fields

시맨틱 버전은 숫자 셋입니다. `v1.34.12`나 `1.34`는 쓸 수 없습니다. 이름을 쓰지 않으면
`v1.34.12`, Zone 하나에만 두면 `v1.34.12-seoul`이 됩니다. `x86_64`는 빌드에서 amd64, `aarch64`는
arm64라고 부르는 아키텍처입니다. 클러스터의 노드마다 여기 쓴 CPU 코어와 메모리가 필요합니다.

URL을 모두 입력하면 작업자가 다운로드를 실행할 곳에서 주소, 연결, 인증서, 리디렉션, 길이, 범위
요청, 여유 공간과 ISO에 적힌 내용을 확인합니다. ISO와 다른 필드는 `!`로 표시합니다. Ctrl-O는 ISO의
값을 반영하고 Ctrl-T는 다시 확인합니다. 확인하는 동안에도 입력하고 추가할 수 있으며, ISO와 다른데도
추가할 때는 한 번 묻습니다. 다운로드할 수 없는 문제는 해결 방법과 함께 알려 줍니다. 명령줄에서는
`kisotui probe URL`입니다.

ISO 이름은 `이름-Kubernetes-Binaries-ISO`입니다. HA는 1.16.0부터, 오토스케일링은 1.15.0부터
지원합니다. 삭제하면 ISO 파일은 지워지고 기록과 이벤트는 남습니다.
""",
    ),
    "topic.sources.title": ("Sources of ISOs", "ISO 소스"),
    "topic.sources": (
        """
What is to be had elsewhere, in one list: the newest version first. What is typed filters it; Enter
fills the add form in with the version, architecture, name, URL and checksum. A worker asks the
sources, from where downloads run; the last list is kept, with its age, also without a network.
- `index` :: a directory listing of a web server, as Apache and nginx make them
- `github` :: the releases of a repository, `OWNER/NAME`
- `registration` :: the URL of one `registration.json`
- `directory` :: a directory or mounted share, seen from where the worker runs

`new` is what no version has yet, `unsupported` what upstream mends no longer. Two sources are there
from the start and can be removed. GitHub limits how many requests it takes without a token: one is
read from the environment variable that the setting `github_token` names, and told its API alone.

The URL of a `registration.json` in the add form's URL field fills the form in, too.
""",
        """
다른 곳에 있는 ISO를 최신 버전부터 한 목록으로 보여 줍니다. 입력하면 걸러지고, Enter를 누르면 추가
양식에 버전, 아키텍처, 이름, URL, 체크섬이 채워집니다. 소스는 다운로드가 실행되는 곳에서 작업자가
확인하며, 마지막 목록은 언제 것인지와 함께 보관되어 네트워크가 없어도 볼 수 있습니다.
- `index` :: 웹 서버(Apache, nginx)의 디렉터리 목록
- `github` :: 저장소의 릴리스, `OWNER/NAME`
- `registration` :: `registration.json` 하나의 URL
- `directory` :: 작업자 호스트에서 보이는 디렉터리나 마운트된 공유

`새 버전`은 아직 추가하지 않은 것, `지원 종료`는 업스트림이 더 이상 고치지 않는 것입니다. 처음부터
있는 소스 둘도 제거할 수 있습니다. GitHub는 토큰이 없으면 요청 수를 제한합니다. 토큰은
`github_token` 설정이 가리키는 환경 변수에서 읽고 그 API에만 보냅니다.

추가 양식의 URL 필드에 `registration.json`의 URL을 써도 양식이 채워집니다.
""",
    ),
    "topic.editing.title": ("Editing a version", "버전 편집"),
    "topic.editing": (
        """
Every field of a version can be changed. The form says, zone by zone, what saving does; before
anything on disk is deleted, it asks.
- name, CPU cores, memory, state :: the ISO stays, a download goes on
- semantic version, architecture :: the file that is there is judged anew; nothing is fetched
- URL, file :: the ISO is deleted, or what has arrived dropped, and the new one fetched
- password in the URL :: the ISO stays: it is the same file
- checksum :: the ISO stays if it has that digest; read again from disk for another algorithm;
  else fetched again
- direct download :: on: what is stored is deleted; off: the ISO is fetched
- zones :: one more is given its ISO, one less loses it, the others stay as they are

What is secret in the URL is not shown, and stays as long as nobody touches the field. A field
that somebody else has changed meanwhile is refused. An edit can be taken back, unless the
version was changed since.
# Fields
@fields
""",
        """
버전의 모든 필드를 바꿀 수 있습니다. 저장하면 Zone마다 어떻게 되는지 양식에 나오며, 디스크에
있는 것을 지우기 전에는 먼저 확인합니다.
- 이름, CPU 코어, 메모리, 상태 :: ISO는 그대로이고 다운로드도 계속됨
- 시맨틱 버전, 아키텍처 :: 이미 있는 파일을 다시 판정하며 새로 받지 않음
- URL, 파일 :: ISO를 지우거나 받은 부분을 버리고 새것을 받음
- URL의 비밀번호 :: 같은 파일이므로 ISO는 그대로임
- 체크섬 :: ISO의 값과 같으면 그대로. 알고리즘이 다르면 디스크에서 다시 읽고, 다르면 다시 받음
- 직접 다운로드 :: 켜면 저장한 것을 지우고, 끄면 ISO를 받음
- Zone :: 더한 Zone에는 ISO가 생기고 뺀 Zone의 ISO는 지워짐. 나머지는 그대로임

URL의 비밀은 표시하지 않으며 필드를 고치지 않으면 그대로 남습니다. 그사이 다른 사람이 바꾼
필드는 저장을 거절합니다. 편집은 그 뒤에 버전이 바뀌지 않았다면 되돌릴 수 있습니다.
# 필드
@fields
""",
    ),
    "topic.states.title": ("States", "상태"),
    "topic.states": (
        """
# A version
@versionstates
# An ISO in its zone
@isostates
# Its download
@statuses
# What is going on
@phases
A version in several zones shows the one that is least far; a failure comes before everything.

# Whether clusters can use it
The first line of the details says so and if not, why; `kisotui version why` does the same, and
the column `usable` says it in the list. What stops it comes first: disabled, an ISO that failed,
whose contents have errors or are of another architecture, that is not there yet, or a direct
download whose URL no longer answers. Then what weakens it: errors that a person accepted, no
checksum or a weak one, an ISO that nobody has looked into, warnings.
""",
        """
# 버전
@versionstates
# Zone의 ISO
@isostates
# 다운로드
@statuses
# 지금 하는 일
@phases
여러 Zone에 있는 버전은 가장 덜 진행된 Zone의 상태를 보입니다. 실패는 무엇보다 먼저 보입니다.

# 클러스터에서 쓸 수 있는지
상세 화면의 첫 줄에 나오며, 쓸 수 없으면 이유도 나옵니다. `kisotui version why`와 목록의 `usable`
열에서도 볼 수 있습니다. 막는 이유가 먼저 나옵니다. 비활성화, 실패했거나 내용에 오류가 있거나
다른 아키텍처용인 ISO, 아직 없는 ISO, 응답하지 않는 직접 다운로드 URL 순입니다. 다음은 믿음을
떨어뜨리는 이유로, 사용자가 수락한 오류, 없거나 약한 체크섬, 내용을 확인하지 않은 ISO, 경고입니다.
""",
    ),
    "topic.downloads.title": ("Downloads", "다운로드"),
    "topic.downloads": (
        """
A process of its own, the worker, makes the downloads. Who queues one starts it; it goes on when
the console is closed or the line breaks, and ends by itself when nothing is left to do.

What has arrived is kept when a download is paused or breaks, and is gone on with at the byte
where it ended, if the server still has the very same file. What can pass (no connection, a busy
server) is tried again: after 5 seconds, then twice as long each time, up to 10 minutes. What
cannot pass (404, a wrong checksum, not an ISO) is final at once. A full disk is waited for.

The content that an ISO must have and that lies on the same storage already is not fetched twice.
- `kisotui download list --watch` :: everything that goes on
- `kisotui download limit` :: how fast a version's downloads may be, or with `--total` all
- `kisotui worker status` :: which workers are alive
""",
        """
다운로드는 작업자라는 별도의 프로세스가 합니다. 다운로드를 대기열에 넣으면 작업자가 시작되고,
콘솔을 닫거나 연결이 끊겨도 계속하며, 할 일이 없으면 스스로 끝납니다.

일시 중지하거나 끊겨도 받은 부분은 보관하고, 서버의 파일이 그대로이면 끊긴 바이트부터
이어받습니다. 지나갈 수 있는 문제(연결 없음, 바쁜 서버)는 5초 뒤부터 간격을 두 배씩 늘려
10분까지 다시 시도합니다. 지나가지 않을 문제(404, 체크섬 불일치, ISO 아님)는 바로 실패로
끝납니다. 디스크가 가득 차면 공간이 생길 때까지 기다립니다.

같은 저장 공간에 이미 있는 내용은 다시 받지 않습니다.
- `kisotui download list --watch` :: 진행 중인 모든 다운로드
- `kisotui download limit` :: 버전의 다운로드 속도 제한. `--total`은 전체
- `kisotui worker status` :: 실행 중인 작업자
""",
    ),
    "topic.checksums.title": ("Checksums", "체크섬"),
    "topic.checksums": (
        """
A checksum is written as CloudStack does: the algorithm in braces, then the digest in hex.
    {{SHA-256}}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
The algorithms are MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. 32 hex digits alone mean
MD5.

What was fetched is digested while it is written and compared before it gets its name; what does
not match is never `Ready`.

A source or a registration.json may know a checksum, too, and files beside the ISO are looked at:
`NAME.iso.sha256`, `SHA256SUMS`, `md5sum.txt` and the like. The strongest decides: what a person
gave, then what was published with the release, then what lies beside the file. One that lies
beside the file only shows that the download is whole, for who can change the ISO can change that
file. All that are known are compared in one pass, and the details say of each where it is from
and whether the file has it. Where none is known, the digest of what was stored is shown.

Disks forget: a worker reads what is stored again every 30 days (`scrub_every`), slowly
(`scrub_rate`), and only while nothing is fetched; `t` or `kisotui verify` has it done now. Behind
a restart it goes on at the last block that was proven; the first time, it begins anew. An ISO that
is not what it was has failed, with an event, and is fetched again if it came from a URL; of a
local file, put that right and press `r`. Those that share its file are verified next. Of a direct
download nothing is stored. The details say when each ISO was last proven.
""",
        """
체크섬은 CloudStack처럼 씁니다. 중괄호 안에 알고리즘, 이어서 16진수 값입니다.
    {{SHA-256}}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
알고리즘은 MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512입니다. 16진수 32자리만 쓰면 MD5입니다.

받는 동안 체크섬을 계산해 파일에 이름을 붙이기 전에 비교하며, 맞지 않는 것은 `Ready`가 되지
않습니다.

소스나 registration.json에 체크섬이 있을 수 있고, ISO 옆의 파일(`NAME.iso.sha256`, `SHA256SUMS`,
`md5sum.txt` 등)도 찾아봅니다. 가장 믿을 만한 것이 기준입니다. 직접 입력한 것, 릴리스와 함께
게시된 것, ISO 옆에 있는 것 순입니다. ISO 옆의 파일은 제대로 받았다는 것만 보여 줍니다. ISO를
바꿀 수 있는 사람은 그 파일도 바꿀 수 있기 때문입니다. 알려진 것은 한 번에 모두 비교하며, 상세
정보에 출처와 일치 여부가 나옵니다. 아는 체크섬이 없으면 저장한 파일의 값을 보여 줍니다.

디스크의 내용은 변할 수 있습니다. 작업자는 보관된 ISO를 30일마다(`scrub_every`) 천천히
(`scrub_rate`), 받는 것이 없을 때만 다시 읽어 검증합니다. `t` 또는 `kisotui verify`로 바로 검증할 수
있습니다. 작업자가 다시 시작되면 마지막으로 확인한 블록부터 이어 가고, 첫 검증만 처음부터 다시
합니다. 처음과 다른 ISO는 실패로 바뀌고 이벤트가 남으며, URL에서 받았으면 다시 받습니다. 로컬
파일이면 원본을 바로잡고 `r`을 누르세요. 같은 파일을 쓰는 ISO는 이어서 검증합니다. 직접
다운로드는 보관된 파일이 없습니다. 상세 정보에 마지막 검증 시각이 나옵니다.
""",
    ),
    "topic.contents.title": ("What is in an ISO", "ISO의 내용"),
    "topic.contents": (
        """
Before an ISO is `Ready` it is opened, read once and judged; what was found stands in the Contents
tab, with what to do.
- error :: clusters would fail with it: the ISO is `Failed`, its file is kept for a look
- warning :: it can be used, but somebody should look
- note :: good to know

What must be right: kubelet, kubeadm and kubectl are whole and of the declared version; all programs
and container images are for the declared architecture; the images that kubeadm needs are there;
manifests are YAML; in a build of Mold every file is what its lists say.

If the version is wrong and not the ISO, edit its semantic version or architecture: the same file is
judged anew. If the ISO is wrong, put the right one there and try again. If you know better, accept
it as it is; an event keeps who did, and another file is judged as if nothing had been said.
- `kisotui iso inspect FILE|URL|ID` :: the same of any ISO; a URL is fetched and dropped again
- `kisotui version why ID` :: whether clusters can use it, and if not, why
- `kisotui version accept ID` :: take it in spite of its errors
""",
        """
ISO는 `Ready`가 되기 전에 열어서 한 번 읽고 판정합니다. 결과와 할 일은 내용 탭에 나옵니다.
- 오류 :: 클러스터에서 실패합니다. ISO는 `Failed`가 되고 파일은 확인할 수 있게 남습니다
- 경고 :: 쓸 수 있지만 확인이 필요합니다
- 참고 :: 알아 둘 점

맞아야 하는 것은 다음과 같습니다. kubelet, kubeadm, kubectl이 온전하고 선언한 버전이어야 합니다.
모든 실행 파일과 컨테이너 이미지가 선언한 아키텍처용이어야 합니다. kubeadm에 필요한 이미지가 있어야
합니다. 매니페스트는 YAML이어야 합니다. Mold 빌드는 모든 파일이 목록의 값과 같아야 합니다.

ISO가 아니라 버전이 틀렸으면 시맨틱 버전이나 아키텍처를 편집하세요. 같은 파일을 다시 판정합니다.
ISO가 틀렸으면 올바른 파일을 올리고 다시 시도하세요. 문제가 없다고 판단하면 그대로 수락하세요.
누가 수락했는지 이벤트에 남으며, 파일이 바뀌면 처음부터 다시 판정합니다.
- `kisotui iso inspect FILE|URL|ID` :: 어떤 ISO든 같은 판정. URL은 받아서 확인한 뒤 지움
- `kisotui version why ID` :: 클러스터에서 쓸 수 있는지, 없으면 그 이유
- `kisotui version accept ID` :: 오류가 있어도 수락
""",
    ),
    "topic.bundles.title": ("Sites without a network", "네트워크가 없는 곳"),
    "topic.bundles": (
        """
A bundle is a directory with ISOs, their digests and all that is needed to add them.
- `kisotui bundle export ID... DIR` :: a worker writes it, verified; done again, only what differs
- `kisotui bundle import DIR` :: on the other side: verifies every ISO, then adds it
- `kisotui bundle import DIR --dry-run` :: verifies, adds nothing

`DIR` is seen from where the worker runs, and has to stay until the ISOs are `Ready`. A directory or
share with ISOs can be a source, too: `kisotui source add DIR`.

Where public servers are reached through a mirror only, the setting `rewrite` says what is asked in
their place; the version keeps its public URL:
    [rewrite]
    "https://download.cloudstack.org/cks/" = "http://mirror.inside/cks/"
""",
        """
번들은 ISO와 체크섬, 추가에 필요한 정보를 담은 디렉터리입니다.
- `kisotui bundle export ID... DIR` :: 작업자가 검증하며 씀. 다시 하면 다른 것만 씀
- `kisotui bundle import DIR` :: 다른 쪽에서 ISO를 모두 검증하고 추가함
- `kisotui bundle import DIR --dry-run` :: 검증만 하고 추가하지 않음

`DIR`는 작업자 호스트의 디렉터리이며 ISO가 `Ready`가 될 때까지 있어야 합니다. ISO가 있는
디렉터리나 공유는 소스로도 쓸 수 있습니다: `kisotui source add DIR`.

공개 서버에 미러로만 닿을 수 있으면 `rewrite` 설정으로 대신 요청할 곳을 지정합니다. 버전에는 공개
URL이 그대로 남습니다.
    [rewrite]
    "https://download.cloudstack.org/cks/" = "http://mirror.inside/cks/"
""",
    ),
    "topic.zones.title": ("Zones", "Zone"),
    "topic.zones": (
        """
A version in all zones has an ISO in each zone that there was when it was added, each with its
own state. For a zone that came later, edit the version and choose all zones again.

An `Edge` zone has no secondary storage: it takes direct download only, where hosts fetch the ISO
when a cluster is deployed and nothing is stored (`BYPASSED`).
- `kisotui zone list` :: the zones
- `kisotui zone add busan --type Edge` :: one more
""",
        """
모든 Zone의 버전은 추가할 때 있던 Zone마다 ISO를 하나씩 두며 상태도 각각입니다. 나중에 생긴
Zone에도 두려면 버전을 편집해 모든 Zone을 다시 고르세요.

`Edge` Zone에는 2차 저장소가 없어 직접 다운로드만 씁니다. 클러스터를 배포할 때 호스트가 ISO를 직접
받고 저장하지 않습니다(`BYPASSED`).
- `kisotui zone list` :: Zone 목록
- `kisotui zone add busan --type Edge` :: Zone 추가
""",
    ),
}
