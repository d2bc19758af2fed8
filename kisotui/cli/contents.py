"""What is in an ISO, as people read it on the command line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kisotui.cli.tables import Column, details_lines, table_lines
from kisotui.domain.contents import Component, ContainerImage, Contents, Finding, Node, NodeKind
from kisotui.domain.text import visible
from kisotui.locale import finding_next, finding_text, t
from kisotui.locale import format as fmt
from kisotui.service.verdict import verdict

_SUMMARY: Final[tuple[Column[Contents], ...]] = (
    Column("screen.contents.verdict", verdict),
    Column("cmd.column.kind", lambda c: t(f"word.kind.{c.glance.kind}")),
    Column("field.semanticversion", lambda c: c.glance.version or fmt.UNKNOWN),
    Column("field.arch", lambda c: c.glance.arch or fmt.UNKNOWN),
    Column("cmd.column.label", lambda c: c.glance.label or fmt.UNKNOWN),
    Column("field.size", lambda c: fmt.size(c.size)),
)
_COMPONENTS: Final[tuple[Column[Component], ...]] = (
    Column("field.name", lambda c: c.name),
    Column("field.semanticversion", lambda c: c.version or fmt.UNKNOWN),
    Column("field.arch", lambda c: c.arch or fmt.UNKNOWN),
    Column("field.size", lambda c: fmt.size(c.size), right=True),
)
# Which archive has it tells the JSON: both do not fit into 80 columns.
_IMAGES: Final[tuple[Column[ContainerImage], ...]] = (
    Column("field.size", lambda i: fmt.size(i.size or None), right=True),
    Column("field.arch", lambda i: i.arch or fmt.UNKNOWN),
    Column("cmd.column.tags", lambda i: ", ".join(i.tags) or i.path),
)
_FILES: Final[tuple[Column[Node], ...]] = (
    Column("field.size", lambda n: fmt.size(n.size), right=True),
    Column("cmd.column.path", lambda n: _path(n)),
)


def lines(contents: Contents) -> Iterator[str]:
    """The verdict, its findings, programs, container images and files."""
    yield from details_lines(_SUMMARY, contents)
    for finding in contents.findings:
        yield from ("", *_finding(finding))
    for heading, table in (
        ("screen.contents.components", table_lines(_COMPONENTS, contents.components)),
        ("screen.contents.images", table_lines(_IMAGES, contents.images)),
        ("screen.contents.files", table_lines(_FILES, contents.tree)),
    ):
        if len(table) > 1:  # more than its headings
            yield from ("", t(heading), *table)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{t(f'word.severity.{finding.severity}')}: {finding_text(finding)}."
    yield f"  {finding_next(finding)}."


def _path(node: Node) -> str:
    if node.kind is NodeKind.DIRECTORY:
        return f"{visible(node.path)}/"
    return f"{node.path} -> {node.target}" if node.kind is NodeKind.LINK else node.path
