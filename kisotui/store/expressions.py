"""SQL that SQLite and PostgreSQL write differently, with the same result."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class lowered(FunctionElement[str]):  # noqa: N801 - a function, as SQL has it
    """The text with ASCII letters in lower case, and no others: databases differ in those."""

    name = "lowered"
    type = String()
    inherit_cache = True


class before_query(FunctionElement[str]):  # noqa: N801
    """What of a URL stands before its ``?``."""

    name = "before_query"
    type = String()
    inherit_cache = True


@compiles(lowered)
def _lowered(element: lowered, compiler: SQLCompiler, **how: Any) -> str:
    return f"lower({compiler.process(element.clauses, **how)})"


@compiles(lowered, "postgresql")
def _lowered_c(element: lowered, compiler: SQLCompiler, **how: Any) -> str:
    return f'lower({compiler.process(element.clauses, **how)} COLLATE "C")'


@compiles(before_query)
def _before(element: before_query, compiler: SQLCompiler, **how: Any) -> str:
    text = compiler.process(element.clauses, **how)
    return f"substr({text}, 1, instr({text} || '?', '?') - 1)"


@compiles(before_query, "postgresql")
def _split(element: before_query, compiler: SQLCompiler, **how: Any) -> str:
    return f"split_part({compiler.process(element.clauses, **how)}, '?', 1)"
