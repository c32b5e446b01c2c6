"""The register of frames: born of answers, kept up with them, changed with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from flows.journey.records import all_of, one
from flows.journey.values import Answer, AnswerState
from flows.parts.frames import Born, Change, Firmness, Frame, kept_up
from tests.flows.chat import Chat

DAY, LATER = date(2026, 3, 2), date(2026, 5, 1)
PLACE = Born("fast_sted", "Stedet", Firmness.FIXED, "answer:rammer.fast")
ROOM = Born("elastik", "Tiden", Firmness.ELASTIC, "answer:rammer.elastik")


def kept(*found: Frame) -> dict[str, Frame]:
    return {frame.id: frame for frame in found}


def frame_of(said: Born) -> Frame:
    (frame,) = kept_up([said], {}, DAY)
    return frame


def test_a_frame_is_born_of_an_answer() -> None:
    assert frame_of(PLACE) == Frame(**PLACE._asdict(), on=DAY, said="Stedet")


def test_a_frame_stays_as_it_is_while_its_answer_does() -> None:
    assert not list(kept_up([PLACE], kept(frame_of(PLACE)), LATER))


def test_a_frame_that_was_changed_with_a_reason_stays_changed() -> None:
    changed = frame_of(PLACE).changed(LATER, text="Et sted i midtbyen", why="Huset brændte")
    assert not list(kept_up([PLACE], kept(changed), LATER))
    assert changed.history == (
        Change(on=LATER, was="Stedet", firmness=Firmness.FIXED, why="Huset brændte"),
    )


def test_a_new_answer_is_a_new_text_with_the_old_one_behind_it() -> None:
    (frame,) = kept_up([ROOM._replace(text="Stedet")], kept(frame_of(ROOM)), LATER)
    assert (frame.text, frame.on, frame.history[0].was) == ("Stedet", LATER, "Tiden")


def test_a_frame_that_no_answer_says_any_more_has_ended_once() -> None:
    (frame,) = kept_up([], kept(frame_of(PLACE)), LATER)
    assert frame.firmness is Firmness.ENDED
    assert not list(kept_up([], kept(frame), LATER))
    (again,) = kept_up([PLACE], kept(frame), LATER)
    assert (again.firmness, again.text) == (Firmness.FIXED, "Stedet")


def test_a_frame_of_another_origin_does_not_end_with_the_answers() -> None:
    risk = Frame(id="risiko_en", text="x", firmness=Firmness.FIXED, on=DAY, origin="risk:en")
    assert not list(kept_up([], kept(risk), LATER))


@pytest.fixture
def framed(real_chat: Chat) -> Chat:
    """A chef who has said what lies fast and what may be moved."""
    chat = real_chat.says("hej").begins("Mødested").goes_to("rammer.fast").picks("maal", "andet")
    chat.says("Huset & haven").says("Tiden").picks("2026-10-01").says("Hvem der har nøglen")
    return chat.stands_at("uforudsigelighed.grad")


def test_the_answers_are_not_asked_again_but_are_the_frames(framed: Chat) -> None:
    framed.says("rammer").stands_at("uforudsigelighed.grad")
    framed.sees("*Ligger fast:*", "• Målet", "• Huset & haven", "• Slutdato: 1. oktober 2026")
    framed.sees("*Kan flyttes:*", "• Tiden", "*Mangler at blive besluttet:*")


def test_what_a_group_concludes_is_a_frame_the_next_time_one_is_here(real_chat: Chat) -> None:
    """An answer may come from a workshop while the chef does nothing."""
    real_chat.begins()
    said = ("rammer.elastik", AnswerState.GIVEN, "Åbningstiden", "group:w1", real_chat.world.now)
    real_chat.world.memory.answers.append((str(real_chat.person.open_journey), Answer(*said)))
    real_chat.fork().says("rammer").sees("• Åbningstiden")
    real_chat.sets_out("Noget andet")
    assert not all_of(real_chat.answered, Frame)
    real_chat.says("skift 2").says("rammer").sees("• Åbningstiden").sees_not("ændret")


def test_they_are_shown_where_they_matter(framed: Chat) -> None:
    framed.goes_to("involveringsgrad.rolle").sees("*Ligger fast:* Målet; Huset & haven")
    framed.goes_to("kontrakt.parter").says("Ungerådet")
    framed.goes_to("kontrakt.deler").sees("*Kan flyttes:* Tiden")
    framed.goes_to("kursjustering.rammer").sees("*Ligger fast:* Målet")


def test_a_frame_is_changed_with_a_reason_that_stands_beside_it(framed: Chat) -> None:
    framed.says("rammer").chooses("Målet").stands_at("ramme.hvordan").sees("Målet")
    framed.presses("Skriv den om").says("Målet er 30 unge").says("Udvalget besluttede det")
    framed.sees("Rammen er rettet").stands_at("uforudsigelighed.grad").waits(days=3).says("rammer")
    framed.sees("Målet er 30 unge", "ændret den 2. marts", "_Før:_ Målet", "Udvalget besluttede")


def test_a_frame_can_become_firmer_looser_and_end(framed: Chat) -> None:
    for label, firmness in (
        ("Den kan flyttes", Firmness.ELASTIC),
        ("Den ligger fast", Firmness.FIXED),
        ("Den gælder ikke mere", Firmness.ENDED),
    ):
        framed.says("rammer").chooses("Målet").presses(label).says("Det er aftalt")
        frame = one(framed.answered, Frame, "fast_maal")
        assert frame is not None
        assert frame.firmness is firmness
    framed.says("rammer").sees("*Gælder ikke mere:*")
    assert "Målet" not in [each.label for each in framed.reply.options]


def test_a_change_that_is_none_changes_nothing(framed: Chat) -> None:
    framed.says("rammer").chooses("Målet").presses("Den ligger fast").says("spring over")
    framed.sees("Rammen er, som den var")
    assert not any(each.history for each in all_of(framed.answered, Frame))


def test_leaving_half_way_changes_nothing(framed: Chat) -> None:
    framed.says("rammer").chooses("Målet").presses("Skriv den om").presses("Ikke nu")
    assert not any(each.history for each in all_of(framed.answered, Frame))
    framed.stands_at("uforudsigelighed.grad")


def test_the_next_change_does_not_show_the_last_one(framed: Chat) -> None:
    framed.says("rammer").chooses("Målet").presses("Skriv den om").says("30 unge").says("Aftalt")
    framed.says("rammer").chooses("Tiden").sees_not("svarede du")
    framed.presses("Skriv den om").sees_not("30 unge")


def test_a_corrected_answer_changes_the_frame(framed: Chat) -> None:
    framed.edits("Tiden", "Tiden og stedet").says("rammer").sees("• Tiden og stedet", "Tiden")
    frame = one(framed.answered, Frame, "elastik")
    assert frame is not None
    assert [each.was for each in frame.history] == ["Tiden"]


def test_a_removed_answer_takes_its_words_with_it(framed: Chat) -> None:
    framed.deletes("Tiden").presses("Fjern svaret").says("rammer").sees_not("Tiden")
    assert one(framed.answered, Frame, "elastik") is None


def test_a_frame_that_is_gone_is_not_changed(framed: Chat) -> None:
    shown = framed.says("rammer").reply
    framed.deletes("Tiden").presses("Fjern svaret")
    framed.chooses("Tiden", on=shown).sees("Den ramme findes ikke mere")


def test_without_frames_and_without_a_journey(real_chat: Chat) -> None:
    real_chat.says("hej").says("rammer").sees("hører til et forløb")
    real_chat.begins("Mødested").says("rammer").sees("ikke skrevet nogen rammer endnu")


def test_under_way_one_is_told_how_to_change_what_holds_no_longer(framed: Chat) -> None:
    framed.goes_to("kursjustering.rammer").fork().picks("intet").sees_not("Skriv *rammer*")
    framed.picks("tid").sees("Skriv *rammer*")


def test_a_list_of_another_journey_leads_back_to_that_one(framed: Chat) -> None:
    shown = framed.says("rammer").reply
    framed.sets_out().chooses("Målet", on=shown)
    framed.is_titled("Mødested").stands_at("ramme.hvordan").presses("Ikke nu")
    framed.stands_at("uforudsigelighed.grad")


def test_they_stand_in_the_summary_of_the_journey(framed: Chat) -> None:
    framed.says("opsummering").sees("Det, der gælder nu", "*Ligger fast:* Målet; Huset & haven")
