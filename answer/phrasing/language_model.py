"""What a language model is to Rapporteur: messages in, pieces of text out. Without one there is NoModel."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Literal, NamedTuple, Protocol

from core.errors import ProgramMissing


class Message(NamedTuple):
    """One message of a conversation."""

    role: Literal["system", "user"]
    content: str


class LanguageModel(Protocol):
    """Says something to messages."""

    @property
    def ready(self) -> bool:
        """Whether there is one."""
        ...

    @property
    def sent_to(self) -> str:
        """What is sent, and where: a sentence for the reader, "" where nothing is."""
        ...

    def says(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The answer in pieces as they come, and "" now and then meanwhile, so that who listens can stop: closing the
        generator ends the conversation. Raises ModelSilent, ProgramMissing."""
        ...


class NoModel:
    """No language model: the quotes stand alone."""

    ready = False
    sent_to = ""

    def says(self, _messages: Sequence[Message]) -> Generator[str, None, None]:
        """Raises ProgramMissing."""
        raise ProgramMissing(
            "No language model is set up to put quotes into sentences.",
            "Set RAPPORTEUR_LLM_URL and RAPPORTEUR_LLM_MODEL (the extra `llm`; README, With a language model).",
        )
