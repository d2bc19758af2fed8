"""Certificates are read from strangers: whatever they are, reading them ends well."""

from __future__ import annotations

import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.download.server.certificate import read
from kisotui.download.server.trust import distrusted


@given(st.binary(max_size=400))
def test_anything(data: bytes) -> None:
    assert read(data) is None or data[0] == 0x30


def refusal(code: int, message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, message
    return error


@pytest.mark.parametrize(
    ("verify_code", "code"),
    [
        (18, "tls-unknown-ca"),
        (19, "tls-unknown-ca"),
        (20, "tls-unknown-ca"),
        (62, "tls-wrong-name"),
        (64, "tls-wrong-name"),
        (10, "tls"),
        (9, "tls"),
        (26, "tls"),
    ],
)
def test_without_knowing_the_certificate(verify_code: int, code: str) -> None:
    problem = distrusted(refusal(verify_code, "it\x1b[31m is bad"), "host", None)
    assert problem.code == code
    assert (problem.values["subject"], problem.values["issuer"]) == ("?", "?")
    assert problem.values.get("reason", "it\ufffd[31m is bad") == "it\ufffd[31m is bad"
