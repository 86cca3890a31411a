"""E-mail: one message to each address, over a server that hands it on.

All languages stand in one text, one after the other, and once more as HTML in which each runs its
own way; the signed CAP message is attached. The server's answer to the text is the receipt: what it
accepted it hands on or reports.

Source: RFC 5321 (SMTP), 5322, 2047, 6152 (8-bit), 2369 and 8058 (List-Unsubscribe), 3834 (automatic
messages), 3207 (STARTTLS), 8314 (implicit TLS).
"""

import contextlib
import hashlib
import ipaddress
import smtplib
import socket
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import SplitResult, quote, unquote, urlsplit

from tocsin.app.carriers.contract import WITHIN_S, NotSent, Opened, Parcel, at_most, kept
from tocsin.app.carriers.words import Spoken, marked, spoken
from tocsin.app.subscribing.links import spoken_here
from tocsin.app.tongue import speaking, tell
from tocsin.operations.picture.warning_channel import DeliveryCause

SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_NOBODY = frozenset({550, 551, 553, 556})
POLICY = SMTP.clone(cte_type="8bit", max_line_length=78)


class MailLine:
    """A session with the first server that answers; dialled anew where it was cut."""

    def __init__(self, channel: Opened, within_s: float = WITHIN_S) -> None:
        self._channel = channel
        self._within_s = within_s
        self._session: smtplib.SMTP | None = None

    def send(self, parcel: Parcel, address: str) -> str:
        """What the server said to the whole text. Raises NotSent."""
        return self.hand_over(mail_of(parcel, self._channel, address), address)

    def hand_over(self, message: EmailMessage, address: str) -> str:
        """The same of any message for one address. Raises NotSent."""
        with at_most(self._within_s, self._socket) as is_over:
            try:
                session = self._session or self._dialled()
                return _handed_over(session, self._channel.sender, address, message)
            except NotSent:
                self._reset()
                raise
            except TimeoutError as error:
                self.close()
                raise NotSent(DeliveryCause.no_answer, "the server was too slow") from error
            except smtplib.SMTPServerDisconnected as error:
                self.close()
                if is_over() or _was_too_slow(error):
                    raise NotSent(DeliveryCause.no_answer, "the server was too slow") from error
                raise NotSent(DeliveryCause.cut_off, str(error)) from error
            except smtplib.SMTPException as error:
                self.close()
                raise NotSent(DeliveryCause.strange_answer, str(error)) from error
            except (OSError, ValueError) as error:
                self.close()
                cause = DeliveryCause.no_answer if is_over() else DeliveryCause.cut_off
                raise NotSent(cause, str(error)) from error

    def _socket(self) -> socket.socket | None:
        return None if self._session is None else self._session.sock

    def _dialled(self) -> smtplib.SMTP:
        """A session with the first server that lets us in."""
        fault = NotSent(DeliveryCause.not_set_up, "there is no server")
        for server in self._channel.servers:
            try:
                self._session = self._with(server)
            except NotSent as trouble:
                self.close()
                fault = trouble
            else:
                return self._session
        raise fault

    def _with(self, server: str) -> smtplib.SMTP:
        parts, host, port = _address_of(server)
        try:
            if parts.scheme == "smtps":
                context = ssl.create_default_context()
                session: smtplib.SMTP = smtplib.SMTP_SSL(timeout=self._within_s, context=context)
            else:
                session = smtplib.SMTP(timeout=self._within_s)
            self._session = session
            code, said = session.connect(host, port)
            if code != 220:
                raise NotSent(DeliveryCause.busy, kept(said))
            session.ehlo_or_helo_if_needed()
            if parts.scheme == "smtp+starttls":
                session.starttls(context=ssl.create_default_context())
                session.ehlo()
            if parts.username:
                session.login(unquote(parts.username), self._channel.secret)
        except ssl.SSLError as error:
            raise NotSent(DeliveryCause.not_trusted, str(error)) from error
        except TimeoutError as error:
            raise NotSent(DeliveryCause.no_answer, f"{host} was too slow") from error
        except smtplib.SMTPAuthenticationError as error:
            raise NotSent(DeliveryCause.not_trusted, kept(error.smtp_error)) from error
        except smtplib.SMTPServerDisconnected as error:
            if _was_too_slow(error):
                raise NotSent(DeliveryCause.no_answer, f"{host} was too slow") from error
            raise NotSent(DeliveryCause.cut_off, str(error)) from error
        except smtplib.SMTPException as error:
            raise NotSent(DeliveryCause.strange_answer, str(error)) from error
        except OSError as error:
            raise NotSent(DeliveryCause.no_connection, f"{host}: {error}") from error
        return session

    def _reset(self) -> None:
        """The server has refused one message; the session goes on, if it does."""
        if self._session is not None:
            try:
                self._session.rset()
            except (OSError, smtplib.SMTPException):
                self.close()

    def close(self) -> None:
        """Hang up."""
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                session.close()


def _was_too_slow(error: smtplib.SMTPServerDisconnected) -> bool:
    """`smtplib` calls every fault of a line a hang-up, its own impatience too."""
    return isinstance(error.__context__, TimeoutError)


def _address_of(server: str) -> tuple[SplitResult, str, int]:
    """A server's address taken apart, with host and port. Raises NotSent."""
    try:
        parts = urlsplit(server)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = SplitResult("", "", "", "", ""), None, None
    if parts.scheme not in SCHEMES or host is None:
        raise NotSent(DeliveryCause.not_set_up, f"{server} is no mail server's address")
    if parts.scheme == "smtp" and not _is_this_machine(host):
        raise NotSent(DeliveryCause.not_set_up, "mail without TLS is for this machine only")
    return parts, host, port or SCHEMES[parts.scheme]


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _handed_over(session: smtplib.SMTP, sender: str, address: str, message: EmailMessage) -> str:
    """One transaction, for one address. Raises NotSent, SMTPException, OSError."""
    is_wide = not address.isascii()
    if is_wide and not session.has_extn("smtputf8"):
        says = "the server takes no address beyond ASCII"
        raise NotSent(DeliveryCause.cannot_carry, says, is_final=True)
    options = [each for each, is_on in (("SMTPUTF8", is_wide),) if is_on]
    if session.has_extn("8bitmime"):
        content = message.as_bytes()
        options.append("BODY=8BITMIME")
    else:
        content = message.as_bytes(policy=POLICY.clone(cte_type="7bit"))
    _check(session.mail(sender, options))
    _check(session.rcpt(address), nobody=_NOBODY)
    return kept(_check(session.data(content)))


def _check(answer: tuple[int, bytes], nobody: frozenset[int] = frozenset()) -> bytes:
    code, said = answer
    if 200 <= code < 300:
        return b"%d %s" % (code, said)
    says = f"{code} {kept(said)}"
    if code in nobody:
        raise NotSent(DeliveryCause.no_such_receiver, says, is_final=True)
    if 400 <= code < 500:
        raise NotSent(DeliveryCause.busy, says)
    if 500 <= code < 600:
        raise NotSent(DeliveryCause.refused, says, is_final=True)
    raise NotSent(DeliveryCause.strange_answer, says)


def mail_of(parcel: Parcel, channel: Opened, address: str) -> EmailMessage:
    """The message for one address: the same each time it is made. Raises NotSent."""
    alert = parcel.alert
    texts = spoken(alert, (parcel.language,) if parcel.language else channel.languages)
    if not texts:
        raise NotSent(DeliveryCause.cannot_carry, "the message has no text", is_final=True)
    domain = channel.sender.rpartition("@")[2]
    message = EmailMessage(policy=POLICY)
    try:
        message["From"] = Address(texts[0].sender_name, addr_spec=channel.sender)
        message["To"] = Address(addr_spec=address)
        message["Subject"] = " ".join(marked(alert, texts[0].headline).split())
        message["Message-ID"] = f"<{parcel.id}@{domain}>"
    except (ValueError, IndexError) as error:
        raise NotSent(DeliveryCause.no_such_receiver, str(error), is_final=True) from error
    assert alert.sent is not None, "what is sent says when"
    message["Date"] = alert.sent.at
    if parcel.follows:
        message["In-Reply-To"] = f"<{parcel.follows[-1]}@{domain}>"
        message["References"] = " ".join(f"<{each}@{domain}>" for each in parcel.follows)
    message["List-Id"] = f"<{channel.id}.warnings.{domain}>"
    if parcel.unsubscribe:
        message["List-Unsubscribe"] = f"<{parcel.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    else:
        subject = quote(f"unsubscribe {channel.id}")
        message["List-Unsubscribe"] = f"<mailto:{channel.sender}?subject={subject}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Importance"] = "high"
    plain = [*(_plain(parcel, each) for each in texts), *_foot(parcel)]
    message.set_content("\n\n".join(plain) + "\n", cte="8bit")
    message.add_alternative(_html(parcel, texts), subtype="html", cte="8bit")
    message.add_attachment(
        parcel.cap, maintype="application", subtype="cap+xml", filename=f"{parcel.id}.cap.xml"
    )
    message["Content-Language"] = ", ".join(each.language for each in texts)
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        # Not drawn: what goes again after a crash is the same to the byte.
        digest = hashlib.sha256(f"{parcel.id} {number}".encode()).hexdigest()
        part.set_boundary(f"={digest[:32]}")
    return message


def _plain(parcel: Parcel, text: Spoken) -> str:
    parts = (
        marked(parcel.alert, text.headline),
        text.instruction,
        text.description,
        text.sender_name,
    )
    return "\n\n".join(each for each in parts if each)


def _foot(parcel: Parcel) -> list[str]:
    """How a subscriber ends it."""
    if not parcel.unsubscribe:
        return []
    with speaking(spoken_here(parcel.language)):
        return [tell("subscribe-mail-foot"), parcel.unsubscribe]


def _html(parcel: Parcel, texts: tuple[Spoken, ...]) -> str:
    shown = []
    for each in texts:
        way = "rtl" if each.is_right_to_left else "ltr"
        paragraphs = "".join(
            f"<p>{escape(part)}</p>"
            for part in (each.instruction, each.description, each.sender_name)
            if part
        )
        shown.append(
            f'<section lang="{escape(each.language)}" dir="{way}">'
            f"<h1>{escape(marked(parcel.alert, each.headline))}</h1>{paragraphs}</section>"
        )
    if parcel.unsubscribe:
        words, url = map(escape, _foot(parcel))
        shown.append(f'<p><a href="{url}">{words}</a></p>')
    head = f"<title>{escape(texts[0].headline)}</title>"
    language = escape(texts[0].language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body>{''.join(shown)}</body></html>\n"
    )
