import pytest

from portal.chat import conversation as module
from portal.chat.conversation import Conversation, ConversationLost, ConversationSeal, Said
from portal.chat.replies import Reply

HOUSING = Reply("answer", "housing", services=("a", "b"))


@pytest.fixture
def seal() -> ConversationSeal:
    return ConversationSeal("k" * 32)


def test_a_conversation_comes_back_as_it_was(seal: ConversationSeal) -> None:
    spoken = Conversation().with_turn("Wohnung?", HOUSING).with_turn("", Reply("ask", choices=("work",)))
    assert seal.open(seal.seal(spoken)) == spoken


def test_every_conversation_has_a_sender_that_the_bot_accepts() -> None:
    senders = {Conversation().sender for _ in range(50)}
    assert len(senders) == 50
    assert all(len(sender) == 32 and sender.isalnum() for sender in senders)


@pytest.mark.parametrize("token", ["x", "a.b.c", "x" * 100_000, "é"])
def test_what_is_not_ours_is_refused(seal: ConversationSeal, token: str) -> None:
    with pytest.raises(ConversationLost):
        seal.open(token)


def test_a_token_of_another_key_or_changed_by_a_letter_is_refused(seal: ConversationSeal) -> None:
    token = seal.seal(Conversation())
    for wrong in (ConversationSeal("z" * 32).seal(Conversation()), "A" + token):
        with pytest.raises(ConversationLost):
            seal.open(wrong)


def test_a_conversation_ends_after_half_an_hour(seal: ConversationSeal, monkeypatch: pytest.MonkeyPatch) -> None:
    token = seal.seal(Conversation())
    monkeypatch.setattr(module, "LIFETIME_SECONDS", -1)
    with pytest.raises(ConversationLost):
        seal.open(token)


def test_a_story_of_discrimination_is_not_carried_on_and_the_bot_meets_a_stranger_next() -> None:
    before = Conversation()
    after = before.with_turn("was mir geschah", Reply("answer", "discrimination"))
    assert after.history == (Said("", Reply("answer", "discrimination")),)
    assert after.sender != before.sender


def test_the_bot_meets_a_stranger_after_sixty_turns_and_the_page_keeps_the_last_eight() -> None:
    spoken = Conversation()
    first = spoken.sender
    for number in range(59):
        spoken = spoken.with_turn(str(number), HOUSING)
    assert spoken.sender == first
    spoken = spoken.with_turn("59", HOUSING)
    assert spoken.sender != first
    assert [said.message for said in spoken.history] == [str(number) for number in range(52, 60)]
