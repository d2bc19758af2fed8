"""Messages: what went wrong (``failure.CODE``) and what to do next (``failure.CODE.next``)."""

from __future__ import annotations

from typing import Final

FAILURES: Final[dict[str, tuple[str, str]]] = {
    # A field of a form or an option of a command
    "failure.version-missing": (
        "A semantic version is required",
        "시맨틱 버전을 입력해야 합니다",
    ),
    "failure.version-missing.next": (
        "Enter it as MAJOR.MINOR.PATCH, for example 1.34.12",
        "MAJOR.MINOR.PATCH 형식으로 입력하세요. 예: 1.34.12",
    ),
    "failure.version-format": (
        "“{text}” is not a version: it must be MAJOR.MINOR.PATCH, digits only",
        "“{text}”: 버전 형식이 아닙니다. 숫자로 된 MAJOR.MINOR.PATCH여야 합니다",
    ),
    "failure.version-format.next": (
        "Leave out a leading v, leading zeros and anything after the patch number",
        "앞의 v, 앞자리 0, 패치 번호 뒤의 문자를 빼고 입력하세요",
    ),
    "failure.version-too-old": (
        "{text} is too old: the oldest version that can be added is {minimum}",
        "{text}: 너무 오래된 버전입니다. {minimum} 이상만 추가할 수 있습니다",
    ),
    "failure.version-too-old.next": (
        "Enter {minimum} or later",
        "{minimum} 이상을 입력하세요",
    ),
    "failure.version-too-big": (
        "A part of {text} is above 999999",
        "{text}: 999999보다 큰 숫자가 있습니다",
    ),
    "failure.version-too-big.next": (
        "Check the number for a typing error",
        "숫자를 잘못 입력하지 않았는지 확인하세요",
    ),
    "failure.name-missing": ("A name is required", "이름을 입력해야 합니다"),
    "failure.name-missing.next": ("Enter a name", "이름을 입력하세요"),
    "failure.name-too-long": (
        "The name has {given} characters; {limit} are allowed",
        "이름이 {given}자입니다. {limit}자까지 쓸 수 있습니다",
    ),
    "failure.name-too-long.next": ("Shorten the name", "이름을 줄이세요"),
    "failure.name-unprintable": (
        "The name holds characters that cannot be shown, such as line breaks, control "
        "characters or joined emoji",
        "이름에 줄바꿈, 제어 문자, 결합된 이모지처럼 표시할 수 없는 문자가 있습니다",
    ),
    "failure.name-unprintable.next": (
        "Type the name by hand instead of pasting it",
        "붙여 넣지 말고 직접 입력하세요",
    ),
    "failure.url-missing": ("A URL is required", "URL을 입력해야 합니다"),
    "failure.url-missing.next": (
        "Enter the http or https address of the ISO",
        "ISO의 http 또는 https 주소를 입력하세요",
    ),
    "failure.url-format": ("This is not a valid URL", "올바른 URL이 아닙니다"),
    "failure.url-format.next": (
        "Enter it like https://server/path/file.iso, without blanks",
        "https://서버/경로/파일.iso 형식으로 공백 없이 입력하세요",
    ),
    "failure.url-scheme": (
        "The URL must begin with http:// or https://",
        "URL은 http:// 또는 https://로 시작해야 합니다",
    ),
    "failure.url-scheme.next": (
        "Put the ISO on a web server, or add it from a local file",
        "ISO를 웹 서버에 두거나 로컬 파일에서 추가하세요",
    ),
    "failure.url-too-long": (
        "The URL is longer than {limit} characters",
        "URL이 {limit}자보다 깁니다",
    ),
    "failure.url-too-long.next": (
        "Use the permanent address instead of a redirected or signed one",
        "리디렉션되거나 서명된 주소 대신 영구 주소를 쓰세요",
    ),
    "failure.checksum-format": (
        "The checksum is not of the form {{ALGORITHM}}hex",
        "체크섬이 {{알고리즘}}hex 형식이 아닙니다",
    ),
    "failure.checksum-format.next": (
        "Enter it like {{SHA-256}}9f86d0…; bare 32 hex digits mean MD5",
        "{{SHA-256}}9f86d0… 형식으로 입력하세요. 16진수 32자리만 쓰면 MD5입니다",
    ),
    "failure.checksum-algorithm": (
        "{algorithm} is not a known checksum algorithm",
        "{algorithm}: 알 수 없는 체크섬 알고리즘입니다",
    ),
    "failure.checksum-algorithm.next": (
        "Use MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512",
        "MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512 중에서 쓰세요",
    ),
    "failure.checksum-length": (
        "A {algorithm} checksum has {digits} hex digits; this one has {given}",
        "{algorithm} 체크섬은 16진수 {digits}자리입니다. 입력한 값은 {given}자리입니다",
    ),
    "failure.checksum-length.next": (
        "Copy the whole checksum, or name the algorithm that it is of",
        "체크섬 전체를 복사했는지, 알고리즘이 맞는지 확인하세요",
    ),
    "failure.cpu-invalid": (
        "Min CPU cores must be a whole number from {minimum} to {limit}",
        "최소 CPU 코어는 {minimum} 이상 {limit} 이하의 정수여야 합니다",
    ),
    "failure.cpu-invalid.next": ("Enter {minimum} or more", "{minimum} 이상을 입력하세요"),
    "failure.memory-invalid": (
        "Min memory must be a whole number of MB from {minimum} to {limit}",
        "최소 메모리(MB)는 {minimum} 이상 {limit} 이하의 정수여야 합니다",
    ),
    "failure.memory-invalid.next": ("Enter {minimum} or more", "{minimum} 이상을 입력하세요"),
    "failure.arch-unknown": (
        "{given} is not a known CPU architecture",
        "{given}: 알 수 없는 CPU 아키텍처입니다",
    ),
    "failure.arch-unknown.next": ("Use one of {known}", "{known} 중에서 쓰세요"),
    "failure.zone-type-unknown": (
        "{given} is not a zone type",
        "{given}: 알 수 없는 Zone 유형입니다",
    ),
    "failure.zone-type-unknown.next": ("Use Core or Edge", "Core 또는 Edge를 쓰세요"),
    "failure.file-missing": ("There is no file {path}", "{path} 파일이 없습니다"),
    "failure.file-missing.next": (
        "Enter the path of an ISO file on this machine",
        "이 컴퓨터에 있는 ISO 파일의 경로를 입력하세요",
    ),
    "failure.file-unreadable": ("{path} cannot be read", "{path} 파일을 읽을 수 없습니다"),
    "failure.file-unreadable.next": (
        "Check the permissions of the file and of the directories above it",
        "파일과 상위 디렉터리의 권한을 확인하세요",
    ),
    "failure.file-not-regular": ("{path} is not a file", "{path}: 파일이 아닙니다"),
    "failure.file-not-regular.next": (
        "Name the ISO file itself, not a directory or device",
        "디렉터리나 장치가 아닌 ISO 파일을 지정하세요",
    ),
    "failure.file-direct": (
        "A local file cannot be downloaded directly by hosts",
        "로컬 파일은 호스트가 직접 다운로드할 수 없습니다",
    ),
    "failure.file-direct.next": (
        "Switch direct download off, or give a URL",
        "직접 다운로드를 끄거나 URL을 입력하세요",
    ),
    "failure.state-unknown": (
        "{given} is not a state of a version",
        "{given}: 알 수 없는 버전 상태입니다",
    ),
    "failure.state-unknown.next": ("Give one of: {known}", "다음 중 하나를 지정하세요: {known}"),
    "failure.url-masked": (
        "The URL still has {mask} where something secret is hidden",
        "URL에 비밀 값을 가린 {mask}이(가) 남아 있습니다",
    ),
    "failure.url-masked.next": (
        "Enter the whole new URL, or leave the field as it was to keep the old one",
        "새 URL 전체를 입력하거나, 기존 URL을 유지하려면 원래대로 두세요",
    ),
    "failure.url-and-file": (
        "Both a URL and a local file were given",
        "URL과 로컬 파일이 모두 지정되었습니다",
    ),
    "failure.url-and-file.next": ("Give one of them", "하나만 지정하세요"),
    "failure.rate-format": ("{given} is not a rate", "{given}: 속도로 볼 수 없습니다"),
    "failure.rate-format.next": (
        "Give bytes per second, such as 500K or 20MiB; or “none”, or “default”",
        "500K, 20MiB처럼 초당 바이트를 쓰거나 “none”, “default”를 쓰세요",
    ),
    "failure.rate-range": (
        "A rate is between {slowest} and {fastest} a second",
        "속도는 초당 {slowest}에서 {fastest} 사이여야 합니다",
    ),
    "failure.rate-range.next": (
        "Give another one, or “none”; to stop a download, pause it",
        "다른 값이나 “none”을 쓰세요. 다운로드를 멈추려면 일시 중지하세요",
    ),
    "failure.priority-range": (
        "{given} is not a priority: these are from {lowest} to {highest}",
        "{given}: 우선순위는 {lowest}에서 {highest}까지입니다",
    ),
    "failure.priority-range.next": (
        "Give a whole number; what has the higher one is downloaded first",
        "정수를 쓰세요. 높은 것부터 다운로드합니다",
    ),
    "failure.edge-needs-direct": (
        "Zone {zone} is an Edge zone: it takes direct download only",
        "{zone}: Edge Zone은 직접 다운로드만 쓸 수 있습니다",
    ),
    "failure.edge-needs-direct.next": (
        "Switch direct download on, or choose a Core zone",
        "직접 다운로드를 켜거나 Core Zone을 선택하세요",
    ),
    "failure.edge-needs-url": (
        "Zone {zone} is an Edge zone: it cannot hold a local file",
        "{zone}: Edge Zone에는 로컬 파일을 둘 수 없습니다",
    ),
    "failure.edge-needs-url.next": (
        "Choose a Core zone, or give a URL with direct download",
        "Core Zone을 선택하거나, URL을 직접 다운로드로 추가하세요",
    ),
    # A filter, and what is to be shown
    "failure.column-unknown": ("There is no column “{name}”", "“{name}”: 없는 열입니다"),
    "failure.column-unknown.next": ("Columns: {known}", "열: {known}"),
    "failure.filter-operator": (
        "The column {name} cannot be compared by {operator}",
        "{name} 열에는 {operator} 비교를 쓸 수 없습니다",
    ),
    "failure.filter-operator.next": (
        "Columns that can be compared: {known}",
        "비교할 수 있는 열: {known}",
    ),
    "failure.filter-value": ("“{text}” is not understood", "“{text}”에 알 수 없는 값이 있습니다"),
    "failure.filter-value.next": ("Expected: {expected}", "입력할 값: {expected}"),
    "failure.filter-other-column": (
        "“{text}” is not understood",
        "“{text}”에 알 수 없는 값이 있습니다",
    ),
    "failure.filter-other-column.next": ("Type {instead}", "이렇게 입력하세요: {instead}"),
    "failure.filter-unfinished": ("“{text}” is not finished", "“{text}” 입력이 끝나지 않았습니다"),
    "failure.filter-unfinished.next": ("Expected: {expected}", "입력할 값: {expected}"),
    "failure.filter-quote": ("A quote is not closed", "따옴표를 닫지 않았습니다"),
    "failure.filter-quote.next": ('Close it with "', '"로 닫으세요'),
    "failure.filter-empty": ("There is nothing after “{text}”", "“{text}” 뒤에 값이 없습니다"),
    "failure.filter-empty.next": (
        "Type a word, or column:value",
        "단어나 열:값을 입력하세요",
    ),
    "failure.filter-long": ("The filter is too long", "필터가 너무 깁니다"),
    "failure.filter-long.next": (
        "At most {terms} terms and {characters} characters",
        "조건은 {terms}개, 글자는 {characters}자까지 쓸 수 있습니다",
    ),
    "failure.view-not-found": (
        "There is no saved view “{name}”",
        "“{name}”: 저장된 보기가 없습니다",
    ),
    "failure.view-not-found.next": ("Saved views: {known}", "저장된 보기: {known}"),
    "failure.view-name-taken": (
        "There is already a view named “{name}”",
        "“{name}”: 같은 이름의 보기가 이미 있습니다",
    ),
    "failure.view-name-taken.next": (
        "Choose another name, or delete that view first",
        "다른 이름을 쓰거나 그 보기를 먼저 삭제하세요",
    ),
    "failure.views-broken": (
        "The file of saved views cannot be read: {path}",
        "저장된 보기 파일을 읽을 수 없습니다: {path}",
    ),
    "failure.views-broken.next": (
        "Repair the file or move it away; until then no view is remembered",
        "파일을 고치거나 다른 곳으로 옮기세요. 그때까지 보기를 기억하지 않습니다",
    ),
    "failure.views-unwritable": (
        "Views cannot be saved in {path}",
        "{path}에 보기를 저장할 수 없습니다",
    ),
    "failure.views-unwritable.next": (
        "Check the disk's space and permissions, or set views_file",
        "디스크 공간과 파일 권한을 확인하거나 views_file을 설정하세요",
    ),
    # What was named is not there
    "failure.topic-unknown": (
        "There is no help on “{given}”",
        "“{given}”의 도움말이 없습니다",
    ),
    "failure.topic-unknown.next": (
        "The nearest is “kisotui help {near}”; “kisotui help” lists the topics",
        "가장 비슷한 것은 “kisotui help {near}”입니다. “kisotui help”로 주제 목록을 확인하세요",
    ),
    "failure.version-not-found": (
        "There is no Kubernetes version “{ref}”",
        "“{ref}”: 쿠버네티스 버전이 없습니다",
    ),
    "failure.version-not-found.next": (
        "See the list with “kisotui version list”",
        "“kisotui version list”로 목록을 확인하세요",
    ),
    "failure.version-ambiguous": (
        "{ref} means more than one version: {matches}",
        "{ref}에 해당하는 버전이 여럿입니다: {matches}",
    ),
    "failure.version-ambiguous.next": ("Use more of the id", "ID를 더 길게 입력하세요"),
    "failure.zone-not-found": ("There is no zone “{ref}”", "“{ref}”: Zone이 없습니다"),
    "failure.zone-not-found.next": (
        "See the list with “kisotui zone list”",
        "“kisotui zone list”로 목록을 확인하세요",
    ),
    "failure.zone-ambiguous": (
        "{ref} means more than one zone: {matches}",
        "{ref}에 해당하는 Zone이 여럿입니다: {matches}",
    ),
    "failure.zone-ambiguous.next": ("Use more of the id", "ID를 더 길게 입력하세요"),
    "failure.support-dates": (
        "{path} holds no days by minor version",
        "{path}: 마이너 버전별 날짜가 아닙니다",
    ),
    "failure.support-dates.next": (
        'Write it like {{"1.34": "2026-10-27"}}, or leave support_dates out',
        '{{"1.34": "2026-10-27"}} 형식으로 쓰거나 support_dates 설정을 빼세요',
    ),
    "failure.nothing-to-export": (
        "{name} has no ISO that is stored and Ready",
        "{name}: 저장되어 Ready인 ISO가 없습니다",
    ),
    "failure.nothing-to-export.next": (
        "Wait for its download; what is downloaded directly is stored nowhere",
        "다운로드가 끝나기를 기다리세요. 직접 다운로드하는 ISO는 저장되지 않습니다",
    ),
    "failure.bundle-missing": (
        "{path} holds no bundle.json that can be read",
        "{path}: 읽을 수 있는 bundle.json이 없습니다",
    ),
    "failure.bundle-missing.next": (
        "Name the directory that “kisotui bundle export” wrote",
        "“kisotui bundle export”로 만든 디렉터리를 지정하세요",
    ),
    "failure.bundle-format": (
        "The bundle.json in {path} is none of kisotui's",
        "{path}의 bundle.json 형식이 올바르지 않습니다",
    ),
    "failure.bundle-format.next": (
        "To import, export it again or use a newer kisotui here; to export, name another directory",
        "가져올 때는 번들을 다시 내보내거나 이쪽의 kisotui를 새 버전으로 바꾸고, 내보낼 때는 다른 "
        "디렉터리를 지정하세요",
    ),
    "failure.bundle-full": (
        "The bundle in {path} has {limit} ISOs already",
        "{path}의 번들에 ISO가 이미 {limit}개 있습니다",
    ),
    "failure.bundle-full.next": (
        "Export to another directory",
        "다른 디렉터리로 내보내세요",
    ),
    "failure.bundle-file": (
        "The bundle's file {path} is missing or cannot be read",
        "번들의 파일 {path}이(가) 없거나 읽을 수 없습니다",
    ),
    "failure.bundle-file.next": (
        "Copy the whole bundle again; links are not followed",
        "번들 전체를 다시 복사하세요. 링크는 따라가지 않습니다",
    ),
    "failure.bundle-digest": (
        "The bundle's file {path} is not what its bundle.json says",
        "번들의 파일 {path}이(가) bundle.json의 체크섬과 다릅니다",
    ),
    "failure.bundle-digest.next": (
        "Copy it again from the other side, and look for what changed it",
        "원본에서 다시 복사하고 왜 바뀌었는지 확인하세요",
    ),
    "failure.source-not-found": ("There is no source {ref}", "{ref}: 해당하는 소스가 없습니다"),
    "failure.source-not-found.next": (
        "List the sources with `kisotui source list`",
        "`kisotui source list`로 소스를 확인하세요",
    ),
    "failure.source-ambiguous": (
        "{ref} means more than one source: {matches}",
        "{ref}에 해당하는 소스가 여럿입니다: {matches}",
    ),
    "failure.source-ambiguous.next": ("Use more of the id", "ID를 더 길게 입력하세요"),
    "failure.source-there": (
        "There is a source like this already: {name}",
        "같은 소스가 이미 있습니다: {name}",
    ),
    "failure.source-there.next": (
        "Use that one, or give this one another name",
        "그 소스를 쓰거나 다른 이름을 지정하세요",
    ),
    "failure.source-kind-unknown": (
        "{given} is no kind of source",
        "{given}: 알 수 없는 소스 종류입니다",
    ),
    "failure.source-kind-unknown.next": ("Use one of {known}", "{known} 중에서 쓰세요"),
    "failure.source-location": (
        "{location} is no place for a source of the kind {kind}",
        "{location}: {kind} 소스의 위치가 아닙니다",
    ),
    "failure.source-location.next": (
        "Enter a URL, OWNER/NAME of a repository, or an absolute path",
        "URL, 저장소의 OWNER/NAME 또는 절대 경로를 입력하세요",
    ),
    "failure.rate-limited": (
        "{host} takes no more requests for {minutes} min",
        "{host}: {minutes}분 동안 더 이상 요청을 받지 않습니다",
    ),
    "failure.rate-limited.next": (
        "Wait, or set a token in the environment variable that github_token names",
        "기다리거나 github_token 설정이 가리키는 환경 변수에 토큰을 넣으세요",
    ),
    "failure.registration-format": (
        "What lies there is no registration.json",
        "그 주소의 내용은 registration.json이 아닙니다",
    ),
    "failure.registration-format.next": (
        "Enter the URL of the ISO itself, or of its registration.json",
        "ISO 자체의 URL이나 registration.json의 URL을 입력하세요",
    ),
    "failure.registration-field": (
        "The registration.json has no usable {name}",
        "registration.json의 {name} 값을 쓸 수 없습니다",
    ),
    "failure.registration-field.next": (
        "Enter the URL of the ISO itself, and fill in the form by hand",
        "ISO 자체의 URL을 입력하고 양식을 직접 채우세요",
    ),
    "failure.source-format": (
        "What {location} answers is no list of ISOs",
        "{location}의 응답은 ISO 목록이 아닙니다",
    ),
    "failure.source-format.next": (
        "Check the address, or whether somebody else answers, as a login page",
        "주소를 확인하고, 로그인 페이지 같은 다른 응답이 아닌지 확인하세요",
    ),
    "failure.source-large": (
        "The list of {location} is larger than {limit} bytes",
        "{location}의 목록이 {limit}바이트보다 큽니다",
    ),
    "failure.source-large.next": (
        "Use a directory with fewer files as source",
        "파일이 더 적은 디렉터리를 소스로 쓰세요",
    ),
    "failure.source-directory": (
        "The worker cannot read the directory {path}",
        "작업자가 {path} 디렉터리를 읽을 수 없습니다",
    ),
    "failure.source-directory.next": (
        "Check that it is mounted where the worker runs, and that it may be read there",
        "작업자가 실행되는 호스트에 마운트되어 있고 읽을 수 있는지 확인하세요",
    ),
    "failure.not-in-zone": (
        "{name} has no ISO in that zone, only in {zones}",
        "{name}: 그 Zone에는 ISO가 없습니다. ISO가 있는 Zone: {zones}",
    ),
    "failure.not-in-zone.next": (
        "Name one of these, or leave the zone out",
        "이 중에서 고르거나 Zone을 지정하지 마세요",
    ),
    # Not in this state
    "failure.name-taken": (
        "The name {name} is taken by version {id}",
        "{name}: 이미 버전 {id}에서 쓰고 있는 이름입니다",
    ),
    "failure.name-taken.next": ("Give another name", "다른 이름을 입력하세요"),
    "failure.version-duplicate": (
        "The same ISO of {semanticversion} is already added for zone {zone} as {name}",
        "{zone}: 같은 {semanticversion} ISO가 이미 {name}(으)로 추가되어 있습니다",
    ),
    "failure.version-duplicate.next": (
        "Use that one, or delete it first",
        "기존 버전을 쓰거나 먼저 삭제하세요",
    ),
    "failure.zone-name-taken": (
        "There is already a zone {name}",
        "{name}: 이미 있는 Zone입니다",
    ),
    "failure.zone-name-taken.next": ("Give another name", "다른 이름을 입력하세요"),
    "failure.zone-in-use": (
        "Zone {zone} is in use; Kubernetes versions in it: {count}",
        "{zone}: 쿠버네티스 버전 {count}개가 쓰고 있는 Zone입니다",
    ),
    "failure.zone-in-use.next": (
        "Delete those versions first",
        "그 버전들을 먼저 삭제하세요",
    ),
    "failure.zone-last": (
        "{zone} is the only zone",
        "{zone}: 하나뿐인 Zone입니다",
    ),
    "failure.zone-last.next": (
        "Add another zone before removing this one",
        "다른 Zone을 추가한 뒤에 제거하세요",
    ),
    "failure.edit-overtaken": (
        "{username} changed the {label} of {name} meanwhile",
        "{name}: 그 사이에 {username}(이)가 {label} 값을 변경했습니다",
    ),
    "failure.edit-overtaken.next": (
        "Nothing was saved. Look at the version, and edit it anew",
        "저장하지 않았습니다. 버전을 확인한 뒤 다시 편집하세요",
    ),
    "failure.undo-overtaken": (
        "{name} was changed since, by {username}; nothing was undone",
        "{name}: 그 뒤에 {username}(이)가 변경하여 실행 취소하지 않았습니다",
    ),
    "failure.undo-overtaken.next": (
        "Look at its events, and change it by hand if need be",
        "이벤트를 확인하고 필요하면 직접 변경하세요",
    ),
    "failure.being-deleted": (
        "{name} is being deleted",
        "{name}: 삭제하는 중입니다",
    ),
    "failure.being-deleted.next": (
        "Wait until it is gone",
        "삭제가 끝날 때까지 기다리세요",
    ),
    "failure.nothing-to-retry": (
        "{name} has no download that failed, waits or is paused",
        "{name}: 실패했거나 대기 중이거나 일시 중지된 다운로드가 없습니다",
    ),
    "failure.nothing-to-retry.next": (
        "See its state in its details, or with “kisotui version show”",
        "상세 화면이나 “kisotui version show”로 상태를 확인하세요",
    ),
    "failure.nothing-to-pause": (
        "{name} has no download that could be paused",
        "{name}: 일시 중지할 다운로드가 없습니다",
    ),
    "failure.nothing-to-pause.next": (
        "See its state in its details, or with “kisotui version show”",
        "상세 화면이나 “kisotui version show”로 상태를 확인하세요",
    ),
    "failure.nothing-to-verify": (
        "Nothing of {name} is stored here that could be verified",
        "{name}: 검증할 수 있는 보관된 ISO가 없습니다",
    ),
    "failure.nothing-to-verify.next": (
        "Only an ISO that is Ready can be verified; of a direct download nothing is stored: hosts "
        "fetch it themselves",
        "Ready 상태인 ISO만 검증할 수 있습니다. 직접 다운로드는 호스트가 받으므로 보관된 파일이 "
        "없습니다",
    ),
    "failure.not-verified": (
        "The stored ISO of {name} in zone {zone} could not be verified",
        "{zone}: 보관된 {name}의 ISO를 검증하지 못했습니다",
    ),
    "failure.not-verified.next": (
        "Its events say why: see them with “kisotui event list”",
        "이유는 이벤트에 있습니다. “kisotui event list”로 확인하세요",
    ),
    "failure.nothing-to-resume": (
        "{name} has no download that is paused",
        "{name}: 일시 중지된 다운로드가 없습니다",
    ),
    "failure.nothing-to-resume.next": (
        "See its state in its details, or with “kisotui download show”",
        "상세 화면이나 “kisotui download show”로 상태를 확인하세요",
    ),
    "failure.nothing-to-fetch": (
        "{name} has no download left that a limit or a priority would be for",
        "{name}: 속도를 제한하거나 우선순위를 바꿀 다운로드가 없습니다",
    ),
    "failure.nothing-to-fetch.next": (
        "See its state in its details, or with “kisotui download show”",
        "상세 화면이나 “kisotui download show”로 상태를 확인하세요",
    ),
    "failure.nothing-to-cancel": (
        "{name} has no download that could be cancelled",
        "{name}: 취소할 다운로드가 없습니다",
    ),
    "failure.nothing-to-cancel.next": (
        "See its state in its details, or with “kisotui version show”",
        "상세 화면이나 “kisotui version show”로 상태를 확인하세요",
    ),
    "failure.nothing-to-accept": (
        "{name} has no ISO that failed because of what is in it",
        "{name}: 내용 때문에 실패한 ISO가 없습니다",
    ),
    "failure.nothing-to-accept.next": (
        "See why it cannot be used with “kisotui version show”",
        "“kisotui version show”로 사용할 수 없는 이유를 확인하세요",
    ),
    "failure.verdict-changed": (
        "An ISO of {name} is not the one any more whose errors you read",
        "{name}의 ISO가 오류를 확인했던 그 ISO가 아닙니다",
    ),
    "failure.verdict-changed.next": (
        "Nothing was accepted: read what is in it now, and accept that if you want to",
        "아무것도 수락하지 않았습니다. 지금의 내용을 확인하고 다시 수락하세요",
    ),
    "failure.not-judged": (
        "Nobody has looked into the ISO of {name} yet",
        "{name}의 ISO 내용을 아직 확인하지 않았습니다",
    ),
    "failure.not-judged.next": (
        "Wait until it is fetched; of a direct download, inspect its URL",
        "ISO를 다 받을 때까지 기다리세요. 직접 다운로드라면 URL을 지정해 확인하세요",
    ),
    # Not allowed
    "failure.confirm-needed": (
        "This must be confirmed, and there is no terminal to ask on",
        "확인이 필요하지만 물어볼 터미널이 없습니다",
    ),
    "failure.confirm-needed.next": (
        "Repeat the command with --yes",
        "--yes를 붙여 다시 실행하세요",
    ),
    "failure.not-confirmed": (
        "Nothing was done",
        "아무것도 하지 않았습니다",
    ),
    "failure.not-confirmed.next": (
        "Answer y to go on",
        "계속하려면 y라고 답하세요",
    ),
    "failure.read-only": (
        "Nothing can be changed: kisotui is read-only",
        "읽기 전용이므로 아무것도 변경할 수 없습니다",
    ),
    "failure.read-only.next": (
        "Start it without --read-only; “kisotui config show” tells where read_only is set",
        "--read-only 없이 시작하세요. “kisotui config show”로 read_only를 설정한 곳을 확인하세요",
    ),
    "failure.store-read-only": (
        "The store {store} cannot be written",
        "{store}: 저장소에 쓸 수 없습니다",
    ),
    "failure.store-read-only.next": (
        "Check the permissions of the database file and of its directory, or those of the role "
        "in PostgreSQL; a standby is for reading only",
        "데이터베이스 파일과 디렉터리의 권한, PostgreSQL이라면 역할의 권한을 확인하세요. "
        "대기 서버는 읽기만 할 수 있습니다",
    ),
    "failure.store-unreadable": (
        "The store {store} cannot be read",
        "{store}: 저장소를 읽을 수 없습니다",
    ),
    "failure.store-unreadable.next": (
        "Check that it is a file, and the permissions of the file and of its directory",
        "파일이 맞는지, 파일과 디렉터리의 권한을 확인하세요",
    ),
    # The store
    "failure.store-locked": (
        "The store {store} is locked by another program",
        "{store}: 다른 프로그램이 저장소를 잠그고 있습니다",
    ),
    "failure.store-locked.next": (
        "Try again in a moment; “fuser {store}” tells who holds it",
        "잠시 뒤에 다시 하세요. “fuser {store}”로 잠근 프로그램을 알 수 있습니다",
    ),
    "failure.store-newer": (
        "The store {store} was written by a newer kisotui (schema {found}, this one knows {known})",
        "{store}: 더 새로운 kisotui가 만든 저장소입니다(스키마 {found}, 이 버전은 {known}까지)",
    ),
    "failure.store-newer.next": (
        "Start kisotui again; if that does not help, install the newer one, "
        "or name another store with --db",
        "kisotui를 다시 시작하세요. 그래도 같으면 새 버전을 설치하거나 "
        "--db로 다른 저장소를 지정하세요",
    ),
    "failure.store-older": (
        "The store {store} is of an older kisotui (schema {found}, this one needs {known}), "
        "and may not be changed",
        "{store}: 이전 kisotui가 만든 저장소인데(스키마 {found}, 이 버전은 {known} 필요) "
        "변경할 수 없습니다",
    ),
    "failure.store-older.next": (
        "Open it once with a kisotui that may write; it brings the store up to date",
        "쓸 수 있는 kisotui로 한 번 열면 저장소가 새 스키마로 바뀝니다",
    ),
    "failure.store-missing": (
        "There is no store at {store}, and none is made where nothing may be changed",
        "{store}: 저장소가 없습니다. 읽기 전용일 때는 만들지 않습니다",
    ),
    "failure.store-missing.next": (
        "Start kisotui once without --read-only, or name another store with --db",
        "--read-only 없이 한 번 시작하거나 --db로 다른 저장소를 지정하세요",
    ),
    "failure.store-unreachable": (
        "The store {store} cannot be reached",
        "{store}: 저장소에 연결할 수 없습니다",
    ),
    "failure.store-unreachable.next": (
        "Check that the database server runs and that the URL is right",
        "데이터베이스 서버가 실행 중인지, URL이 맞는지 확인하세요",
    ),
    "failure.store-broken": (
        "The store {store} is damaged",
        "{store}: 저장소가 손상되었습니다",
    ),
    "failure.store-broken.next": (
        "Move it aside and put back the newest backup that lies beside it",
        "저장소를 옮겨 두고 옆에 있는 최신 백업으로 되돌리세요",
    ),
    "failure.store-foreign": (
        "{store} is not a store of kisotui but a file or database of something else",
        "{store}: kisotui의 저장소가 아니라 다른 파일이나 데이터베이스입니다",
    ),
    "failure.store-foreign.next": (
        "Name another store with --db; if it was one, put back the backup beside it",
        "--db로 다른 저장소를 지정하세요. 저장소였다면 옆에 있는 백업으로 되돌리세요",
    ),
    "failure.store-directory": (
        "The directory {path} cannot be used",
        "{path}: 디렉터리를 쓸 수 없습니다",
    ),
    "failure.store-directory.next": (
        "Create it, make it writable for you, or name another store with --db",
        "디렉터리를 만들고 쓰기 권한을 주거나 --db로 다른 저장소를 지정하세요",
    ),
    "failure.store-url": (
        "The store's URL is not understood: {given}",
        "저장소 URL을 이해할 수 없습니다: {given}",
    ),
    "failure.store-url.next": (
        "Use sqlite:///PATH or postgresql://USER@HOST/NAME",
        "sqlite:///경로 또는 postgresql://사용자@호스트/이름 형식을 쓰세요",
    ),
    "failure.store-driver": (
        "The driver for {dialect} is not installed",
        "{dialect} 드라이버가 설치되어 있지 않습니다",
    ),
    "failure.store-driver.next": (
        "Install it with: pip install 'kisotui[postgres]'",
        "다음 명령으로 설치하세요: pip install 'kisotui[postgres]'",
    ),
    "failure.store-full": (
        "The disk of the store {store} is full",
        "{store}: 저장소의 디스크가 가득 찼습니다",
    ),
    "failure.store-full.next": (
        "Free some space and try again; nothing was changed",
        "공간을 확보한 뒤 다시 하세요. 변경된 것은 없습니다",
    ),
    # Settings
    "failure.config-missing": (
        "There is no config file {path}",
        "{path}: 설정 파일이 없습니다",
    ),
    "failure.config-missing.next": (
        "Check the path given with --config or KISOTUI_CONFIG",
        "--config 또는 KISOTUI_CONFIG의 경로를 확인하세요",
    ),
    "failure.config-unreadable": (
        "The config file {path} cannot be read",
        "{path}: 설정 파일을 읽을 수 없습니다",
    ),
    "failure.config-unreadable.next": (
        "Check its permissions, and that it is UTF-8 text",
        "권한과 UTF-8 텍스트인지 확인하세요",
    ),
    "failure.config-syntax": (
        "The config file {path} is not valid TOML, line {line}",
        "{path}: {line}번째 줄이 올바른 TOML이 아닙니다",
    ),
    "failure.config-syntax.next": (
        "Correct that line; texts stand in double quotes",
        "그 줄을 고치세요. 문자열은 큰따옴표로 묶습니다",
    ),
    "failure.config-unknown": (
        "{source} has an unknown setting {name}",
        "{source}: 알 수 없는 설정 {name}이(가) 있습니다",
    ),
    "failure.config-unknown.next": (
        "“kisotui config show” lists the settings",
        "“kisotui config show”로 설정 목록을 확인하세요",
    ),
    "failure.config-value": (
        "The setting {name} from {source} is not valid: {given}",
        "{source}의 설정 {name} 값이 올바르지 않습니다: {given}",
    ),
    "failure.config-value.next": ("It takes {expected}", "쓸 수 있는 값: {expected}"),
    "failure.keys-unknown-action": (
        "{source} gives keys to an unknown action {name}",
        "{source}: 알 수 없는 동작 {name}에 키를 지정했습니다",
    ),
    "failure.keys-unknown-action.next": (
        "The nearest is {near}; “kisotui help keys” lists them all",
        "가장 비슷한 것은 {near}입니다. “kisotui help keys”로 전체 목록을 확인하세요",
    ),
    "failure.keys-unknown-key": (
        "{source} gives {name} the key “{key}”, which no terminal can send",
        "{source}: {name}에 지정한 “{key}”는 터미널에서 누를 수 없는 키입니다",
    ),
    "failure.keys-unknown-key.next": (
        "Write a key as d, D, /, space, del, F5, ctrl+e or alt+x",
        "키는 d, D, /, space, del, F5, ctrl+e, alt+x처럼 씁니다",
    ),
    "failure.keys-fixed": (
        "{source} gives {name} the key {key}, which dialogs need or whose meaning is fixed",
        "{source}: {name}에 지정한 {key} 키는 대화 상자에 필요하거나 뜻이 정해진 키입니다",
    ),
    "failure.keys-fixed.next": (
        'Give {name} another key under [keys], or none: "{name}" = []',
        '[keys]에서 {name}에 다른 키를 지정하거나 "{name}" = []로 키를 없애세요',
    ),
    "failure.keys-clash": (
        "The key {key} would mean two things in {place}: {first} and {second} (keys in {source})",
        "{place}에서 {key} 키의 뜻이 둘입니다: {first}, {second} ({source}의 키 설정)",
    ),
    "failure.keys-clash.next": (
        'Under [keys], give one of them another key, or none: "{second}" = []',
        '[keys]에서 둘 중 하나에 다른 키를 지정하거나 "{second}" = []로 키를 없애세요',
    ),
    # The worker
    "failure.worker-start": (
        "The download worker could not be started",
        "다운로드 작업자를 시작할 수 없습니다",
    ),
    "failure.worker-start.next": (
        "Run “kisotui worker” to see why; what was queued is kept",
        "“kisotui worker”를 실행해 원인을 확인하세요. 대기열은 그대로 남아 있습니다",
    ),
    "failure.worker-lost": (
        "The worker that fetched this ISO ended unexpectedly",
        "이 ISO를 받던 작업자가 예기치 않게 종료되었습니다",
    ),
    "failure.worker-lost.next": (
        "The download goes on where it was",
        "다운로드는 멈춘 곳에서 이어집니다",
    ),
    "failure.errand-given-up": (
        "{attempts} workers ended unexpectedly while they did this",
        "이 요청을 처리하던 작업자 {attempts}개가 예기치 않게 종료되었습니다",
    ),
    "failure.errand-given-up.next": (
        "Look into the workers' logs, then ask again",
        "작업자 로그를 확인한 뒤 다시 요청하세요",
    ),
    "failure.errand-gone": (
        "Nobody did this within an hour, or it was dropped elsewhere",
        "한 시간 안에 처리되지 않았거나 다른 곳에서 취소되었습니다",
    ),
    "failure.errand-gone.next": (
        "See with “kisotui worker” why no worker does it, then ask again",
        "“kisotui worker”를 실행해 작업자가 처리하지 않는 원인을 확인한 뒤 다시 요청하세요",
    ),
    "failure.storage-away": (
        "No worker is running that has the directory in which this ISO lies",
        "이 ISO가 있는 디렉터리를 쓰는 작업자가 실행 중이 아닙니다",
    ),
    "failure.storage-away.next": (
        "Run “kisotui worker” on the host that has it, with the same iso_dir; it is removed then",
        "그 디렉터리가 있는 호스트에서 같은 iso_dir로 “kisotui worker”를 실행하면 삭제됩니다",
    ),
    "failure.storage-unmounted": (
        "The directory of ISOs was away while this one was read",
        "이 ISO를 읽는 동안 ISO 디렉터리가 없었습니다",
    ),
    "failure.storage-unmounted.next": (
        "See that what iso_dir names is mounted, and verify again",
        "iso_dir가 가리키는 디렉터리가 마운트되어 있는지 확인하고 다시 검증하세요",
    ),
    # A download: the way to the server
    "failure.dns": (
        "The name {host} cannot be resolved",
        "{host}: 이름을 찾을 수 없습니다(DNS)",
    ),
    "failure.dns.next": (
        "Check the name for typing errors, and this machine's DNS",
        "이름의 오타와 이 컴퓨터의 DNS를 확인하세요",
    ),
    "failure.refused": (
        "{host} refuses the connection on port {port}",
        "{host}: {port}번 포트 연결을 거부합니다",
    ),
    "failure.refused.next": (
        "Check that the web server runs and that the port is right",
        "웹 서버가 실행 중인지, 포트가 맞는지 확인하세요",
    ),
    "failure.unreachable": (
        "There is no way to {host} from this machine",
        "{host}: 이 컴퓨터에서 연결할 수 없습니다",
    ),
    "failure.unreachable.next": (
        "Check the network, the routes and the firewall of this machine",
        "이 컴퓨터의 네트워크, 경로, 방화벽을 확인하세요",
    ),
    "failure.connect-timeout": (
        "{host} did not answer within {seconds} seconds",
        "{host}: {seconds}초 안에 응답하지 않았습니다",
    ),
    "failure.connect-timeout.next": (
        "Check the firewall between this machine and the server",
        "이 컴퓨터와 서버 사이의 방화벽을 확인하세요",
    ),
    "failure.stalled": (
        "Nothing came from {host} for {seconds} seconds",
        "{host}: {seconds}초 동안 아무것도 받지 못했습니다",
    ),
    "failure.stalled.next": (
        "The download goes on by itself, from where it was if the server can do that",
        "다운로드는 자동으로 계속됩니다. 서버가 지원하면 멈춘 곳부터 이어집니다",
    ),
    "failure.too-slow": (
        "{host} sent fewer than {rate} bytes a second for {seconds} seconds",
        "{host}: {seconds}초 동안 초당 {rate}바이트보다 느렸습니다",
    ),
    "failure.too-slow.next": (
        "The download goes on by itself, from where it was if the server can do that",
        "다운로드는 자동으로 계속됩니다. 서버가 지원하면 멈춘 곳부터 이어집니다",
    ),
    "failure.connection-lost": (
        "The connection to {host} broke off",
        "{host}: 연결이 끊어졌습니다",
    ),
    "failure.connection-lost.next": (
        "The download goes on by itself, from where it was if the server can do that",
        "다운로드는 자동으로 계속됩니다. 서버가 지원하면 멈춘 곳부터 이어집니다",
    ),
    "failure.tls": (
        "The certificate of {host} is not trusted: {reason} ({subject}, issued by {issuer})",
        "{host}: 인증서를 신뢰할 수 없습니다: {reason}({subject}, 발급자 {issuer})",
    ),
    "failure.tls.next": (
        "Have the certificate made anew; “openssl s_client” shows its whole chain",
        "인증서를 다시 발급받으세요. 전체 체인은 “openssl s_client”로 볼 수 있습니다",
    ),
    "failure.tls-handshake": (
        "No secure connection to {host} comes about: {reason}",
        "{host}: 보안 연결을 맺을 수 없습니다: {reason}",
    ),
    "failure.tls-handshake.next": (
        "Check the server's TLS settings: it must offer TLS 1.2 or later",
        "서버의 TLS 설정을 확인하세요. TLS 1.2 이상이 필요합니다",
    ),
    "failure.tls-unknown-ca": (
        "The certificate of {host} is from a CA unknown here: {subject}, issued by {issuer}",
        "{host}: 인증서를 발급한 CA를 알 수 없습니다: {subject}, 발급자 {issuer}",
    ),
    "failure.tls-unknown-ca.next": (
        "If the issuer is right, add its CA to the system's store, or name it in ca_bundle and "
        "restart the worker",
        "발급자가 맞다면 그 CA를 시스템 저장소에 추가하거나, ca_bundle에 지정하고 "
        "작업자를 다시 시작하세요",
    ),
    "failure.tls-expired": (
        "The certificate of {host} expired on {date}: {subject}, issued by {issuer}",
        "{host}: 인증서가 {date}에 만료되었습니다: {subject}, 발급자 {issuer}",
    ),
    "failure.tls-expired.next": (
        "Have it renewed on the server, and check this machine's clock",
        "서버의 인증서를 갱신하고 이 컴퓨터의 시계를 확인하세요",
    ),
    "failure.tls-not-yet-valid": (
        "The certificate of {host} is not valid before {date}: {subject}, issued by {issuer}",
        "{host}: 인증서는 {date}부터 유효합니다: {subject}, 발급자 {issuer}",
    ),
    "failure.tls-not-yet-valid.next": (
        "Check the clocks of this machine and of the one that issued it",
        "이 컴퓨터와 인증서를 발급한 컴퓨터의 시계를 확인하세요",
    ),
    "failure.tls-wrong-name": (
        "The certificate of {host} is for other names: {names} ({subject}, issued by {issuer})",
        "{host}: 다른 이름의 인증서입니다: {names}({subject}, 발급자 {issuer})",
    ),
    "failure.tls-wrong-name.next": (
        "Use one of these names in the URL, or have the certificate made for this one",
        "URL에 이 이름 중 하나를 쓰거나 인증서를 다시 발급받으세요",
    ),
    "failure.ca-bundle": (
        "The CA file {path} cannot be read or holds no certificate",
        "{path}: CA 파일을 읽을 수 없거나 인증서가 없습니다",
    ),
    "failure.ca-bundle.next": (
        "Name a readable PEM file in ca_bundle, zone_ca_bundles or SSL_CERT_FILE, and restart the "
        "worker",
        "ca_bundle, zone_ca_bundles, SSL_CERT_FILE에 읽을 수 있는 PEM 파일을 지정하고 "
        "작업자를 다시 시작하세요",
    ),
    "failure.proxy": (
        "The proxy does not let us through to {host}",
        "{host}: 프록시를 통과할 수 없습니다",
    ),
    "failure.proxy.next": (
        "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY",
        "HTTP_PROXY, HTTPS_PROXY, NO_PROXY를 확인하세요",
    ),
    "failure.proxy-login": (
        "The proxy on the way to {host} asks for a user name and password",
        "{host}: 중간의 프록시가 사용자 이름과 비밀번호를 요구합니다",
    ),
    "failure.proxy-login.next": (
        "Put them into HTTP_PROXY or HTTPS_PROXY: http://USER:PASSWORD@PROXY:PORT",
        "HTTP_PROXY나 HTTPS_PROXY에 http://사용자:비밀번호@프록시:포트로 넣으세요",
    ),
    # A download: what the server answered
    "failure.http-login": (
        "{host} asks for a user name and password, or for others (HTTP {status})",
        "{host}: 사용자 이름과 비밀번호가 필요하거나 맞지 않습니다(HTTP {status})",
    ),
    "failure.http-login.next": (
        "Put the right ones into the URL: https://USER:PASSWORD@SERVER/PATH",
        "URL에 올바른 값을 넣으세요: https://사용자:비밀번호@서버/경로",
    ),
    "failure.http-denied": (
        "{host} denies access (HTTP {status})",
        "{host}: 접근이 거부되었습니다(HTTP {status})",
    ),
    "failure.http-denied.next": (
        "Have the file opened to the user in the URL, or to everybody",
        "서버에서 URL의 사용자나 모든 사용자에게 파일 읽기 권한을 주세요",
    ),
    "failure.http-missing": (
        "{host} has no such file (HTTP {status})",
        "{host}: 그런 파일이 없습니다(HTTP {status})",
    ),
    "failure.http-missing.next": (
        "Check the path in the URL",
        "URL의 경로를 확인하세요",
    ),
    "failure.http-gone": (
        "{host} had this file and removed it for good (HTTP {status})",
        "{host}: 파일이 영구히 삭제되었습니다(HTTP {status})",
    ),
    "failure.http-gone.next": (
        "Look for the ISO's new address, or take another version",
        "ISO의 새 주소를 찾거나 다른 버전을 쓰세요",
    ),
    "failure.http-range": (
        "{host} says that the file has no such part (HTTP {status})",
        "{host}: 파일에 그런 부분이 없다고 합니다(HTTP {status})",
    ),
    "failure.http-range.next": (
        "It is tried again from the start; if it stays, tell those who run the server",
        "처음부터 다시 시도합니다. 계속되면 서버 관리자에게 알리세요",
    ),
    "failure.http-client": (
        "{host} rejects the request (HTTP {status})",
        "{host}: 요청을 거절했습니다(HTTP {status})",
    ),
    "failure.http-client.next": (
        "Try the URL with curl from this machine",
        "이 컴퓨터에서 curl로 URL을 시험해 보세요",
    ),
    "failure.http-busy": (
        "{host} asks us to come back later (HTTP {status})",
        "{host}: 나중에 다시 요청하라고 합니다(HTTP {status})",
    ),
    "failure.http-busy.next": (
        "A download is tried again at the time shown; anything else you may try again later",
        "다운로드는 표시된 시각에 다시 시도합니다. 그 밖의 작업은 나중에 다시 시도하세요",
    ),
    "failure.http-unavailable": (
        "{host} is out of service for now (HTTP {status})",
        "{host}: 지금은 서비스를 하지 않습니다(HTTP {status})",
    ),
    "failure.http-unavailable.next": (
        "A download is tried again at the time shown; if it stays, tell those who run the server",
        "다운로드는 표시된 시각에 다시 시도합니다. 계속되면 서버 관리자에게 알리세요",
    ),
    "failure.http-server": (
        "{host} has a fault of its own (HTTP {status})",
        "{host}: 서버에 오류가 있습니다(HTTP {status})",
    ),
    "failure.http-server.next": (
        "A download is tried again; if it stays, tell those who run the server",
        "다운로드는 다시 시도합니다. 계속되면 서버 관리자에게 알리세요",
    ),
    "failure.http-protocol": (
        "{host} sent something that is not HTTP",
        "{host}: HTTP가 아닌 응답을 보냈습니다",
    ),
    "failure.http-protocol.next": (
        "Check the port, and whether http should be https",
        "포트와 http/https 구분을 확인하세요",
    ),
    "failure.http-status": (
        "{host} answers neither with a file nor with an error (HTTP {status})",
        "{host}: 파일도 오류도 아닌 응답을 보냈습니다(HTTP {status})",
    ),
    "failure.http-status.next": (
        "Try the URL with curl from this machine",
        "이 컴퓨터에서 curl로 URL을 시험해 보세요",
    ),
    "failure.http-framing": (
        "{host} sent a file whose parts are marked wrongly (chunked encoding)",
        "{host}: 조각 표시가 잘못된 파일을 보냈습니다(chunked 인코딩)",
    ),
    "failure.http-framing.next": (
        "It is tried again; if it stays, tell those who run the server or the proxy",
        "다시 시도합니다. 계속되면 서버나 프록시 관리자에게 알리세요",
    ),
    "failure.redirect-loop": (
        "{host} redirects more than {limit} times, perhaps in a circle",
        "{host}: 리디렉션이 {limit}번을 넘습니다. 끝없이 반복되는 것 같습니다",
    ),
    "failure.redirect-loop.next": (
        "Use the address that the redirect should end at",
        "리디렉션이 끝나는 주소를 직접 쓰세요",
    ),
    "failure.redirect-scheme": (
        "{host} redirects to an address that is not http or https",
        "{host}: http나 https가 아닌 주소로 리디렉션합니다",
    ),
    "failure.redirect-scheme.next": (
        "Use another address of the ISO",
        "ISO의 다른 주소를 쓰세요",
    ),
    "failure.redirect-insecure": (
        "{host} redirects from https to plain http on {target}",
        "{host}: https에서 암호화되지 않은 http로 리디렉션합니다({target})",
    ),
    "failure.redirect-insecure.next": (
        "Use an https address, or allow it with insecure_redirects and restart the worker",
        "https 주소를 쓰거나, insecure_redirects로 허용하고 작업자를 다시 시작하세요",
    ),
    "failure.redirect-broken": (
        "{host} redirects to something that is no address",
        "{host}: 주소가 아닌 곳으로 리디렉션합니다",
    ),
    "failure.redirect-broken.next": (
        "Use the address that the redirect should end at",
        "리디렉션이 끝나는 주소를 직접 쓰세요",
    ),
    "failure.changed": (
        "The file on {host} changed during the download",
        "{host}: 다운로드하는 동안 파일이 바뀌었습니다",
    ),
    "failure.changed.next": (
        "The download starts over with the new file",
        "새 파일로 처음부터 다시 받습니다",
    ),
    "failure.no-ranges": (
        "{host} cannot go on in the middle of the file",
        "{host}: 파일 중간부터 이어서 보낼 수 없습니다",
    ),
    "failure.no-ranges.next": (
        "The download starts over",
        "처음부터 다시 받습니다",
    ),
    # A download: what was delivered
    "failure.wrong-type": (
        "{host} sent {type} instead of an ISO",
        "{host}: ISO가 아닌 {type}을(를) 보냈습니다",
    ),
    "failure.wrong-type.next": (
        "Check that the address is of the ISO itself",
        "ISO 자체의 주소인지 확인하세요",
    ),
    "failure.web-page": (
        "{host} sent a web page ({type}) instead of an ISO",
        "{host}: ISO가 아닌 웹 페이지({type})를 보냈습니다",
    ),
    "failure.web-page.next": (
        "Open the URL in a browser: it may be a login or error page",
        "브라우저로 URL을 열어 보세요. 로그인 화면이나 오류 화면일 수 있습니다",
    ),
    "failure.packed": (
        "{host} sent the file packed ({coding}), although asked not to",
        "{host}: 요청과 달리 압축된 파일({coding})을 보냈습니다",
    ),
    "failure.packed.next": (
        "Have content coding switched off for ISOs on the server or proxy",
        "서버나 프록시에서 ISO의 콘텐츠 압축을 끄세요",
    ),
    "failure.empty-file": (
        "The file is empty",
        "빈 파일입니다",
    ),
    "failure.empty-file.next": (
        "Check the URL; the file may still be being uploaded",
        "URL을 확인하세요. 아직 업로드 중일 수 있습니다",
    ),
    "failure.too-small": (
        "The file has {size} bytes only: that is no ISO",
        "파일이 {size}바이트뿐입니다. ISO가 아닙니다",
    ),
    "failure.too-small.next": ("Check the URL", "URL을 확인하세요"),
    "failure.cut-short": (
        "{host} ended after {received} of {size} bytes",
        "{host}: {size}바이트 중 {received}바이트에서 끊겼습니다",
    ),
    "failure.cut-short.next": (
        "The download goes on by itself, from where it was if the server can do that",
        "다운로드는 자동으로 계속됩니다. 서버가 지원하면 멈춘 곳부터 이어집니다",
    ),
    "failure.too-long": (
        "{host} sent more than the {size} bytes it announced",
        "{host}: 예고한 {size}바이트보다 많이 보냈습니다",
    ),
    "failure.too-long.next": (
        "Tell those who run the server: the length it announces is not that of its file",
        "서버 관리자에게 알리세요. 예고한 길이와 파일의 길이가 다릅니다",
    ),
    "failure.too-large": (
        "The file on {host} is larger than the {limit} that an ISO may have",
        "{host}: ISO의 최대 크기인 {limit}보다 큰 파일입니다",
    ),
    "failure.too-large.next": (
        "Check the URL; if the file is right, raise “largest_iso” in the settings and restart the "
        "worker",
        "URL을 확인하세요. 파일이 맞다면 설정의 “largest_iso” 값을 늘리고 작업자를 다시 시작하세요",
    ),
    "failure.checksum": (
        "The {algorithm} checksum is {found}, not {expected}",
        "{algorithm} 체크섬이 다릅니다: {found} (기대한 값 {expected})",
    ),
    "failure.checksum.next": (
        "Check the checksum you gave; if it is right, the file on the server is wrong",
        "입력한 체크섬을 확인하세요. 맞다면 서버의 파일이 잘못된 것입니다",
    ),
    "failure.checksum-found": (
        "The {algorithm} checksum is {found}, not {expected}, as {source} says",
        "{algorithm} 체크섬이 다릅니다: {found} ({source}의 값 {expected})",
    ),
    "failure.checksum-found.next": (
        "The ISO and that file contradict each other: ask whoever publishes them; with a checksum "
        "that you give yourself, that file does not decide any more",
        "ISO와 그 파일이 서로 맞지 않습니다. 배포한 곳에 확인하세요. 체크섬을 직접 입력하면 "
        "그 파일은 더 이상 기준이 되지 않습니다",
    ),
    "failure.not-iso": (
        "The file is not an ISO 9660 image",
        "ISO 9660 이미지가 아닙니다",
    ),
    "failure.not-iso.next": (
        "Check that the address is of the ISO itself, not of a page or archive",
        "페이지나 압축 파일이 아닌 ISO 자체인지 확인하세요",
    ),
    "failure.contents": (
        "The ISO is whole, but clusters would fail with it (errors: {count}). {first}",
        "ISO는 온전하지만 이것으로는 클러스터를 만들 수 없습니다(오류 {count}개). {first}",
    ),
    "failure.contents.next": (
        "See all findings under Contents; correct the version or its source and try again, or "
        "accept the ISO as it is",
        "‘내용’에서 모든 결과를 확인하세요. 버전이나 원본을 바로잡아 다시 시도하거나 ISO를 그대로 "
        "수락하세요",
    ),
    "failure.bit-rot": (
        "The stored ISO is not what it was: {found}",
        "보관된 ISO가 처음과 다릅니다: {found}",
    ),
    "failure.bit-rot.next": (
        "Look at the disk. What came from a URL is fetched again by itself; of a local file, see "
        "that it is whole, and try again. The damaged file is kept until there is another",
        "디스크를 점검하세요. URL에서 받은 ISO는 자동으로 다시 받습니다. 로컬 파일이면 원본이 "
        "온전한지 확인하고 다시 시도하세요. 손상된 파일은 새 파일이 준비될 때까지 보관합니다",
    ),
    "failure.iso-truncated": (
        "The ISO ends early: it says {expected} bytes and has {size}",
        "ISO가 중간에 끝납니다: {expected}바이트여야 하는데 {size}바이트입니다",
    ),
    "failure.iso-truncated.next": (
        "The file at the source is incomplete: have it uploaded again",
        "원본 파일이 불완전합니다. 다시 올려 달라고 하세요",
    ),
    "failure.file-changed": (
        "{path} was changed by somebody else meanwhile",
        "{path}: 그동안 다른 곳에서 파일을 바꿨습니다",
    ),
    "failure.file-changed.next": (
        "It is tried again",
        "다시 시도합니다",
    ),
    # A download: this machine
    "failure.no-space": (
        "There is not enough space in {path}: {needed} are needed, {free} are free",
        "{path}: 공간이 부족합니다. {needed} 필요, {free} 남음",
    ),
    "failure.no-space.next": (
        "Free some space: the download goes on by itself when there is room",
        "공간을 확보하세요. 공간이 생기면 다운로드가 자동으로 계속됩니다",
    ),
    "failure.disk": (
        "{path} cannot be written or read: {reason}",
        "{path}: 읽거나 쓸 수 없습니다: {reason}",
    ),
    "failure.disk.next": (
        "Check the disk, then retry",
        "디스크를 확인한 뒤 다시 시도하세요",
    ),
    "failure.disk-denied": (
        "{path} may not be written by this user",
        "{path}: 이 사용자는 쓸 수 없습니다",
    ),
    "failure.disk-denied.next": (
        "Check the permissions of the ISO directory, then retry",
        "ISO 디렉터리의 권한을 확인한 뒤 다시 시도하세요",
    ),
    # The end of waiting
    "failure.cancelled": ("The download was cancelled", "다운로드가 취소되었습니다"),
    "failure.cancelled.next": (
        "Retry starts it anew",
        "다시 시도하면 처음부터 받습니다",
    ),
    "failure.wait-timeout": (
        "{name} was not ready after {seconds} seconds",
        "{name}: {seconds}초 안에 준비되지 않았습니다",
    ),
    "failure.wait-timeout.next": (
        "It goes on by itself; wait again or see “kisotui version show”",
        "작업은 계속됩니다. 다시 기다리거나 “kisotui version show”로 확인하세요",
    ),
    "failure.wait-paused": (
        "The download of {name} is paused",
        "{name}: 다운로드가 일시 중지되었습니다",
    ),
    "failure.wait-paused.next": (
        "Go on with “kisotui version retry”",
        "“kisotui version retry”로 이어서 받으세요",
    ),
    "failure.delete-timeout": (
        "{name} was not gone after {seconds} seconds",
        "{name}: {seconds}초 안에 삭제가 끝나지 않았습니다",
    ),
    "failure.delete-timeout.next": (
        "The deletion goes on by itself; see “kisotui version list”",
        "삭제는 계속됩니다. “kisotui version list”로 확인하세요",
    ),
    "failure.interrupted": ("Interrupted", "중단되었습니다"),
    "failure.interrupted.next": (
        "Downloads go on in the background",
        "다운로드는 백그라운드에서 계속됩니다",
    ),
    # The command that is run when a download has ended
    "failure.hook-start": (
        "The command of on_download could not be started: {program}: {reason}",
        "on_download 명령을 시작할 수 없습니다: {program}: {reason}",
    ),
    "failure.hook-start.next": (
        "Check the setting on_download, and that the program is there and may be run",
        "on_download 설정과 프로그램의 위치, 실행 권한을 확인하세요",
    ),
    "failure.hook-failed": (
        "The command of on_download ended with status {status}: {program}",
        "on_download 명령이 상태 {status}(으)로 끝났습니다: {program}",
    ),
    "failure.hook-failed.next": (
        "Run it by hand to see what it says; the download is not concerned",
        "직접 실행하여 오류를 확인하세요. 다운로드에는 영향이 없습니다",
    ),
    "failure.hook-timeout": (
        "The command of on_download took longer than {seconds} s and was ended: {program}",
        "on_download 명령이 {seconds}초를 넘겨 종료되었습니다: {program}",
    ),
    "failure.hook-timeout.next": (
        "Let it start what takes longer in the background",
        "오래 걸리는 작업은 백그라운드로 실행하세요",
    ),
    "failure.hook-busy": (
        "The command of on_download is too slow: {count} downloads wait for it already",
        "on_download 명령이 너무 느립니다: 다운로드 {count}건이 이미 기다리고 있습니다",
    ),
    "failure.hook-busy.next": (
        "It is not run for those that end now; see what {program} waits for",
        "지금 끝나는 다운로드에는 실행하지 않습니다. {program}이(가) 왜 느린지 확인하세요",
    ),
    # The command line and the terminal
    "failure.usage": ("{reason}", "{reason}"),
    "failure.usage.next": (
        "See “{command} --help”",
        "“{command} --help”를 보세요",
    ),
    "failure.no-terminal": (
        "The console needs a terminal",
        "콘솔 화면에는 터미널이 필요합니다",
    ),
    "failure.no-terminal.next": (
        "Run it over “ssh -t”, or use the commands: “kisotui --help”",
        "“ssh -t”로 실행하거나 명령을 쓰세요: “kisotui --help”",
    ),
    "failure.output": (
        "The output could not be written",
        "출력을 쓸 수 없습니다",
    ),
    "failure.output.next": (
        "Check the disk that it goes to",
        "출력이 저장되는 디스크를 확인하세요",
    ),
    "failure.unexpected": (
        "Something went wrong inside kisotui ({kind})",
        "kisotui 안에서 문제가 생겼습니다({kind})",
    ),
    "failure.unexpected.next": (
        "Nothing you entered earlier is lost; report it with the log {log}",
        "이전에 입력한 내용은 보존됩니다. 로그 {log}와 함께 알려 주세요",
    ),
}
