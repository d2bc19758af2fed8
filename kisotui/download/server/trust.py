"""Whom to believe: the certificates that vouch for a server, and why one is not believed."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.download.server.certificate import Certificate

# X509_V_ERR_... of OpenSSL
_UNKNOWN_CA: Final = frozenset({2, 18, 19, 20, 21})
_NOT_YET_VALID, _EXPIRED = 9, 10
_WRONG_NAME: Final = frozenset({62, 64})
_UNKNOWN: Final = "?"


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed beside the system's own store of certificates.

    ``ca_bundle``: a PEM file with further CAs. ``insecure_redirects``: whether a redirect may lead
    from https to http. That certificates are verified cannot be changed.
    """

    ca_bundle: Path | None = None
    insecure_redirects: bool = False

    def teach(self, context: ssl.SSLContext) -> None:
        """Have all that is believed loaded. It takes a twentieth of a second.

        Raises Problem ``ca-bundle``.
        """
        context.load_default_certs()
        # The system's store is what this names, if it names one; but it says nothing if it cannot.
        named = os.environ.get(ssl.get_default_verify_paths().openssl_cafile_env)
        for bundle in (named, self.ca_bundle):
            if bundle:
                _load(context, Path(bundle))


def _load(context: ssl.SSLContext, bundle: Path) -> None:
    try:
        context.load_verify_locations(cafile=bundle)
    except OSError:  # it cannot be read, or holds no certificate
        raise Problem("ca-bundle", path=str(bundle)) from None


def distrusted(
    error: ssl.SSLCertVerificationError, host: str, certificate: Certificate | None
) -> Problem:
    """The Problem of a certificate that was not believed. ``certificate``: None if not known."""
    code, values = _told_apart(error.verify_code, certificate)
    subject = issuer = _UNKNOWN
    if certificate is not None:
        subject = certificate.subject or certificate.names or _UNKNOWN
        issuer = certificate.issuer or _UNKNOWN
    if code == "tls":
        values["reason"] = visible(error.verify_message, 120)
    return Problem(code, host=host, subject=subject, issuer=issuer, **values)


def _told_apart(reason: int, certificate: Certificate | None) -> tuple[str, dict[str, str]]:
    if reason in _UNKNOWN_CA:
        return "tls-unknown-ca", {}
    if reason in _WRONG_NAME:
        return "tls-wrong-name", {"names": (certificate and certificate.names) or _UNKNOWN}
    now = datetime.now(UTC)  # it may be a CA's time that is over: then nothing is said of the time
    if reason == _EXPIRED and certificate and certificate.ends < now:
        return "tls-expired", {"date": f"{certificate.ends:%Y-%m-%d}"}
    if reason == _NOT_YET_VALID and certificate and certificate.starts > now:
        return "tls-not-yet-valid", {"date": f"{certificate.starts:%Y-%m-%d}"}
    return "tls", {}
