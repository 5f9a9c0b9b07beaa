"""Mail over a real server, and over servers that fail in every way: one sentence each, and nothing sent unsealed."""

import socket
from dataclasses import replace

import pytest

from outward.errors import (
    CredentialsError,
    InputError,
    NotThereError,
    SourceError,
    TroubleError,
    UnreachableError,
    UnsureError,
)
from outward.fetch import smtp
from outward.messengers import mail
from outward.messengers.mail import Settings
from outward.model import Reminder, Security
from tests.reminders.servers import PASSWORD, USER, Certificates, free_port, mail_server, raw_server, says

REMINDER = Reminder(title="Tuesday 12:30: 25 minutes", text="Your session begins at 12:30.\n.\nCafé ›\n" + "x" * 2000)
GREETED = (b"220 here\r\n", b"250 here\r\n")


def settings(port: int, security: Security = Security.STARTTLS, user: str = USER, host: str = "localhost") -> Settings:
    return mail.checked(Settings(to="ada@work.example", host=host, port=port, user=user, security=security))


@pytest.fixture(autouse=True)
def trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))


@pytest.mark.parametrize("security", list(Security))
def test_a_mail_arrives_whole_and_tells_nothing_of_this_machine(security: Security, certificates: Certificates) -> None:
    context = None if security is Security.NONE else certificates.right
    with mail_server(context, sealed=security is Security.TLS) as post:
        mail.send(settings(post.port, security), REMINDER, PASSWORD)
        (got,), (raw,) = post.mails, post.raw
        assert got.get_content().replace("\r\n", "\n") == f"{REMINDER.text}\n\n-- \n{mail.FOOT}\n"
        assert (got["To"], got["From"], got["Subject"]) == ("ada@work.example", f"Outward <{USER}>", REMINDER.title)
        assert got.get_content_type() == "text/plain"
        assert got["Message-ID"].endswith("@home.example>")
        assert got["Date"].endswith("+0000")
        assert raw.isascii()
        assert max(map(len, raw.splitlines())) < 998
        assert set(post.hello) == {"[127.0.0.1]"}
        assert socket.gethostname().encode() not in raw
        if security is Security.STARTTLS:
            assert post.sealed == [True]


def test_a_certificate_for_another_host_or_of_nobody_is_refused_before_anything_is_sent(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    for security in (Security.STARTTLS, Security.TLS):
        with mail_server(certificates.wrong, sealed=security is Security.TLS) as post:
            with pytest.raises(UnreachableError, match=r"localhost cannot prove .*, so nothing was sent"):
                mail.send(settings(post.port, security), REMINDER, PASSWORD)
            assert (post.tries, post.mails) == (0, [])
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        mail_server(certificates.right) as post,
        pytest.raises(UnreachableError, match=r"cannot prove .*, so nothing was sent"),
    ):
        mail.send(settings(post.port), REMINDER, PASSWORD)
    assert (post.tries, post.mails) == (0, [])


def test_a_server_that_offers_no_seal_gets_neither_password_nor_mail() -> None:
    with mail_server(auth=False) as post, pytest.raises(UnreachableError, match="offers no sealed connection"):
        mail.send(settings(post.port), REMINDER, PASSWORD)
    assert post.mails == []
    with mail_server(auth=False) as post, pytest.raises(UnreachableError, match="no TLS on that port"):
        mail.send(settings(post.port, Security.TLS), REMINDER, PASSWORD)


def test_a_wrong_or_missing_password_and_a_server_without_sign_in_are_said(certificates: Certificates) -> None:
    with mail_server(certificates.right) as post:
        with pytest.raises(CredentialsError, match=r"does not let ada@home.example in \(535\)"):
            mail.send(settings(post.port), REMINDER, "wrong")
        with pytest.raises(CredentialsError, match="none is kept"):
            mail.send(settings(post.port), REMINDER, "")
        with pytest.raises(CredentialsError, match="takes no such user and password"):
            mail.send(settings(post.port), REMINDER, "pässword")
        with pytest.raises(CredentialsError, match=r"let us in \(530\)"):
            mail.send(settings(post.port, user=""), REMINDER, "")
        assert post.mails == []
    with raw_server(says(*GREETED)) as port, pytest.raises(CredentialsError, match="takes no such user and password"):
        mail.send(settings(port, Security.NONE), REMINDER, PASSWORD)


@pytest.mark.parametrize(
    ("at", "answer", "error", "said"),
    [
        ("RCPT", "550 no such user", NotThereError, "refuses the address the reminder goes to .550.; check --to"),
        ("RCPT", "450 grey", TroubleError, "cannot take mail just now .450."),
        ("DATA", "554 spam, visit https://evil.example", SourceError, r"refused the reminder .554.; ask"),
        ("DATA", "421 bye", TroubleError, "cannot take mail just now .421."),
    ],
)
def test_what_a_server_refuses_is_said_by_its_number_not_in_its_words(
    certificates: Certificates, at: str, answer: str, error: type[SourceError], said: str
) -> None:
    with mail_server(certificates.right) as post:
        post.answers[at] = answer
        with pytest.raises(error, match=said) as told:
            mail.send(settings(post.port), REMINDER, PASSWORD)
        assert type(told.value) is error
        assert "evil" not in str(told.value)


@pytest.mark.parametrize(
    ("answers", "error", "said"),
    [
        ((b"421 too busy\r\n",), TroubleError, "just now .421."),
        ((b"554 go away\r\n",), SourceError, "refused the reminder .554."),
        ((b"",), UnreachableError, "broke off the connection; check --host"),
        ((b"what is this\r\n",), UnreachableError, "answered with nothing a mail server says"),
        ((*GREETED, b"553 not you\r\n"), SourceError, "comes from .553.; check --from"),
        ((*GREETED, b"250 ok\r\n"), UnreachableError, "broke off"),
        ((*GREETED, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"), UnsureError, "it may have arrived"),
    ],
)
def test_servers_that_break_off_or_talk_nonsense_are_one_sentence(
    answers: tuple[bytes, ...], error: type[SourceError], said: str
) -> None:
    with raw_server(says(*answers)) as port, pytest.raises(error, match=said) as told:
        mail.send(settings(port, Security.NONE, user=""), REMINDER, "")
    assert type(told.value) is error


def test_a_rude_goodbye_after_the_mail_was_taken_is_no_trouble() -> None:
    talk = says(*GREETED, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"250 taken\r\n")
    with raw_server(talk) as port:
        mail.send(settings(port, Security.NONE, user=""), REMINDER, "")


def test_a_silent_server_and_one_that_never_ends_its_answer_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.3)
    with (
        raw_server(lambda connection: connection.recv(1)) as port,  # type: ignore[arg-type]
        pytest.raises(UnreachableError, match="did not answer in time"),
    ):
        mail.send(settings(port, Security.NONE, user=""), REMINDER, "")
    monkeypatch.setattr(smtp, "TIMEOUT", 5.0)
    monkeypatch.setattr(smtp, "PATIENCE", 0.5)

    def endless(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"220-and so on\r\n" * 10)

    with (
        raw_server(endless) as port,
        pytest.raises(UnreachableError, match=r"localhost (broke off|answered with nothing)"),
    ):
        mail.send(settings(port, Security.NONE, user=""), REMINDER, "")


def test_a_host_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreachableError, match="takes no connection on that port"):
        mail.send(settings(free_port()), REMINDER, PASSWORD)

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachableError, match=r"The name nowhere\.example could not be found"):
        mail.send(settings(25, host="nowhere.example"), REMINDER, PASSWORD)


GOOD = Settings(to="ada@home.example", host="mail.home.example")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"to": ""}, "give both with --to and --host"),
        ({"host": " "}, "give both with --to and --host"),
        ({"to": "ada"}, "cannot be used as a mail address"),
        ({"to": "ada@home.example\r\nBcc: all@x.example"}, "cannot be used as a mail address"),
        ({"to": "ada@home.example, bob@home.example"}, "cannot be used as a mail address"),
        ({"to": "Ada <ada@home.example>"}, "cannot be used as a mail address"),
        ({"to": "@home.example"}, "cannot be used as a mail address"),
        ({"to": "a b@home.example"}, "cannot be used as a mail address"),
        ({"to": "ä@home.example"}, "cannot be used as a mail address"),
        ({"to": "x" * 250 + "@home.example"}, "cannot be used as a mail address"),
        ({"sender": "ada@ho me.example"}, "cannot be used as a mail address"),
        ({"host": "https://mail.home.example"}, "its port with --port"),
        ({"host": "mail.home.example:587"}, "its port with --port"),
        ({"host": "mail\r\n.example"}, "its port with --port"),
        ({"port": 70000}, "no port 70000"),
        ({"user": "a\nb"}, "check --user"),
        ({"user": "ada", "security": Security.NONE}, "could be read on its way to mail.home.example"),
    ],
)
def test_settings_that_cannot_be_used_are_one_sentence(changed: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said) as told:
        mail.checked(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert "\n" not in str(told.value)


def test_settings_are_made_whole() -> None:
    assert mail.sender(mail.checked(replace(GOOD, to=" ada@home.example "))) == "ada@home.example"
    assert mail.sender(mail.checked(replace(GOOD, user="bob@home.example"))) == "bob@home.example"
    assert mail.sender(mail.checked(replace(GOOD, user="bob", sender="me@home.example"))) == "me@home.example"
    assert mail.checked(replace(GOOD, host="[::1]", user="x", security=Security.NONE)).host == "::1"
    assert mail.account(GOOD) == ""
    one = replace(GOOD, user="bob")
    assert mail.account(one) != mail.account(replace(one, host="other.example"))


def test_no_title_however_hostile_makes_a_header() -> None:
    said = Reminder(title="Tuesday\r\nBcc: all@x.example", text="x")
    with pytest.raises(ValueError, match="linefeed"):
        mail.letter(mail.checked(GOOD), said)
    inside = Reminder(title="Tuesday", text="- 5 min: \nBcc: all@x.example\n\n.\nQUIT")
    made = mail.letter(mail.checked(GOOD), inside)
    assert made["Bcc"] is None
    assert inside.text in made.get_content()
