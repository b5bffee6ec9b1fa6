"""Where a language model may be: one address, allowed by name, over TLS unless it is this machine."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

_MODEL = re.compile(r"(openai|ollama):([^\s\x00-\x1f]{1,200})")
_KEY = re.compile(r"[\x21-\x7e]{1,4096}")


class ProviderKind(StrEnum):
    OPENAI = "openai"  # everything that speaks OpenAI's chat completions
    OLLAMA = "ollama"


_DEFAULT_URL = {
    ProviderKind.OPENAI: "https://api.openai.com/v1",
    ProviderKind.OLLAMA: "http://127.0.0.1:11434",
}


@dataclass(frozen=True, slots=True)
class Provider:
    """`model` is the name that the provider knows it by; `host` is where questions and passages go."""

    kind: ProviderKind
    model: str
    base_url: str
    host: str

    @property
    def is_local(self) -> bool:
        return is_loopback(self.host)

    def __str__(self) -> str:
        return f"{self.kind}:{self.model}"


def parse_model(text: str) -> str:
    """The text, if it is empty or names a provider and a model; else `ValueError`."""
    if text and not _MODEL.fullmatch(text):
        raise ValueError("must be openai:NAME or ollama:NAME, or empty for no language model")
    return text


def parse_hosts(text: str) -> str:
    """Host names separated by commas, in lower case; `ValueError` for anything else, also for a wildcard."""
    hosts = [host.strip().lower().rstrip(".") for host in text.split(",") if host.strip()]
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
            raise ValueError("must be host names separated by commas, without scheme, port, path or wildcard")
    return ",".join(hosts)


def parse_key(text: str) -> str:
    """A key fit for a header, or "". The message of the `ValueError` does not repeat it."""
    key = text.strip()
    if key and not _KEY.fullmatch(key):
        raise ValueError("must be one word of plain ASCII characters")
    return key


def provider_of(model: str, base_url: str, allowed_hosts: str) -> Provider:
    """Raises `ValueError` for an address that must not be used, and says what would be right."""
    match = _MODEL.fullmatch(model)
    if match is None:
        raise ValueError("TILDA_MODEL must be openai:NAME or ollama:NAME")
    kind = ProviderKind(match[1])
    url = base_url.rstrip("/") or _DEFAULT_URL[kind]
    host = _host_of(url)
    if urlsplit(url).scheme == "http" and not is_loopback(host):
        raise ValueError("plain HTTP is for this machine only; use https:// for any other host")
    if host not in allowed_hosts.split(","):
        raise ValueError(
            f"{host} is not in TILDA_MODEL_ALLOWED_HOSTS; add it there if questions may go to it"
        )
    return Provider(kind, match[2], url, host)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host_of(url: str) -> str:
    fault = ValueError("must be an address such as http://127.0.0.1:8001/v1, without user, query or fragment")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise fault from None
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in ("http", "https") or not host or not is_plain or re.search(r"[\s\\]", url):
        raise fault
    return host.rstrip(".")
