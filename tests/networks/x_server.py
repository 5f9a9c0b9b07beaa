"""X's interface in miniature on loopback: paging, names old and new, sign-in, refusals; answers as xdk expects."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_COUNTS = {"reply_count": 1, "quote_count": 0, "bookmark_count": 0, "impression_count": 9}
USERS = {"900": "rosa", "901": "emil", "902": "tariq"}


def user(who: str) -> dict[str, Any]:
    """A person as X tells of her."""
    return {
        "id": who,
        "name": USERS[who].title(),
        "username": USERS[who],
        "description": "Plans change",
        "protected": who == "902",
        "public_metrics": {"followers_count": 7, "following_count": 5, "post_count": 3, "listed_count": 1},
    }


def post(at: int, *, old: bool = False) -> dict[str, Any]:
    """The post of a number, by everybody in turn; every tenth one quotes post 5000."""
    names = ("referenced_tweets", "retweet_count", "edit_history_tweet_ids") if old else (
        "referenced_posts", "repost_count", "edit_history_post_ids")  # fmt: skip
    said: dict[str, Any] = {
        "id": str(at),
        "text": f"Change note {at} #change &amp; more",
        "author_id": list(USERS)[at % 3],
        "created_at": "2026-11-02T03:04:05.000Z",
        "lang": "en",
        "entities": {"hashtags": [{"start": 0, "end": 7, "tag": "change"}]},
        "public_metrics": {names[1]: 2, "like_count": 3, **_COUNTS},
        names[2]: [str(at)],
    }
    if at % 10 == 0:
        said[names[0]] = [{"type": "quoted", "id": "5000"}]
    return said


@dataclass
class Server:
    """What the server holds and how it behaves; `asked` are the paths and queries it was asked."""

    address: str = ""
    posts: list[int] = field(default_factory=lambda: list(range(6249, 5999, -1)))
    token: str = "good"
    refresh: str = "refresh-1"
    old: bool = False
    trouble: list[int | str] = field(default_factory=list)
    reset: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        """Status and body for a question."""
        if self.old and "post.fields" in query:
            return 400, {"errors": [{"message": "The query parameter [post.fields] is not one of [tweet.fields]"}]}
        if path == "/2/users/me":
            return 200, {"data": user("900")}
        if path.startswith("/2/users/by/username/"):
            found = [who for who, name in USERS.items() if name == path.rpartition("/")[2]]
            return 200, {"data": user(found[0])} if found else {"errors": [{"title": "Not Found Error"}]}
        if path.endswith("/following"):
            return 200, {"data": [user("901"), user("902")], "meta": {"result_count": 2}}
        return 200, self._posts(query)

    def _posts(self, query: dict[str, str]) -> dict[str, Any]:
        token = query.get("pagination_token") or query.get("next_token") or "p0"
        start, many = int(token[1:]), int(query.get("max_results", "10"))
        held = [at for at in self.posts if at > int(query.get("since_id", "0"))]
        some = held[start : start + many]
        meta: dict[str, Any] = {"result_count": len(some)}
        if start + many < len(held):
            meta["next_token"] = f"p{start + many}"
        if not some:
            return {"meta": meta}
        beside = "tweets" if self.old else "posts"
        return {
            "data": [post(at, old=self.old) for at in some],
            "includes": {"users": [user(who) for who in USERS], beside: [post(5000, old=self.old)]},
            "meta": meta,
        }


@contextmanager
def x_server() -> Iterator[Server]:
    """A server under way."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            server.asked.append((parts.path, query))
            trouble = server.trouble.pop(0) if server.trouble else 0
            if trouble == "cut":
                self.send_response(200)
                self.send_header("content-length", "5000")
                self.end_headers()
                self.wfile.write(b'{"data": [')
                self.close_connection = True
            elif trouble:
                self._say(int(trouble), {"title": "trouble"})
            elif self.headers["authorization"] != f"Bearer {server.token}":
                self._say(401, {"title": "Unauthorized"})
            else:
                self._say(*server.answer(parts.path, query))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            server.asked.append((self.path, {name: values[0] for name, values in form.items()}))
            given = form.get("refresh_token", [""])[0]
            if form.get("code") == ["code-1"] or (given and given == server.refresh):
                server.token, server.refresh = "fresh", "refresh-2"
                self._say(200, {"access_token": "fresh", "refresh_token": "refresh-2", "expires_in": 7200})
            else:
                self._say(400, {"error": "invalid_request"})

        def _say(self, status: int, body: Any) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(raw)))
            if status == 429:
                self.send_header("x-rate-limit-reset", server.reset)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
