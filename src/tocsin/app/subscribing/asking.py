"""The mail that asks whether somebody wants to be warned: a link, and not a word that others wrote.

Whoever gets it by somebody else's doing does nothing, and is not asked again.
Source: RFC 5322, 3834 (automatic messages).
"""

import hashlib
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from tocsin.app.carriers.contract import NotSent
from tocsin.app.carriers.mail import POLICY
from tocsin.app.subscribing.links import spoken_here
from tocsin.app.tongue import speaking, tell
from tocsin.operations.picture.warning_channel import DeliveryCause, WarningChannel

NOT_WRITABLE = (ValueError, IndexError, MessageError)
"""What is raised for an address that no message can be written to."""


def is_writable(address: str) -> bool:
    """Whether a message can be written to this address."""
    try:
        Address(addr_spec=address)
    except NOT_WRITABLE:
        return False
    return True


def asking(
    channel: WarningChannel, town: str, address: str, language: str, url: str, at: datetime
) -> EmailMessage:
    """The message for one address. Raises NotSent."""
    domain = channel.sender.rpartition("@")[2]
    message = EmailMessage(policy=POLICY)
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    with speaking(spoken_here(language)):
        try:
            message["From"] = Address(town, addr_spec=channel.sender)
            message["To"] = Address(addr_spec=address)
            message["Subject"] = tell("subscribe-mail-subject", town=town)
            message["Message-ID"] = f"<{name}@{domain}>"
        except NOT_WRITABLE as error:
            raise NotSent(DeliveryCause.no_such_receiver, "", is_final=True) from error
        message["Date"] = at
        message["Auto-Submitted"] = "auto-generated"
        parts = (tell("subscribe-mail-text", town=town), url, tell("subscribe-mail-else"))
        message.set_content("\n\n".join(parts) + "\n", cte="8bit")
    return message
