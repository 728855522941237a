"""Whom the client believes to be the cluster."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")
pytest.importorskip("cryptography", reason="cryptography is not installed")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from indexer.engines.opensearch import OpenSearchEngine
from indexer.errors import LibraryError
from tests.indexer.stub_cluster import cluster


def certificate(folder: Path, host: str) -> Path:
    """A file with a key and a certificate for `host` that nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of the host that answers."""
    return certificate(tmp_path_factory.mktemp("own"), "127.0.0.1")


@pytest.fixture(scope="module")
def address(own: Path) -> Iterator[str]:
    """Where a cluster answers with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    with cluster(context) as named:
        yield named


def test_a_cluster_that_nobody_vouches_for_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUITOUKAN_OPENSEARCH_CA", raising=False)
    with pytest.raises(LibraryError, match="证书没有通过验证"):
        OpenSearchEngine(address, 1).health()


def test_a_cluster_that_the_named_authority_vouches_for_is_accepted(
    address: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUITOUKAN_OPENSEARCH_CA", str(own))
    assert OpenSearchEngine(address, 1).health() == "green"


def test_the_authority_of_another_cluster_is_not_enough(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("HUITOUKAN_OPENSEARCH_CA", str(other))
    with pytest.raises(LibraryError, match="证书没有通过验证"):
        OpenSearchEngine(address, 1).health()


def test_a_certificate_for_another_host_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = certificate(tmp_path, "127.0.0.2")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(strange)
    monkeypatch.setenv("HUITOUKAN_OPENSEARCH_CA", str(strange))
    with cluster(context) as named, pytest.raises(LibraryError, match="证书没有通过验证"):
        OpenSearchEngine(named, 1).health()


def test_a_file_that_holds_no_certificate_is_named(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "空.pem").write_text("")
    monkeypatch.setenv("HUITOUKAN_OPENSEARCH_CA", str(tmp_path / "空.pem"))
    with pytest.raises(LibraryError, match=r"空\.pem"):
        OpenSearchEngine(address, 1).health()
