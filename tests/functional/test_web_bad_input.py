"""The request edge: never 500, at most 1 KiB, never an echo."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from app.web.request_edge import MAX_BODY
from tests.fakes import FakeConversations
from tests.web import FORM, JSON, SSE, Browser

CANARY = "kanariefågel"

BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "blank": b"  \n ",
    "null": b"null",
    "true": b"true",
    "number": b"3",
    "text": b'"kanarief\xc3\xa5gel"',
    "list": b"[]",
    "list of object": b'[{"question": "Hej?"}]',
    "empty object": b"{}",
    "no question": b'{"language": "sv"}',
    "unclosed object": b'{"question": "Hej?"',
    "unclosed text": b'{"question": "Hej?',
    "trailing comma": b'{"question": "Hej?",}',
    "single quotes": b"{'question': 'Hej?'}",
    "no quotes": b"{question: Hej}",
    "comment": b'{"question": "Hej?" /* ja */}',
    "two values": b'{"question": "Hej?"}{"question": "Hej?"}',
    "trailing garbage": b'{"question": "Hej?"} x',
    "leading garbage": b')]}\'{"question": "Hej?"}',
    "byte order mark": b'\xef\xbb\xbf{"question": "Hej?"}',
    "utf-16": '{"question": "Hej?"}'.encode("utf-16"),
    "utf-16 without mark": '{"question": "Hej?"}'.encode("utf-16-le"),
    "utf-32": '{"question": "Hej?"}'.encode("utf-32"),
    "latin-1": '{"question": "Hur går det?"}'.encode("latin-1"),
    "overlong utf-8": b'{"question": "Hej\xc0\xaf?"}',
    "utf-8 of a surrogate": b'{"question": "Hej \xed\xa0\x80?"}',
    "cut utf-8": b'{"question": "Hej \xc3"}',
    "raw NUL": b'{"question": "Hej\x00?"}',
    "raw newline in text": b'{"question": "Hej\n?"}',
    "raw escape": b'{"question": "Hej\x1b[31m?"}',
    "high surrogate": b'{"question": "Hej \\ud800?"}',
    "low surrogate": b'{"question": "Hej \\udc00?"}',
    "surrogates swapped": b'{"question": "Hej \\udc00\\ud800?"}',
    "surrogate in history": b'{"question": "Hej?", "history": [{"question": "\\ud800", "answer": "b"}]}',
    "surrogate as key": b'{"question": "Hej?", "\\ud800": 1}',
    "bad escape": b'{"question": "\\x41"}',
    "cut unicode escape": b'{"question": "\\u00"}',
    "escaped NUL": b'{"question": "Hej\\u0000?"}',
    "escaped control": b'{"question": "Hej\\u0007?"}',
    "escaped C1 control": b'{"question": "Hej\\u0085?"}',
    "control in history": b'{"question": "Hej?", "history": [{"question": "a", "answer": "\\u0000"}]}',
    "NaN": b'{"question": NaN}',
    "infinity": b'{"question": Infinity}',
    "minus infinity": b'{"question": -Infinity}',
    "huge float": b'{"question": 1e9999}',
    "huge float elsewhere": b'{"question": "Hej?", "history": -1e9999}',
    "huge integer": b'{"question": ' + b"9" * 5_000 + b"}",
    "huge exponent": b'{"question": 1e' + b"9" * 5_000 + b"}",
    "leading zero": b'{"question": 012}',
    "plus sign": b'{"question": +1}',
    "hexadecimal": b'{"question": 0x10}',
    "bare point": b'{"question": .5}',
    "duplicate key": b'{"question": "Hej?", "question": "kanarief\xc3\xa5gel?"}',
    "duplicate key below": b'{"question": "Hej?", "history": [{"question": "a", "question": "b", "answer": "c"}]}',
    "unknown key": b'{"question": "Hej?", "kanarief\xc3\xa5gel": 1}',
    "unknown key below": b'{"question": "Hej?", "history": [{"question": "a", "answer": "b", "kanarie": 1}]}',
    "key in capitals": b'{"Question": "Hej?"}',
    "deep list": b'{"question": ' + b"[" * 30_000,
    "deep closed list": b'{"question": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "deep object": b'{"question":' * 4_000 + b"1" + b"}" * 4_000,
    "question null": b'{"question": null}',
    "question number": b'{"question": 42}',
    "question boolean": b'{"question": true}',
    "question list": b'{"question": ["kanarief\xc3\xa5gel"]}',
    "question object": b'{"question": {"text": "kanarief\xc3\xa5gel"}}',
    "question empty": b'{"question": ""}',
    "question blank": b'{"question": " \\t\\n "}',
    "question of signs": b'{"question": "?!\\u2026"}',
    "question too long": json.dumps({"question": "ö" * 2_001}).encode(),
    "history null": b'{"question": "Hej?", "history": null}',
    "history text": b'{"question": "Hej?", "history": "kanarief\xc3\xa5gel"}',
    "history object": b'{"question": "Hej?", "history": {}}',
    "turn is text": b'{"question": "Hej?", "history": ["kanarief\xc3\xa5gel"]}',
    "turn without answer": b'{"question": "Hej?", "history": [{"question": "a"}]}',
    "turn with null": b'{"question": "Hej?", "history": [{"question": null, "answer": "b"}]}',
    "turns too many": json.dumps(
        {"question": "Hej?", "history": [{"question": "a", "answer": "b"}] * 21}
    ).encode(),
    "turn too long": json.dumps(
        {"question": "Hej?", "history": [{"question": "a", "answer": "b" * 4_001}]}
    ).encode(),
    "language unknown": b'{"question": "Hej?", "language": "kanarief\xc3\xa5gel"}',
    "language no": b'{"question": "Hej?", "language": "no"}',
    "language capital": b'{"question": "Hej?", "language": "SV"}',
    "language number": b'{"question": "Hej?", "language": 1}',
    "conversation empty": b'{"question": "Hej?", "conversation": ""}',
    "conversation with blank": b'{"question": "Hej?", "conversation": "a b"}',
    "conversation with newline": b'{"question": "Hej?", "conversation": "a\\n"}',
    "conversation foreign letter": b'{"question": "Hej?", "conversation": "\xc3\xa5"}',
    "conversation too long": json.dumps({"question": "Hej?", "conversation": "a" * 65}).encode(),
    "conversation path": b'{"question": "Hej?", "conversation": "../../etc/passwd"}',
    "conversation number": b'{"question": "Hej?", "conversation": 1}',
}


def assert_problem(response: httpx.Response, statuses: tuple[int, ...]) -> dict[str, object]:
    problem: dict[str, object] = response.json()
    assert response.status_code in statuses, problem
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) <= 1024
    assert list(problem) == ["type", "title", "status", "detail"]
    assert str(problem["type"]).startswith("/problems/")
    assert problem["status"] == response.status_code
    assert "kanarie" not in response.text
    return problem


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_bad_body_is_refused(name: str, accept: str) -> None:
    headers = JSON | {"Accept": accept}

    response = Browser().request("POST", "/api/v1/answers", content=BAD_BODIES[name], headers=headers)

    assert_problem(response, (400, 422))


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_bad_body_is_refused_as_feedback_too(name: str) -> None:
    body = BAD_BODIES[name].replace(b'"question": "Hej', b'"answer": "a-1", "rating": "up", "comment": "Hej')
    kept = FakeConversations()

    response = Browser(conversations=kept).request("POST", "/api/v1/feedback", content=body, headers=JSON)

    assert_problem(response, (400, 422))
    assert kept.rated == {}


BAD_FORMS: dict[str, bytes] = {
    "nothing": b"",
    "no text": b"\xff\xfe",
    "latin-1": "question=Hur går det".encode("latin-1"),
    "percent of no utf-8": b"question=%ff",
    "percent of a surrogate": b"question=%ed%a0%80",
    "NUL": b"conversation=%00&answer=a&rating=up",
    "control in a turn": b"earlier_question=%07&earlier_answer=b&question=Hej",
    "half a turn": b"earlier_question=a&question=Hej",
    "long turn": b"earlier_question=a&earlier_answer=" + b"b" * 4_001,
    "many turns": b"earlier_question=a&earlier_answer=b&" * 21,
    "many fields": b"reason=wrong&" * 65,
    "two conversations": b"conversation=a&conversation=b",
    "unknown field": b"kanarie=1",
    "separators": b"&&&;;;===&",
}


@pytest.mark.parametrize("path", ["/", "/rate", "/delete"])
@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_bad_form_is_refused_and_changes_nothing(name: str, path: str) -> None:
    kept = FakeConversations()

    response = Browser(conversations=kept).request("POST", path, content=BAD_FORMS[name], headers=FORM)

    is_harmless = path == "/delete" and name == "nothing"
    assert response.status_code == 200 if is_harmless else response.status_code in (400, 422)
    assert "kanarie" not in response.text
    assert (kept.kept, kept.rated) == ({}, {})


def test_there_are_enough_bad_bodies() -> None:
    assert len(BAD_BODIES) >= 60


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("", "question-empty"),
        (" \n", "question-empty"),
        ("…?", "question-no-words"),
        ("å" * 2_007, "question-too-long"),
        ("Hej\x00", "question-control-characters"),
    ],
)
def test_each_fault_of_a_question_has_its_own_type(question: str, slug: str) -> None:
    problem = assert_problem(Browser().ask(question), (422,))

    assert problem["type"] == f"/problems/{slug}"


def test_a_question_that_is_too_long_is_told_by_how_much() -> None:
    problem = assert_problem(Browser().ask("å" * 2_007, language="nb"), (422,))

    assert problem["detail"] == "Spørsmålet er 7 tegn for langt. Det kan ha høyst 2000 tegn."


def test_a_question_of_exactly_the_limit_is_answered() -> None:
    assert Browser().ask("å" * 2_000).status_code == 200


@pytest.mark.parametrize("size", [MAX_BODY + 1, 10_000_000])
def test_a_large_body_is_refused_before_it_is_parsed(size: int) -> None:
    body = b'{"question": "' + b"k" * (size - 16) + b'"}'

    response = Browser().request("POST", "/api/v1/answers", content=body, headers=JSON)

    assert assert_problem(response, (413,))["type"] == "/problems/body-too-large"


@pytest.mark.parametrize(
    "path", ["/api/v1/answers", "/api/v1/feedback", "/", "/rate", "/nowhere", "/healthz"]
)
def test_a_large_chunked_body_is_refused_too(path: str) -> None:
    sent = []

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            sent.append(4_096)
            yield b"k" * 4_096

    response = Browser().request("POST", path, content=chunks(), headers=JSON)

    assert_problem(response, (413,))
    assert sum(sent) <= MAX_BODY + 2 * 4_096


def test_a_body_of_exactly_the_limit_is_parsed() -> None:
    body = b'{"question": "' + b"k" * (MAX_BODY - 16) + b'"}'

    response = Browser().request("POST", "/api/v1/answers", content=body, headers=JSON)

    assert assert_problem(response, (422,))["type"] == "/problems/question-too-long"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonx",
        "/",
    ],
)
def test_only_json_is_read_as_json(content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}

    response = Browser().request("POST", "/api/v1/answers", content=b'{"question": "Hej?"}', headers=headers)

    assert assert_problem(response, (415,))["type"] == "/problems/unsupported-media-type"


@pytest.mark.parametrize("content_type", ["application/json", 'Application/JSON; charset="UTF-8"'])
def test_json_may_name_its_charset(content_type: str) -> None:
    response = Browser().request(
        "POST", "/api/v1/answers", content=b'{"question": "Hej?"}', headers={"Content-Type": content_type}
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("", "q=", "q=%20", "q=?!", "k=5", "q=hej&k=0", "q=hej&k=51", "q=hej&k=-1", "q=hej&k=1.5"),
        *("q=hej&k=kanarie", "q=hej&k=", "q=hej&k=1e9999", "q=hej&k=" + "9" * 5_000, "q=hej&k=NaN"),
        *("q=hej&language=no", "q=hej&language=", "q=hej&kanarie=1", "q=hej&q=hopp", "q=hej&k=1&k=2"),
        *("q=" + "a" * 2_001, "q=%C2%85hej"),
    ],
)
def test_a_bad_search_is_refused(query: str) -> None:
    assert_problem(Browser().get(f"/api/v1/search?{query}"), (422,))


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/search?q=hej%00", "/api/v1/search?q=%ff", "/api/v1/search?q=%ED%A0%80", "/%00", "/%ff"),
        *("/api/v1/sources/%00", "/api/v1/sources/a%0d%0ab", "/kilde/%c0%af@0123456789abcdef"),
        *("/widget/%00", "/widget/..%c0%af..%c0%afetc", "/?lang=%1b[31m", "/?a=%7f"),
    ],
)
def test_an_address_that_is_no_text_is_refused(path: str) -> None:
    assert assert_problem(Browser().get(path), (400,))["type"] == "/problems/malformed-address"


def test_a_long_address_is_refused() -> None:
    assert_problem(Browser().get("/api/v1/search?q=" + "a" * 20_000), (414,))


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere", "/api/v1/answers/", "/api", "/docs", "/redoc", "/openapi.json", "/healthz/"),
        *("/api/v1/sources/kanarie", "/api/v1/sources/..%2f..%2fetc%2fpasswd", "/widget/kanarie.js"),
        *("/widget/", "/widget/../main.py", "/widget/%2e%2e/%2e%2e/pyproject.toml", "/widget//etc/passwd"),
        *("/widget/" + "a" * 5_000,),
    ],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert_problem(Browser().get(path), (404,))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", "/api/v1/answers"), ("PUT", "/api/v1/answers"), ("DELETE", "/"), ("POST", "/healthz")),
        *(("POST", "/api/v1/search"), ("OPTIONS", "/api/v1/answers"), ("TRACE", "/"), ("FOO", "/readyz")),
        *(("POST", "/widget/chat.js"),),
    ],
)
def test_a_wrong_method_is_not_allowed(method: str, path: str) -> None:
    assert_problem(Browser().request(method, path), (405,))


def test_a_wrong_method_is_told_the_right_one() -> None:
    assert Browser().get("/api/v1/answers").headers["allow"] == "POST"


@pytest.mark.parametrize("headers", [JSON, JSON | SSE])
def test_what_nobody_foresaw_is_a_500_with_an_id(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    response = Browser().ask("krasch kanariefågel", headers)

    assert "kanarie" not in response.text
    [record] = caplog.records
    assert record.name == "tilda.web"
    assert "RuntimeError" in record.getMessage()
    assert CANARY not in caplog.text
    error_id = record.getMessage().split()[1].rstrip(":")
    assert error_id in response.text


def test_a_form_has_the_same_limits_as_the_api() -> None:
    browser = Browser()

    assert_problem(browser.request("POST", "/", content=b"k" * (MAX_BODY + 1), headers=FORM), (413,))
    assert_problem(browser.request("POST", "/", content=b'{"question": "Hej?"}', headers=JSON), (415,))
    for body in (b"question=%ff", b"question=\xff", b"question=a&" * 100, "question=å".encode()):
        assert_problem(browser.request("POST", "/", content=body, headers=FORM), (400,))
    for body in (b"", b"fraga=hej", b"question=a&question=b", b"question=a&kanarie=1"):
        assert_problem(browser.request("POST", "/", content=body, headers=FORM), (422,))
    for body in (b"question=a&earlier_question=b", b"question=a&earlier_question=b&earlier_answer=%00"):
        assert_problem(browser.request("POST", "/", content=body, headers=FORM), (422,))
