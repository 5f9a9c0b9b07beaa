import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from outward.app.home import Home
from outward.errors import InputError
from outward.web import serve
from outward.web.guard import HEADERS, LARGEST_BODY
from tests.doors.desks import HERE, Browser


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_the_desk_answers_to_its_own_names(empty: Browser, host: str) -> None:
    assert empty.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8765",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8765.evil.test",
        "0.0.0.0:8765",
        "",
        "[::1]",
    ],
)
def test_the_desk_answers_to_no_other_name(empty: Browser, host: str) -> None:
    for answer in (
        empty.client.get("/", headers={"host": host}),
        empty.client.get("/static/desk.css", headers={"host": host}),
        empty.client.post("/undo", data={"token": empty.desk.token}, headers={"host": host}),
    ):
        assert answer.status_code == 421
        assert empty.desk.token not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"}, {"origin": "http://127.0.0.1:9999"}, {"origin": "https://127.0.0.1:8765"},
        {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"}, {"origin": "https://evil.test", "sec-fetch-site": "same-origin"},
        {"origin": HERE, "sec-fetch-site": "cross-site"}, {"origin": ""},
    ],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused_even_with_the_token(full: Browser, headers: dict[str, str]) -> None:
    answer = full.client.post("/plan", data={"token": full.desk.token}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"origin": HERE}, {"origin": "http://localhost:8765"}, {"sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
    ],
)  # fmt: skip
def test_a_form_of_the_desk_is_taken(full: Browser, headers: dict[str, str]) -> None:
    answer = full.client.post("/plan", data={"token": full.desk.token}, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_every_form_needs_the_token_of_this_start(full: Browser, empty: Browser) -> None:
    assert full.desk.token != empty.desk.token
    addresses = [
        route.path.replace("{number:int}", "1")  # type: ignore[attr-defined]
        for route in full.app.routes
        if "POST" in (getattr(route, "methods", None) or ())
    ]
    assert len(addresses) >= 12
    for address in addresses:
        for data in ({}, {"token": ""}, {"token": empty.desk.token}, {"token": "é"}):
            assert full.client.post(address, data=data, follow_redirects=False).status_code == 403
        assert full.client.get(f"{address}?token={full.desk.token}").status_code in (200, 404, 405)


def test_forms_lead_back_to_pages_of_the_desk_only(full: Browser) -> None:
    for elsewhere in ("https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)"):
        answer = full.client.post("/plan", data={"token": full.desk.token, "back": elsewhere}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_form_too_large_is_refused_with_and_without_its_length(empty: Browser) -> None:
    large = b"token=" + empty.desk.token.encode() + b"&text=" + b"x" * LARGEST_BODY
    kind = {"content-type": "application/x-www-form-urlencoded"}

    def pieces() -> Iterator[bytes]:
        yield from (large[at : at + 10_000] for at in range(0, len(large), 10_000))

    assert empty.client.post("/takeaway", content=large, headers=kind).status_code == 413
    assert empty.client.post("/takeaway", content=pieces(), headers=kind).status_code == 413
    few = large[: LARGEST_BODY - 1]
    assert empty.client.post("/takeaway", content=few, headers=kind).status_code == 200


def test_a_form_with_too_many_fields_or_a_file_is_refused(empty: Browser) -> None:
    token = empty.desk.token
    assert empty.client.post("/takeaway", data={"token": token, "f": ["x"] * 3_000}).status_code == 400
    assert empty.client.post("/takeaway", data={"token": token}, files={"text": b"x"}).status_code == 400


def test_every_answer_carries_the_headers_that_shut_others_out(empty: Browser) -> None:
    answers = [
        *(empty.client.get(address) for address in ("/", "/ask", "/nowhere", "/static/desk.css", "/static/none")),
        empty.client.get("/", headers={"host": "evil.test"}),
        empty.client.post("/plan"),
    ]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "set-cookie" not in answer.headers
    policy = HEADERS["content-security-policy"]
    assert "script" not in policy
    assert "unsafe" not in policy


def test_no_page_names_anything_outside_for_the_browser_to_load(full: Browser) -> None:
    for address in ("/", "/what", "/whom", "/use", "/ask", "/sync"):
        page = full.see(address)
        assert all(source.startswith("/static/") for source in page.xpath("//link/@href|//@src"))
    for name in ("desk.css", "mark.svg"):
        text = full.client.get(f"/static/{name}").text
        assert "url(" not in text
        assert "@import" not in text


def test_the_static_folder_gives_nothing_from_beside_it(empty: Browser) -> None:
    for path in ("/static/../door.py", "/static/%2e%2e/door.py", "/static//etc/passwd", "/static/"):
        assert empty.client.get(path).status_code == 404


def test_it_listens_on_loopback_only_and_says_where(empty: Browser, tmp_path: Path) -> None:
    told: list[str] = []
    heard = threading.Event()
    ended = threading.Event()

    def said(sentence: str) -> None:
        told.append(sentence)
        heard.set()
        assert ended.wait(60)
        raise KeyboardInterrupt

    def run() -> None:
        with Home(tmp_path / "served") as home, pytest.raises(KeyboardInterrupt):
            serve(home, port=0, open_browser=False, said=said)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert heard.wait(60)
        port = int(told[0].split("127.0.0.1:")[1].split("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            pass
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", port), timeout=10)
    finally:
        ended.set()
        thread.join()


def test_a_port_already_taken_is_one_sentence(empty: Browser) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"Port {port} cannot be used .*--port 0"):
            serve(empty.home, port=port, open_browser=False, said=lambda _: None)
