"""Whom to believe: the certificates that vouch for a server, and where it may send us."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from kisotui.domain.failures import Problem


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed beside the system's own store of certificates.

    ``ca_bundle``: a PEM file with further CAs. ``insecure_redirects``: whether a redirect may lead
    from https to http. That certificates are verified cannot be changed.
    """

    ca_bundle: Path | None = None
    insecure_redirects: bool = False

    def context(self) -> ssl.SSLContext:
        """For connections by TLS. Raises Problem ``ca-bundle``."""
        context = ssl.create_default_context()
        named = os.environ.get(ssl.get_default_verify_paths().openssl_cafile_env)
        for bundle in (named, self.ca_bundle):
            if bundle:
                _load(context, Path(bundle))
        return context


def _load(context: ssl.SSLContext, bundle: Path) -> None:
    try:
        context.load_verify_locations(cafile=bundle)
    except OSError:  # it cannot be read, or holds no certificate
        raise Problem("ca-bundle", path=str(bundle)) from None
