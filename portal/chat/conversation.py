"""The conversation of one browser tab. It lives in the page, signed by us, and nowhere else.

No text of a visitor is ever at rest on our side: not in the database, not in a session, not in a cache. The page
carries the last turns in a hidden field, the next POST brings them back, and replies are worded anew from codes. The
signature keeps replies ours and senders random; it hides nothing, since people may read what they wrote themselves.
"""

import secrets
from dataclasses import dataclass, field, replace

from itsdangerous import BadData, URLSafeTimedSerializer

from portal.chat.replies import Reply
from portal.chat.wording import ALL_TOPICS

# The bot's answers get slower with the length of its memory, and it forgets after 30 minutes anyway.
LIFETIME_SECONDS = 30 * 60
LONGEST_TURNS = 60
SHOWN_TURNS = 8
LONGEST_TOKEN = 48 * 1024

SALT = "portal.chat.conversation"


class ConversationLost(Exception):
    """The token is expired, damaged or not ours: a new conversation begins, and the reader is told."""


@dataclass(frozen=True)
class Said:
    """One turn. `message` is "" where it is not carried on, e.g. for stories of discrimination."""

    message: str
    reply: Reply


@dataclass(frozen=True)
class Conversation:
    sender: str = field(default_factory=lambda: secrets.token_hex(16))
    turns: int = 0
    history: tuple[Said, ...] = ()

    def with_turn(self, message: str, reply: Reply) -> "Conversation":
        """Return the conversation after one more turn; the bot knows it under a new name after a while."""
        private = reply.topic == "discrimination"
        history = (*self.history, Said("" if private else message, reply))[-SHOWN_TURNS:]
        if private or self.turns + 1 >= LONGEST_TURNS:
            return Conversation(history=history)
        return replace(self, turns=self.turns + 1, history=history)

    def without_history(self) -> "Conversation":
        return replace(self, history=())


class ConversationSeal:
    """Signs conversations and takes back only what it signed."""

    def __init__(self, secret_key: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt=SALT)

    def seal(self, conversation: Conversation) -> str:
        history = [[said.message, said.reply.packed()] for said in conversation.history]
        sealed = self._serializer.dumps([conversation.sender, conversation.turns, history])
        return sealed if isinstance(sealed, str) else sealed.decode()

    def open(self, token: str) -> Conversation:
        """Raise `ConversationLost` for anything but a living conversation of ours."""
        if len(token) > LONGEST_TOKEN:
            raise ConversationLost
        try:
            sender, turns, history = self._serializer.loads(token, max_age=LIFETIME_SECONDS)
            said = tuple(Said(message, Reply.unpacked(packed)) for message, packed in history)
        except (BadData, ValueError, TypeError) as error:
            raise ConversationLost from error
        return Conversation(sender, turns, tuple(turn for turn in said if _still_known(turn.reply)))


def _still_known(reply: Reply) -> bool:
    """An update of the portal may drop topics that an open page still carries."""
    return reply.topic is None or reply.topic in ALL_TOPICS
