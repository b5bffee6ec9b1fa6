"""Origins of pages that may show Tilda in a frame, in the one form that a browser compares."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

import idna

MAX_ORIGINS = 100

# Hosts that anyone can rent a name under but that the public suffix list does not hold.
SHARED_HOSTS = frozenset(
    (
        "sharepoint.com",
        "sharepoint.us",
        "sharepoint.de",
        "sharepoint.cn",
        "onmicrosoft.com",
        "dynamics.com",
        "powerappsportals.com",
        "service-now.com",
        "sitevision-cloud.se",
        "episerver.net",
        "zendesk.com",
        "atlassian.net",
        "force.com",
        "salesforce.com",
        "wordpress.com",
        "notion.site",
        "google.com",
    )
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# What would end a directive or a list in the header that the origin is put into, or is not visible.
_FOREIGN = re.compile(r"[\s;,'\"\\<>\x00-\x20\x7f]")


def parse_origins(text: str) -> tuple[str, ...]:
    """The origins in a comma-separated list, in canonical form, each once, in their order.

    Raises `ValueError` with one line for each origin that cannot be allowed.
    """
    entries = [entry.strip() for entry in text.split(",") if entry.strip()]
    origins, faults = [], []
    for entry in entries:
        try:
            origins.append(parse_origin(entry))
        except ValueError as error:
            faults.append(f'"{_visible(entry)}" {error}')
    if len(origins) > MAX_ORIGINS:
        faults.append(f"at most {MAX_ORIGINS} origins fit into a header, not {len(origins)}")
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(dict.fromkeys(origins))


def parse_origin(entry: str) -> str:
    """`scheme://host[:port]` in lower case, IDN as punycode, without a default port; "*." may lead the host.

    Raises `ValueError` whose text goes on from the origin: what is wrong with it, and what would be right.
    """
    if entry == "*" or entry.lower() in ("'self'", "'none'", "null"):
        raise ValueError("is no origin; name the sites, such as https://intranet.kommun.se")
    if _FOREIGN.search(entry):
        raise ValueError("holds characters that no origin has; separate origins with commas")
    scheme, separator, _ = entry.lower().partition("://")
    if not separator:
        raise ValueError(f"has no scheme; write https://{entry}")
    if scheme not in _DEFAULT_PORTS:
        raise ValueError("must begin with https:// or http://")
    parts = _split(entry)
    host = _host(parts.hostname or "")
    return f"{scheme}://{host}{_port(parts, scheme)}"


def _split(entry: str) -> SplitResult:
    try:
        parts = urlsplit(entry)
    except ValueError:
        raise ValueError("cannot be read as an address") from None
    if "@" in parts.netloc:
        raise ValueError("holds a user name; an origin has none")
    if parts.path or parts.query or parts.fragment or entry.endswith(("?", "#")):
        raise ValueError(f"has a path; write {parts.scheme}://{parts.netloc}")
    if parts.netloc.startswith("["):
        raise ValueError("is an IPv6 address, which browsers cannot match; use a host name")
    return parts


def _port(parts: SplitResult, scheme: str) -> str:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0 or (port is None and parts.netloc.endswith(":")):
        raise ValueError("has a port that is no number from 1 to 65535")
    return "" if port in (None, _DEFAULT_PORTS[scheme]) else f":{port}"


def _host(name: str) -> str:
    wildcard, host = ("*.", name[2:]) if name.startswith("*.") else ("", name)
    if "*" in host:
        raise ValueError("has a wildcard elsewhere than as its whole first label; write https://*.kommun.se")
    if not host:
        raise ValueError("has no host")
    if host.endswith("."):
        raise ValueError("ends with a dot; leave it out")
    ascii_host = _ascii(host)
    if ascii_host.rpartition(".")[2].isdecimal():
        _require_address(ascii_host, wildcard)
    if wildcard:
        _require_one_owner(ascii_host)
    return wildcard + ascii_host


def _ascii(host: str) -> str:
    try:
        encoded = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise ValueError("has a host name that cannot be written in a domain") from None
    if len(encoded) > 253 or not all(_LABEL.fullmatch(label) for label in encoded.split(".")):
        raise ValueError("has a host name that is not made of letters, digits and hyphens")
    return encoded


def _require_address(host: str, wildcard: str) -> None:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        raise ValueError("ends with a number but is no IPv4 address") from None
    if wildcard:
        raise ValueError("is an IPv4 address, which has no sub-domains")


def _require_one_owner(host: str) -> None:
    """A wildcard may only stand for names that one organisation gives out."""
    from publicsuffixlist import PublicSuffixList

    if host in SHARED_HOSTS or PublicSuffixList().privatesuffix(host) is None:
        raise ValueError(
            f"would let anyone's site under {host} show the chat; name your own, such as "
            f"https://kommun.{host}"
        )


def _visible(entry: str) -> str:
    """The operator's own text, safe in one line of a terminal."""
    return "".join(character if character.isprintable() else "?" for character in entry)[:200]
