"""Signing in to YouTube: a proof key, an address of this machine, and a permission that can be taken back."""

import base64
import hashlib
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from outward.errors import CredentialsError, InputError, MalformedError, OutwardError, RateLimitError, TroubleError
from outward.fetch import Fetch
from outward.model import Source
from outward.networks import Invitation, youtube
from tests.networks.web_server import Reply, Web, clock, fetch, web

__all__ = ["clock", "fetch", "web"]

BACK = "http://127.0.0.1:4711/back"


@pytest.fixture
def settings(web: Web) -> youtube.Settings:
    return youtube.Settings(
        client_id="id", client_secret="hush", api=web.url, accounts=f"{web.url}/auth", tokens=f"{web.url}/token"
    )


@pytest.fixture
def invitation(fetch: Fetch, settings: youtube.Settings) -> Invitation:
    return youtube.invitation(fetch, settings, BACK)


def test_the_invitation_proves_itself_and_asks_to_read_only(
    web: Web, invitation: Invitation, settings: youtube.Settings
) -> None:
    query = {key: values[0] for key, values in parse_qs(urlsplit(invitation.url).query).items()}
    digest = hashlib.sha256(invitation.keep["verifier"].encode()).digest()
    assert query["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert (query["code_challenge_method"], query["redirect_uri"]) == ("S256", BACK)
    assert (query["access_type"], query["scope"].rpartition("/")[2]) == ("offline", "youtube.readonly")
    assert "hush" not in invitation.url
    assert invitation.keep["verifier"] not in invitation.url
    assert web.asked == []


def test_no_two_invitations_are_alike(fetch: Fetch, settings: youtube.Settings, invitation: Invitation) -> None:
    assert not {*invitation.keep.values()} & {*youtube.invitation(fetch, settings, "x").keep.values()}


def test_without_a_project_of_hers_it_says_what_is_needed(fetch: Fetch) -> None:
    with pytest.raises(InputError, match="client id"):
        youtube.invitation(fetch, youtube.Settings(), BACK)


@pytest.mark.parametrize("landed", [True, False])
def test_a_code_becomes_a_lasting_token(
    web: Web, fetch: Fetch, settings: youtube.Settings, invitation: Invitation, landed: bool
) -> None:
    web.says("/token", Reply(body=b'{"access_token": "a", "refresh_token": "lasting"}'))
    answer = f"{BACK}?state={invitation.keep['state']}&code=4%2Fcode" if landed else "4/code"
    assert youtube.admitted(fetch, settings, invitation, answer) == {"refresh_token": "lasting"}
    sent = {key: values[0] for key, values in parse_qs(web.asked[0].body.decode()).items()}
    assert sent == {
        "client_id": "id",
        "client_secret": "hush",
        "grant_type": "authorization_code",
        "code": "4/code",
        "code_verifier": invitation.keep["verifier"],
        "redirect_uri": BACK,
    }


@pytest.mark.parametrize(
    "answer", ["", f"{BACK}?state=other&code=c", f"{BACK}?code=c", f"{BACK}?error=access_denied", "http://[::1?code=c"]
)
def test_an_answer_that_is_not_this_sign_ins_is_refused(
    web: Web, fetch: Fetch, settings: youtube.Settings, invitation: Invitation, answer: str
) -> None:
    with pytest.raises(InputError, match="--sign-in"):
        youtube.admitted(fetch, settings, invitation, answer)
    assert web.asked == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(400, b'{"error": "invalid_grant", "error_description": "lasting was revoked"}'), CredentialsError),
        (Reply(401, b'{"error": "invalid_client"}'), CredentialsError),
        (Reply(200, b"{}"), CredentialsError),
        (Reply(200, b"<html>"), MalformedError),
        (Reply(302, headers={"Location": "http://127.0.0.1:9/"}), MalformedError),
        (Reply(429, headers={"Retry-After": "600"}), RateLimitError),
        (Reply(503), TroubleError),
    ],
)
def test_a_permission_taken_back_is_one_sentence_without_secrets(
    web: Web, fetch: Fetch, settings: youtube.Settings, reply: Reply, error: type[OutwardError]
) -> None:
    web.says("/token", reply)
    signed_in = replace(settings, refresh_token="lasting")
    with pytest.raises(error) as caught:
        list(youtube.pages(fetch, signed_in, Source("youtube", "liked", "liked"), ""))
    assert not [word for word in ("lasting", "hush") if word in str(caught.value).replace("no lasting permission", "")]
    assert [asked.path for asked in web.asked] == ["/token"]
