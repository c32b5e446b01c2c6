"""Where a phase ends, and by 'status', the most important advice is said, with its reason."""

from __future__ import annotations

import pytest

from flows.dialogue import features
from flows.messages import Note, Settled
from flows.parts.advice.findings import MAKE_STEP
from tests.flows.chat import Chat

BOTH = "Begge dele passer"


def test_the_most_important_thing_is_what_the_rules_say(real_chat: Chat) -> None:
    chat = real_chat.begins().picks("kvalitet").goes_to("ejerskab.hvor").presses("Kun mig")
    chat.goes_to("bemanding.projektleder").says("Karen Eksempel").goes_to("afklaring.decision")
    chat.sees(
        "*Det vigtigste nu:* Ingen over dig ejer opgaven.", "*Vores råd:* Spørg ved næste møde"
    )
    chat.sees("• _Hvem over dig ejer opgaven?_ Sprunget over (i dag)")
    chat.sees("Kilde: Væksthus for Ledelse, s. 10").sees_not("Begynd med").sees_not("Derefter")


def test_no_more_than_two_and_the_most_important_first(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("formaal.vaerd").presses("Nej").says("fortsæt")
    chat.goes_to("demokrati.politikere").presses("Kender det ikke endnu")
    chat.goes_to("afklaring.decision").sees("*Det vigtigste nu:* Det er ikke umagen værd.")
    chat.sees("*Derefter:* Ingen over dig ejer opgaven.").sees_not("hører om det")


def test_where_no_rule_fires_it_begins_with_what_is_open(real_chat: Chat) -> None:
    chat = real_chat.begins().picks("kvalitet").goes_to("ejerskab.ejer").says("Karen Eksempel")
    chat.goes_to("bemanding.projektleder").says("Karen Eksempel").goes_to("afklaring.decision")
    chat.sees("Begynd med *Type").sees_not("Det vigtigste nu")


def test_what_was_passed_by_is_said_at_the_end(apart: Chat) -> None:
    apart.says("fortsæt").goes_to("ejerskab.ejer").says("Karen Eksempel")
    apart.says("Frie hænder til indholdet").goes_to("bemanding.projektleder").says("Karen Eksempel")
    apart.goes_to("afklaring.decision").sees("Kendt resultat, delte beslutninger", "5 af 5 (i dag)")


def test_what_was_said_to_stand_is_not_said_again(apart: Chat) -> None:
    apart.presses(BOTH).goes_to("ejerskab.ejer").says("Karen Eksempel")
    apart.goes_to("afklaring.decision").sees_not("Kendt resultat, delte beslutninger")


def test_it_stands_beside_the_question_of_the_next_step(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("ejerskab.hvor").presses("Kun mig")
    chat.goes_to("afklaring.next_step").sees("*Det vigtigste nu:* Ingen over dig ejer opgaven.")
    chat.sees_not("Samskabelsen skal også have rødder")


def test_a_later_phase_does_not_bring_it_up(real_chat: Chat) -> None:
    real_chat.begins().goes_to("planlaegning.decision").sees_not("eje opgaven")


def test_status_says_the_most_important_alone(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("formaal.vaerd").presses("Nej").says("fortsæt")
    chat.goes_to("bemanding.styrke").says("status").sees("*Det vigtigste nu:* Det er ikke umagen")
    chat.sees("_Når du holder gevinsten op mod tid og penge").sees_not("*Derefter:*")
    chat.commands("status").sees("*Det vigtigste nu:* Det er ikke umagen værd.")


def test_the_notes_name_what_can_be_settled_later(apart: Chat) -> None:
    """Its buttons are replaced by the answer, as a question's are."""
    asked = next(each for each in apart.reply.messages if isinstance(each, Note))
    apart.presses(BOTH)
    settled = next(each for each in apart.reply.messages if isinstance(each, Settled))
    assert settled.target == asked.shows


def test_a_stranger_to_rules_is_left_alone(chat: Chat) -> None:
    """Content without advice: nothing is asked, nothing is said."""
    chat.begins().skips_to_the_end()
    assert not any("Det vigtigste nu:" in reply.text for reply in chat.replies)


def test_it_can_be_made_a_next_step(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("afklaring.next_step")
    do = next(each.do for each in chat.flow.library.advice if each.id == "ingen_ejer")
    chat.presses("Lav det til et skridt").has_answered("afklaring.next_step", do)


def test_there_is_no_such_button_where_nothing_would_come_of_it(
    real_chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {name: deed for name, deed in features.DEEDS.items() if name != MAKE_STEP}
    monkeypatch.setattr(features, "DEEDS", without)
    chat = real_chat.begins().goes_to("afklaring.next_step").sees("*Det vigtigste nu:*")
    assert "Lav det til et skridt" not in [each.label for each in chat.reply.presses]
