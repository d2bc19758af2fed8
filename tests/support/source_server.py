"""A server that plays Apache, nginx and GitHub's API: pages with validators, limits, redirects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from pathlib import Path

from demo.server import FileServer, Handler


@dataclass
class Page:
    """``etag``: whether it has one, and heeds If-None-Match."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: bool = True


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Message
    status: int


class SourceHandler(Handler):
    server: SourceServer

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        page = self.server.pages.get(self.path, Page(b"", 404))
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"' if page.etag else ""
        known = bool(etag) and self.headers.get("If-None-Match") == etag and page.status == 200
        status = 304 if known else page.status
        self.server.asked.append(Asked(self.path, self.headers, status))
        self.send_response(HTTPStatus(status))
        headers = {**page.headers, **({"ETag": etag} if etag else {})}
        for name, value in headers.items():
            self.send_header(name, value)
        body = b"" if known else page.body
        if not known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class SourceServer(FileServer):
    """``pages``: by path with query; ``asked``: the requests so far."""

    def __init__(self, directory: Path) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        super().__init__(directory, handler=SourceHandler)

    def page(self, path: str, body: str | bytes, **more: object) -> str:
        """Answer with this; gives its URL."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(data, **more)  # type: ignore[arg-type]
        return self.url + path

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]


def apache(files: Mapping[str, tuple[str, str]]) -> str:
    """A fancy index, preformatted; date and size by name."""
    lines = [
        f'<img src="/icons/unknown.gif" alt="[   ]"> <a href="{name}">{name[:21]}..&gt;</a> '
        f"{date:>18}  {size:>4}  \n"
        for name, (date, size) in files.items()
    ]
    head = (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n'
        "<head><title>Index of /cks</title></head>\n<body>\n<h1>Index of /cks</h1>\n"
        '<pre><img src="/icons/blank.gif" alt="Icon "> <a href="?C=N;O=D">Name</a> '
        '<a href="?C=M;O=A">Last modified</a> <a href="?C=S;O=A">Size</a><hr>'
        '<img src="/icons/back.gif" alt="[PARENTDIR]"> <a href="/">Parent Directory</a>    -   \n'
    )
    return f"{head}{''.join(lines)}<hr></pre>\n</body></html>\n"


def apache_table(files: Mapping[str, tuple[str, str]]) -> str:
    """A fancy index as a table."""
    rows = "".join(
        f'<tr><td valign="top"><img src="/icons/unknown.gif" alt="[   ]"></td><td><a href="{name}">'
        f'{name}</a></td><td align="right">{date}  </td><td align="right">{size}</td>'
        "<td>&nbsp;</td></tr>\n"
        for name, (date, size) in files.items()
    )
    return f'<html><body><table>\n<tr><th><a href="?C=N;O=D">Name</a></th></tr>\n{rows}</table>'


def nginx(files: Mapping[str, tuple[str, str]]) -> str:
    """What nginx's autoindex makes."""
    lines = [
        f'<a href="{name}">{name[:47]}..&gt;</a>  {date:>20} {size:>19}\r\n'
        for name, (date, size) in files.items()
    ]
    return (
        "<html>\r\n<head><title>Index of /cks/</title></head>\r\n<body>\r\n<h1>Index of /cks/</h1>"
        f'<hr><pre><a href="../">../</a>\r\n{"".join(lines)}</pre><hr></body>\r\n</html>\r\n'
    )


def release(tag: str, assets: Sequence[object], **more: object) -> dict[str, object]:
    """A release as GitHub's API tells of it, as far as anybody reads it."""
    return {"tag_name": tag, "draft": False, "prerelease": False, "assets": list(assets), **more}


def asset(
    url: str, name: str, size: int = 870_000_000, digest: str | None = None
) -> dict[str, object]:
    """One of its files; ``url``: of its directory."""
    return {
        "name": name,
        "browser_download_url": f"{url}/{name}",
        "size": size,
        "state": "uploaded",
        "updated_at": "2026-10-01T08:00:00Z",
        "digest": digest,
        "uploader": {"login": "somebody"},
    }


def registration(version: str = "1.34.12", /, **changed: object) -> str:
    """A registration.json as Mold's builds have it."""
    name = f"k8s-v{version}-mold-cks-amd64-r1"
    return json.dumps(
        {
            "name": f"v{version}-mold",
            "kubernetesversion": version,
            "arch": "x86_64",
            "checksum": "{SHA-256}" + "ab" * 32,
            "filename": f"{name}.iso",
            "mincpunumber": 2,
            "minmemory": 4096,
            "download_url": None,
            "source_repository": "https://github.example/mold",
            "source_sha": "0" * 40,
            "release_eligible": True,
        }
        | changed
    )
