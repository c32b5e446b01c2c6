"""A memo on paper: each form that it can be had in, with the memo and its proof inside."""

from __future__ import annotations

from bot.papers.embedded import Proof
from flows.parts.memo.model import Memo
from flows.parts.memo.ordering import MemoForm


def make(memo: Memo, form: MemoForm, proof: Proof | None = None) -> bytes:
    """The file, which carries ``proof`` as it is: a draft has none. A canvas is its text in UTF-8.

    Takes up to a second: call it in a thread. What makes a form is imported when the first of it is
    made. Raises ``ValueError`` for what is said in the chat.
    """
    match form:
        case MemoForm.WORD:
            from bot.papers.word import word

            return word(memo, proof)
        case MemoForm.PDF:
            from bot.papers.pdf import pdf

            return pdf(memo, proof)
        case MemoForm.MARKDOWN:
            from bot.papers.markdown import file

            return file(memo, proof)
        case MemoForm.CANVAS:
            from bot.papers.markdown import canvas

            return canvas(memo)
    raise ValueError(f"no file: {form}")
