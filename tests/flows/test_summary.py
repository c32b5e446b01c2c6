"""The summary at any time: in the chat, and as Markdown to copy."""

from __future__ import annotations

import pytest

from flows.journey.steps import Role
from flows.messages import Document, Mention, Say, Words
from flows.parts.memo.markdown import escaped, sheet
from flows.parts.memo.summary import section
from tests.at_once import at_once
from tests.flows.chat import Chat
from tests.flows.look import rendered

WHY = "Vi ved ikke, hvad der får de unge til at komme. Det ved de selv."


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef who has answered the first question, with a step."""
    chat = real_chat.says("hej").begins("Mødested for unge")
    chat.goes_to("formaal.hvorfor").says(WHY).goes_to("typen.valg")
    chat.says("nyt skridt").says("Når ledermødet er slut, bliver Karen Eksempel spurgt")
    return chat.says("Ali Eksempel").says("på fredag")


def test_what_was_decided_is_in_it_with_the_reason(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to("afklaring.decision")
    chat.says("Vi samskaber").says("De unge er i gang")
    chat.says("opsummering").sees(
        "Det, der gælder nu", "Besluttet efter Afklaring i dag: *Vi samskaber*"
    )
    chat.sees("Grund: De unge er i gang")


def test_the_type_stands_in_it(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to("typen.valg")
    chat.says("Styret").says("opsummering").sees("*Jeres type:* styret samskabelse")


def test_where_one_is_what_is_said_open_and_next(chef: Chat) -> None:
    open_now = chef.step
    chef.says("opsummering").sees("*Mødested for unge*", "I er nået til Afklaring")
    chef.sees("• *Formål* (delvist): Hvorfor sammen: Vi ved ikke", "Det, der står åbent")
    chef.sees("Når ledermødet er slut, bliver Karen Eksempel spurgt · Ali Eksempel · senest")
    chef.sees_button("Som tekst", "Del", "Vis spørgsmålet")
    assert chef.step is open_now
    chef.presses("Vis spørgsmålet")


def test_what_was_skipped_is_not_in_it(chef: Chat) -> None:
    chef.goes_to("demokrati.politikere").says("opsummering").sees_not("*Afgrænsning* (")


def test_done_steps_say_what_they_led_to_and_ticked_tasks_are_kept(chef: Chat) -> None:
    chef.says("skridt").presses("Gjort").says("Hun er med")
    chef.says("retninger").presses("Gjort").says("opsummering")
    chef.sees("Gjort den 2. marts: Når ledermødet er slut", "Det førte til: Hun er med")
    chef.presses("Som tekst").sees("## Opgaver, der er løst", "(gjort den 2. marts)")


def test_as_markdown_everything_is_there(chef: Chat) -> None:
    chef.says("opsummering").presses("Som tekst").sees("# Mødested for unge", f"> {WHY}")
    chef.sees("## Næste skridt", "- Når ledermødet er slut", "Se den igennem")
    document = next(each for each in chef.reply.messages if isinstance(each, Document))
    (page,) = rendered(document, chef.flow.texts)
    assert page.blocks[-1]["elements"][0]["type"] == "rich_text_preformatted"


def test_nothing_to_sum_up_yet(real_chat: Chat) -> None:
    real_chat.says("hej").says("opsummering").sees("hører til et forløb")
    real_chat.begins("Bænk").says("opsummering").sees("Der er ikke svaret på noget i *Bænk* endnu")


def test_a_long_journey_takes_more_messages_and_loses_nothing(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("&" * 79 + "x")
    for step in chat.flow.path.steps[1:]:
        if chat.answered.get(step.id) is not None:
            continue
        if chat.step is None:
            chat.says("fortsæt")
        if step.role is Role.CLARITY:
            continue
        chat.goes_to(step.id) if chat.step and step.on_path(chat.answered) else None
        if chat.step and chat.step.id == step.id and step.question.kind == "text":
            chat.says("<!channel> & " * 200 + step.id).lets_stand()
    chat.says("opsummering").presses("Som tekst")
    document = next(each for each in chat.reply.messages if isinstance(each, Document))
    pages = rendered(document, chat.flow.texts)
    assert len(pages) > 1
    whole = "".join(page.blocks[-1]["elements"][0]["elements"][0]["text"] for page in pages)
    assert r"formaal.hvorfor" in whole
    assert len(whole) >= len(document.markdown) - len(pages)


@at_once(
    "said, shown",
    [
        ("# stor", r"\# stor"),
        ("```kode```", r"\`\`\`kode\`\`\`"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("<b> & *fed*", r"\<b\> & \*fed\*"),
        ("1. først\n- så", "1\\. først\n\\- så"),
        ("almindelig tekst, 3 - 4", "almindelig tekst, 3 - 4"),
    ],
)
def test_peoples_words_are_text_in_markdown(said: str, shown: str) -> None:
    assert escaped(said) == shown


def test_lines_become_markdown() -> None:
    lines = (
        Say("• *{point}*: {x}", {"point": "Formål", "x": Words("a*b")}),
        Say("• {who}", {"who": Mention("U1")}),
        Say("Hvorfor?", quote=Words("a\n\n# b")),
    )
    assert sheet("T_1", section("Et", lines)) == (
        "# T\\_1\n\n## Et\n\n- **Formål**: a\\*b\n- <@U1>\n\nHvorfor?\n\n> a\n>\n> \\# b\n"
    )


def test_what_is_over_is_not_advised_about_once_it_is_finished(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("bedre kvalitet")
    chat.goes_to("afklaring.decision").fork().says("opsummering").sees("Ingen projektleder endnu")
    chat.goes_to("maalopfyldelse.maal").says("Vi målte det ikke").skips_to_the_end()
    chat.says("opsummering").sees("I målte det ikke").sees_not("Ingen projektleder endnu")
