"""Which origins may be allowed to frame the chat, and what is said of the others."""

from __future__ import annotations

import pytest

from app.domain.errors import InvalidSettings
from app.origins import MAX_ORIGINS, parse_origin, parse_origins
from app.settings import load_settings


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("https://intranet.kommun.se", "https://intranet.kommun.se"),
        ("HTTPS://Intranet.Kommun.SE", "https://intranet.kommun.se"),
        ("https://intranet.kommun.se:443", "https://intranet.kommun.se"),
        ("http://intranett:80", "http://intranett"),
        ("https://intranet.kommun.se:8443", "https://intranet.kommun.se:8443"),
        ("https://*.kommun.se", "https://*.kommun.se"),
        ("https://*.intern.kommun.se:8443", "https://*.intern.kommun.se:8443"),
        ("https://kommun.sharepoint.com", "https://kommun.sharepoint.com"),
        ("https://teams.microsoft.com", "https://teams.microsoft.com"),
        ("https://Ödeshög.se", "https://xn--deshg-iuae.se"),
        ("https://*.tromsø.kommune.no", "https://*.xn--troms-zua.kommune.no"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_compare_it(written: str, compared: str) -> None:
    assert parse_origin(written) == compared


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("*", "is no origin"),
        ("'self'", "is no origin"),
        ("null", "is no origin"),
        ("intranet.kommun.se", "has no scheme; write https://intranet.kommun.se"),
        ("ftp://kommun.se", "must begin with https:// or http://"),
        ("https://kommun.se/", "has a path; write https://kommun.se"),
        ("https://kommun.se/intranet?a#b", "has a path; write https://kommun.se"),
        ("https://kommun.se?", "has a path"),
        ("https://user@kommun.se", "holds a user name"),
        ("https://intranet.*.se", "wildcard elsewhere"),
        ("https://inter*.kommun.se", "wildcard elsewhere"),
        ("https://*", "wildcard elsewhere"),
        ("https://*.*.kommun.se", "wildcard elsewhere"),
        ("https://*.se", "anyone's site under se"),
        ("https://*.kommune.no", "anyone's site under kommune.no"),
        ("https://*.sharepoint.com", "anyone's site under sharepoint.com"),
        ("https://*.SharePoint.com", "anyone's site under sharepoint.com"),
        ("https://*.azurewebsites.net", "anyone's site under azurewebsites.net"),
        ("https://*.github.io", "anyone's site under github.io"),
        ("https://*.sitevision-cloud.se", "anyone's site under sitevision-cloud.se"),
        ("https://kommun.se.", "ends with a dot"),
        ("https://kommun..se", "letters, digits and hyphens"),
        ("https://-kommun.se", "letters, digits and hyphens"),
        ("https://kommun_intern.se", "letters, digits and hyphens"),
        ("https://[::1]:8000", "IPv6"),
        ("https://1.2.3", "no IPv4 address"),
        ("https://*.10.0.0.1", "has no sub-domains"),
        ("https://kommun.se:0", "port"),
        ("https://kommun.se:65536", "port"),
        ("https://kommun.se:*", "port"),
        ("https://kommun.se:", "port"),
        ("https://", "has no host"),
        ("https://kommun.se;script-src *", "characters that no origin has"),
        ("https://kommun.se https://b.se", "characters that no origin has"),
        ("https://kommun.se\r\nX-Evil: 1", "characters that no origin has"),
        ("https://\u2603\ufe0f\u200d.se", "cannot be written in a domain"),
    ],
)
def test_what_is_no_origin_of_one_organisation_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        parse_origin(written)

    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_list_keeps_its_order_and_names_each_origin_once() -> None:
    listed = " https://b.se,https://a.se , https://B.se:443,, "

    assert parse_origins(listed) == ("https://b.se", "https://a.se")
    assert parse_origins("") == parse_origins(" , ") == ()


def test_a_list_too_long_for_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 100 origins"):
        parse_origins(",".join(f"https://a{n}.kommun.se" for n in range(MAX_ORIGINS + 1)))


def test_the_setting_names_every_fault_in_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILDA_EMBED_ALLOWED_ORIGINS", "https://a.se,b.se,https://*.sharepoint.com\x1b[31m")

    with pytest.raises(InvalidSettings) as refused:
        load_settings()

    assert refused.value.faults == (
        'TILDA_EMBED_ALLOWED_ORIGINS: "b.se" has no scheme; write https://b.se',
        'TILDA_EMBED_ALLOWED_ORIGINS: "https://*.sharepoint.com?[31m" holds characters that no origin has; '
        "separate origins with commas",
    )


def test_without_the_setting_nobody_is_allowed() -> None:
    assert load_settings().embed_origins == ()
    assert load_settings(embed_allowed_origins="https://a.se, https://*.kommun.se").embed_origins == (
        "https://a.se",
        "https://*.kommun.se",
    )
