"""Mirrors inside a site: who is asked in place of a public server."""

from __future__ import annotations

from collections.abc import Mapping

from kisotui.domain.urls import Address


def mirrored(address: Address, rules: Mapping[str, str]) -> Address:
    """The address that is asked in place of one: by the rule with the longest prefix of it, or
    else itself. What is secret in the one is not told the other.

    ``rules``: URL prefixes and what stands in their place. One ends at a whole part of the path.
    """
    prefixes = [prefix for prefix in rules if _begins(address.url, prefix)]
    if not prefixes:
        return address
    prefix = max(prefixes, key=len)
    return Address(_joined(rules[prefix], address.url[len(prefix) :]))


def named(url: str, rules: Mapping[str, str]) -> str:
    """The mirror's URL of one that is shown; empty where none is asked."""
    asked = mirrored(Address(url), rules).url
    return asked if asked != url else ""


def _begins(url: str, prefix: str) -> bool:
    rest = url.removeprefix(prefix)
    return url.startswith(prefix) and (prefix.endswith("/") or rest[:1] in ("", "/", "?"))


def _joined(mirror: str, rest: str) -> str:
    if rest[:1] in ("", "?"):
        return mirror + rest
    return f"{mirror.rstrip('/')}/{rest.lstrip('/')}"
