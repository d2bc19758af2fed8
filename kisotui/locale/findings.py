"""Messages: what was found in an ISO (``finding.CODE``) and what to do (``finding.CODE.next``).

Each gets the finding's path as ``path``, and its values.
"""

from __future__ import annotations

from typing import Final

_BUILD_AGAIN: Final = (
    "Build the ISO again, or take it from another source",
    "ISO를 다시 빌드하거나 다른 곳에서 받으세요",
)
_PACK_AGAIN: Final = (
    "Pull the image for the right architecture, save it again and rebuild the ISO",
    "이미지를 알맞은 아키텍처로 다시 받아 저장한 뒤 ISO를 다시 빌드하세요",
)
_FETCH_AGAIN: Final = (
    "Fetch the ISO again; if it is the same then, ask whoever built it",
    "ISO를 다시 받으세요. 그래도 같으면 ISO를 만든 쪽에 문의하세요",
)

FINDINGS: Final[dict[str, tuple[str, str]]] = {
    # The image: its directories and names
    "finding.directory-loop": (
        "{path}: this directory leads back into one that was listed before",
        "{path}: 앞에서 나온 디렉터리로 되돌아가는 디렉터리입니다",
    ),
    "finding.directory-loop.next": _BUILD_AGAIN,
    "finding.directory-deep": (
        "{path}: directories lie in each other more deeply than is looked at",
        "{path}: 디렉터리가 너무 깊어 끝까지 살펴보지 않았습니다",
    ),
    "finding.directory-deep.next": _BUILD_AGAIN,
    "finding.directory-broken": (
        "The directory “{path}” cannot be read",
        "“{path}” 디렉터리를 읽을 수 없습니다",
    ),
    "finding.directory-broken.next": _FETCH_AGAIN,
    "finding.directory-twice": (
        "{path}: one directory lists this name more than once",
        "{path}: 한 디렉터리에 같은 이름이 두 번 이상 있습니다",
    ),
    "finding.directory-twice.next": _BUILD_AGAIN,
    "finding.volume-cut": (
        "The image ends before its volume does",
        "볼륨이 끝나기 전에 이미지가 끝납니다",
    ),
    "finding.volume-cut.next": _FETCH_AGAIN,
    "finding.outside-volume": (
        "{path}: said to lie outside the image",
        "{path}: 이미지 밖에 있다고 적혀 있습니다",
    ),
    "finding.outside-volume.next": _FETCH_AGAIN,
    "finding.name-unsafe": (
        "{path}: a name that leads out of its directory, or is none",
        "{path}: 디렉터리를 벗어나거나 이름이 될 수 없는 이름입니다",
    ),
    "finding.name-unsafe.next": (
        "Do not use this ISO: ask whoever built it",
        "이 ISO를 쓰지 말고 ISO를 만든 쪽에 문의하세요",
    ),
    "finding.number-halves": (
        "{path}: its place or length is written twice and differs",
        "{path}: 두 번 적힌 위치나 길이가 서로 다릅니다",
    ),
    "finding.number-halves.next": _FETCH_AGAIN,
    "finding.file-odd": (
        "{path}: neither a file, a directory nor a link that Linux could read",
        "{path}: Linux가 읽을 수 있는 파일, 디렉터리, 링크가 아닙니다",
    ),
    "finding.file-odd.next": (
        "Build the ISO from plain files and directories",
        "일반 파일과 디렉터리만으로 ISO를 빌드하세요",
    ),
    "finding.too-many-entries": (
        "The image lists more files than are looked at",
        "이미지에 파일이 너무 많아 모두 살펴보지 않았습니다",
    ),
    "finding.too-many-entries.next": _BUILD_AGAIN,
    "finding.link-outside": (
        "{path}: a link that leads out of the image",
        "{path}: 이미지 밖을 가리키는 링크입니다",
    ),
    "finding.link-outside.next": (
        "Put the file itself into the ISO instead of a link to it",
        "링크 대신 파일 자체를 ISO에 넣으세요",
    ),
    "finding.link-broken": (
        "{path}: a link that leads to nothing",
        "{path}: 가리키는 대상이 없는 링크입니다",
    ),
    "finding.link-broken.next": (
        "Put the file itself into the ISO instead of a link to it",
        "링크 대신 파일 자체를 ISO에 넣으세요",
    ),
    # What was too much to be looked at
    "finding.budget-bytes": (
        "The files claim far more bytes than the image has; the rest was not looked at",
        "파일 크기의 합이 이미지보다 훨씬 커서 나머지는 살펴보지 않았습니다",
    ),
    "finding.budget-bytes.next": _BUILD_AGAIN,
    "finding.budget-time": (
        "Looking into the image took too long; the rest was not looked at",
        "이미지를 살펴보는 시간이 너무 길어져 나머지는 살펴보지 않았습니다",
    ),
    "finding.budget-time.next": _BUILD_AGAIN,
    "finding.findings-more": (
        "{count} more findings of the same kinds are not shown",
        "같은 종류의 항목 {count}개는 표시하지 않았습니다",
    ),
    "finding.findings-more.next": (
        "Mend those that are shown first, then look again",
        "표시된 항목을 먼저 고친 뒤 다시 확인하세요",
    ),
    # The parts that every Kubernetes ISO has
    "finding.part-missing": (
        "{path} is missing: the nodes need it",
        "{path}: 노드에 필요한 파일이 없습니다",
    ),
    "finding.part-missing.next": (
        "Build the ISO with the build script of CloudStack or Mold, to its end",
        "CloudStack이나 Mold의 빌드 스크립트로 ISO를 끝까지 빌드하세요",
    ),
    "finding.part-empty": ("{path} is empty", "{path}: 빈 파일입니다"),
    "finding.part-empty.next": (
        "Look for a failed download in the build's log, and build the ISO again",
        "빌드 로그에서 실패한 다운로드를 찾아 ISO를 다시 빌드하세요",
    ),
    "finding.part-cut": (
        "{path}: {held} of {size} bytes are there; the image ends too early",
        "{path}: {size}바이트 중 {held}바이트만 있습니다. 이미지가 중간에 끝납니다",
    ),
    "finding.part-cut.next": _FETCH_AGAIN,
    "finding.kind-unknown": (
        "Built neither by CloudStack's script nor by Mold's, as far as can be seen",
        "CloudStack이나 Mold의 빌드 스크립트로 만든 ISO로 보이지 않습니다",
    ),
    "finding.kind-unknown.next": (
        "Check that this is a Kubernetes ISO",
        "Kubernetes ISO가 맞는지 확인하세요",
    ),
    # Programs
    "finding.not-elf": (
        "{path} is no program for Linux",
        "{path}: Linux 실행 파일이 아닙니다",
    ),
    "finding.not-elf.next": (
        "Look for a failed download in the build's log, and build the ISO again",
        "빌드 로그에서 실패한 다운로드를 찾아 ISO를 다시 빌드하세요",
    ),
    "finding.elf-cut": (
        "{path} ends too early: the program is not whole",
        "{path}: 중간에 끝나서 실행 파일이 온전하지 않습니다",
    ),
    "finding.elf-cut.next": (
        "Look for a failed download in the build's log, and build the ISO again",
        "빌드 로그에서 실패한 다운로드를 찾아 ISO를 다시 빌드하세요",
    ),
    "finding.arch-wrong": (
        "{path} is made for {found}, not for {expected}",
        "{path}: {expected}가 아니라 {found}용으로 만들어졌습니다",
    ),
    "finding.arch-wrong.next": (
        "Correct the version's architecture, or take the ISO for {expected}",
        "버전의 아키텍처를 고치거나 {expected}용 ISO를 받으세요",
    ),
    "finding.version-wrong": (
        "{path} is Kubernetes {found}, not {expected}",
        "{path}: Kubernetes {expected}가 아니라 {found}입니다",
    ),
    "finding.version-wrong.next": (
        "Correct the semantic version, or take the ISO of {expected}",
        "시맨틱 버전을 고치거나 {expected}의 ISO를 받으세요",
    ),
    "finding.version-unknown": (
        "{path} does not tell which version of Kubernetes it is",
        "{path}: 어느 Kubernetes 버전인지 알 수 없습니다",
    ),
    "finding.version-unknown.next": (
        "Run it with --version on a machine of its architecture",
        "같은 아키텍처의 장비에서 --version으로 실행해 확인하세요",
    ),
    # Archives of programs
    "finding.archive-broken": (
        "{path} cannot be unpacked: it is no tar archive, or damaged",
        "{path}: tar 아카이브가 아니거나 손상되어 풀 수 없습니다",
    ),
    "finding.archive-broken.next": _FETCH_AGAIN,
    "finding.archive-cut": (
        "{path} ends too early",
        "{path}: 아카이브가 중간에 끝납니다",
    ),
    "finding.archive-cut.next": _FETCH_AGAIN,
    "finding.archive-huge": (
        "{path} holds more, unpacked, than any real one; it was not looked at to its end",
        "{path}: 압축을 풀면 비정상적으로 커서 끝까지 살펴보지 않았습니다",
    ),
    "finding.archive-huge.next": (
        "Do not unpack it: ask whoever built the ISO",
        "압축을 풀지 말고 ISO를 만든 쪽에 문의하세요",
    ),
    "finding.archive-unsafe": (
        "{path}: a name or link that leads out of the archive",
        "{path}: 아카이브 밖을 가리키는 이름이나 링크입니다",
    ),
    "finding.archive-unsafe.next": (
        "Do not unpack it: ask whoever built the ISO",
        "압축을 풀지 말고 ISO를 만든 쪽에 문의하세요",
    ),
    "finding.archive-empty": (
        "{path} holds no program",
        "{path}: 실행 파일이 들어 있지 않습니다",
    ),
    "finding.archive-empty.next": _BUILD_AGAIN,
    # Container images
    "finding.images-none": (
        "docker/ holds no container images: nodes without a way out cannot start a cluster",
        "docker/에 컨테이너 이미지가 없어 외부와 단절된 노드에서는 클러스터를 시작할 수 없습니다",
    ),
    "finding.images-none.next": (
        "Build the ISO where the images can be pulled",
        "이미지를 받을 수 있는 곳에서 ISO를 빌드하세요",
    ),
    "finding.image-broken": (
        "{path} is no archive of container images, or damaged",
        "{path}: 컨테이너 이미지 아카이브가 아니거나 손상되었습니다",
    ),
    "finding.image-broken.next": _FETCH_AGAIN,
    "finding.image-cut": (
        "{path} ends too early: the image in it is not whole",
        "{path}: 중간에 끝나서 이미지가 온전하지 않습니다",
    ),
    "finding.image-cut.next": _FETCH_AGAIN,
    "finding.image-huge": (
        "{path} holds more than any real one; it was not looked at to its end",
        "{path}: 비정상적으로 커서 끝까지 살펴보지 않았습니다",
    ),
    "finding.image-huge.next": (
        "Do not load it: ask whoever built the ISO",
        "불러오지 말고 ISO를 만든 쪽에 문의하세요",
    ),
    "finding.image-unsafe": (
        "{path}: “{member}” leads out of the archive",
        "{path}: “{member}”이(가) 아카이브 밖을 가리킵니다",
    ),
    "finding.image-unsafe.next": (
        "Do not load it: ask whoever built the ISO",
        "불러오지 말고 ISO를 만든 쪽에 문의하세요",
    ),
    "finding.image-no-manifest": (
        "{path} holds neither manifest.json nor index.json: nothing says which image it is",
        "{path}: manifest.json도 index.json도 없어 어떤 이미지인지 알 수 없습니다",
    ),
    "finding.image-no-manifest.next": _PACK_AGAIN,
    "finding.image-json": (
        "{path}: {member} does not say what it should",
        "{path}: {member}의 내용이 올바르지 않습니다",
    ),
    "finding.image-json.next": _PACK_AGAIN,
    "finding.image-config-missing": (
        "{path}: the configuration {member} of {image} is missing",
        "{path}: {image}의 설정 파일 {member}이(가) 없습니다",
    ),
    "finding.image-config-missing.next": _PACK_AGAIN,
    "finding.image-layer-missing": (
        "{path}: the layer {member} of {image} is missing",
        "{path}: {image}의 레이어 {member}이(가) 없습니다",
    ),
    "finding.image-layer-missing.next": _PACK_AGAIN,
    "finding.image-blob-missing": (
        "{path}: the part {digest} of {image} is missing",
        "{path}: {image}의 일부 {digest}이(가) 없습니다",
    ),
    "finding.image-blob-missing.next": _PACK_AGAIN,
    "finding.image-digest": (
        "{path}: {member} is not what its digest says",
        "{path}: {member}의 내용이 다이제스트와 다릅니다",
    ),
    "finding.image-digest.next": _FETCH_AGAIN,
    "finding.image-arch": (
        "{path}: {image} is made for {found}, not for {expected}",
        "{path}: {image} 이미지는 {expected}가 아니라 {found}용입니다",
    ),
    "finding.image-arch.next": _PACK_AGAIN,
    "finding.image-untagged": (
        "{path}: an image without a name, so that nothing can ask for it",
        "{path}: 이름이 없는 이미지여서 불러 쓸 수 없습니다",
    ),
    "finding.image-untagged.next": (
        "Save the image by its name and tag, not by its id",
        "이미지를 ID가 아니라 이름과 태그로 저장하세요",
    ),
    # The container images that kubeadm, the manifests and the lists name
    "finding.image-missing": (
        "{image} is missing in docker/: kubeadm needs it",
        "kubeadm에 필요한 {image} 이미지가 docker/에 없습니다",
    ),
    "finding.image-missing.next": (
        "Add the image to docker/ and build the ISO again",
        "docker/에 이미지를 넣고 ISO를 다시 빌드하세요",
    ),
    "finding.image-version": (
        "docker/ holds {found}, but kubeadm needs {image}",
        "kubeadm에 필요한 것은 {image}인데 docker/에는 {found}이(가) 있습니다",
    ),
    "finding.image-version.next": (
        "Build the ISO with the images of its own version",
        "해당 버전의 이미지로 ISO를 다시 빌드하세요",
    ),
    "finding.image-tag": (
        "docker/ holds {found}, where kubeadm asks for {image}",
        "kubeadm은 {image}을(를) 찾는데 docker/에는 {found}이(가) 있습니다",
    ),
    "finding.image-tag.next": (
        "Compare with “kubeadm config images list” of this version",
        "이 버전의 “kubeadm config images list” 결과와 비교하세요",
    ),
    "finding.image-registry": (
        "docker/ holds {found}, but kubeadm looks for it as {image}",
        "docker/에는 {found}이(가) 있지만 kubeadm은 {image}(으)로 찾습니다",
    ),
    "finding.image-registry.next": (
        "Tag the image as kubeadm names it, unless imageRepository is set for the cluster",
        "클러스터에 imageRepository를 설정하지 않았다면 kubeadm이 쓰는 이름으로 태그하세요",
    ),
    "finding.kubeadm-unknown": (
        "Kubernetes {version} is not in kisotui's table, which ends with {newest}: only the images "
        "that carry its number were looked for",
        "Kubernetes {version}은(는) {newest}까지 담긴 목록에 없어 "
        "버전 번호가 붙은 이미지만 확인했습니다",
    ),
    "finding.kubeadm-unknown.next": (
        "Compare with “kubeadm config images list”, or use a newer kisotui",
        "“kubeadm config images list” 결과와 비교하거나 최신 kisotui를 쓰세요",
    ),
    "finding.image-referenced": (
        "{path} names {image}, which docker/ does not hold",
        "{path}에 나오는 {image} 이미지가 docker/에 없습니다",
    ),
    "finding.image-referenced.next": (
        "Add the image to docker/, or see that the nodes can pull it",
        "docker/에 이미지를 넣거나 노드에서 받을 수 있게 하세요",
    ),
    "finding.image-listed": (
        "{path} lists {image}, which docker/ does not hold",
        "{path}에 적힌 {image}이(가) docker/에 없습니다",
    ),
    "finding.image-listed.next": _BUILD_AGAIN,
    "finding.image-unlisted": (
        "{path} is not listed in docker/images.list",
        "{path}: docker/images.list에 없습니다",
    ),
    "finding.image-unlisted.next": (
        "Nothing, unless the image is to be loaded under a name of the list",
        "목록의 이름으로 불러올 이미지가 아니라면 그대로 두어도 됩니다",
    ),
    # Manifests
    "finding.yaml-broken": (
        "{path} is not valid YAML, line {line}",
        "{path}: 올바른 YAML이 아닙니다({line}행)",
    ),
    "finding.yaml-broken.next": (
        "Mend the manifest and build the ISO again",
        "매니페스트를 고쳐 ISO를 다시 빌드하세요",
    ),
    "finding.yaml-empty": (
        "{path} holds nothing that kubectl could apply",
        "{path}: kubectl로 적용할 내용이 없습니다",
    ),
    "finding.yaml-empty.next": (
        "Look for a failed download in the build's log, and build the ISO again",
        "빌드 로그에서 실패한 다운로드를 찾아 ISO를 다시 빌드하세요",
    ),
    "finding.yaml-huge": (
        "{path} is larger or deeper than any real manifest; it was not looked at to its end",
        "{path}: 비정상적으로 크거나 깊어서 끝까지 살펴보지 않았습니다",
    ),
    "finding.yaml-huge.next": _BUILD_AGAIN,
    # What a Mold build says of itself
    "finding.sums-broken": (
        "SHA256SUMS is no list of sums",
        "SHA256SUMS의 형식이 올바르지 않습니다",
    ),
    "finding.sums-broken.next": _BUILD_AGAIN,
    "finding.sums-missing": (
        "{path} is missing, which every Mold build has",
        "{path}: Mold 빌드라면 있어야 하는 파일이 없습니다",
    ),
    "finding.sums-missing.next": _BUILD_AGAIN,
    "finding.sums-mismatch": (
        "{path} is not what SHA256SUMS says",
        "{path}: SHA256SUMS의 값과 다릅니다",
    ),
    "finding.sums-mismatch.next": _FETCH_AGAIN,
    "finding.sums-absent": (
        "{path} is listed in SHA256SUMS and missing",
        "{path}: SHA256SUMS에 있지만 파일이 없습니다",
    ),
    "finding.sums-absent.next": _FETCH_AGAIN,
    "finding.sums-unlisted": (
        "{path} is not listed in SHA256SUMS: nothing proves it",
        "{path}: SHA256SUMS에 없어 확인할 수 없습니다",
    ),
    "finding.sums-unlisted.next": (
        "Ask whoever built the ISO where the file comes from",
        "ISO를 만든 쪽에 파일의 출처를 확인하세요",
    ),
    "finding.manifest-broken": (
        "manifest.json does not list the files of a Mold build",
        "manifest.json에 Mold 빌드의 파일 목록이 없습니다",
    ),
    "finding.manifest-broken.next": _BUILD_AGAIN,
    "finding.manifest-version": (
        "manifest.json is of Kubernetes {found}, not {expected}",
        "manifest.json의 Kubernetes 버전이 {expected}이(가) 아니라 {found}입니다",
    ),
    "finding.manifest-version.next": (
        "Correct the semantic version, or take the ISO of {expected}",
        "시맨틱 버전을 고치거나 {expected}의 ISO를 받으세요",
    ),
    "finding.manifest-arch": (
        "manifest.json is for {found}, not for {expected}",
        "manifest.json의 아키텍처가 {expected}이(가) 아니라 {found}입니다",
    ),
    "finding.manifest-arch.next": (
        "Correct the version's architecture, or take the ISO for {expected}",
        "버전의 아키텍처를 고치거나 {expected}용 ISO를 받으세요",
    ),
    "finding.manifest-mismatch": (
        "{path} is not what manifest.json says",
        "{path}: manifest.json의 값과 다릅니다",
    ),
    "finding.manifest-mismatch.next": _FETCH_AGAIN,
    "finding.manifest-absent": (
        "{path} is listed in manifest.json and missing",
        "{path}: manifest.json에 있지만 파일이 없습니다",
    ),
    "finding.manifest-absent.next": _FETCH_AGAIN,
    "finding.manifest-unlisted": (
        "{path} is not listed in manifest.json",
        "{path}: manifest.json에 없습니다",
    ),
    "finding.manifest-unlisted.next": (
        "Ask whoever built the ISO where the file comes from",
        "ISO를 만든 쪽에 파일의 출처를 확인하세요",
    ),
}
