"""Answers that pull apart are asked about: once, kindly, and in nobody's way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.content.kinds import Kind, Speaks
from flows.inputs import Action, Pressed, Verb
from flows.journey import records
from flows.journey.question import RUN
from flows.journey.steps import Role
from flows.journey.values import Value
from flows.messages import Settled
from flows.parts.advice.findings import Advised, Finding, advisor
from tests.flows.advice.conftest import ALONE, APART
from tests.flows.advice.fires import CASES, KAREN, LEADER, LEFT, OWNER, Given
from tests.flows.chat import Chat

BOTH = "Begge dele passer"


def _findings(chat: Chat) -> list[Finding]:
    return chat.flow.the(advisor).findings(chat.answered)


def told(chat: Chat) -> list[Advised]:
    """What is kept of what was asked about."""
    return list(records.all_of(chat.answered, Advised))


# How it is asked


def test_it_shows_both_answers_with_their_days_and_where_it_comes_from(apart: Chat) -> None:
    apart.sees("Hvilken type går I efter?_ Den 2. marts svarede du:")
    apart.sees("» Styret", "» 5 af 5", "Kilde: Væksthus for Ledelse, s. 22")
    apart.sees_button("Ret det første", "Ret det andet", BOTH, "Lav det til et skridt")


def test_it_is_the_only_question_until_it_is_answered(apart: Chat) -> None:
    said = [each for each in apart.reply.messages if not isinstance(each, Settled)]
    assert len(said) == 1
    assert apart.reply.prompt is None


def test_both_may_stand_and_there_is_something_to_do_about_it(apart: Chat) -> None:
    apart.sees("*Vores råd:* Skriv to lister").presses(BOTH).sees("Så står begge dele")
    apart.stands_at("type.afgoer").has_answered("type.styring", 5)
    version = apart.flow.library.version
    kept = Advised(id="givet_men_delt", choice="both", at="type.styring", version=version)
    assert told(apart) == [kept]


@pytest.mark.parametrize("said", [BOTH, "begge dele passer.", "ja", "Det passer"])
def test_that_may_be_typed(apart: Chat, said: str) -> None:
    apart.says(said).sees("Så står begge dele").stands_at("type.afgoer")
    assert told(apart)[0].why is None


def test_what_else_is_typed_is_the_reason(apart: Chat) -> None:
    apart.says("Huset er givet, men de unge bestemmer, hvad der sker i det")
    apart.sees("Skrevet ned ved siden af svarene").stands_at("type.afgoer")
    assert told(apart)[0].why == "Huset er givet, men de unge bestemmer, hvad der sker i det"
    settled = [each for each in apart.reply.messages if isinstance(each, Settled)]
    assert len(settled) == 1


def test_the_reason_is_shown_and_can_be_taken_up_again(apart: Chat) -> None:
    apart.says("De unge bestemmer resten").says("mine data")
    apart.sees("Kendt resultat, delte beslutninger » De unge bestemmer resten")
    apart.presses("Ret", beside="Kendt resultat").sees(APART, "» 5 af 5")
    apart.says("Kun indretningen er delt").sees("Skrevet ned").stands_at("type.afgoer")
    assert told(apart)[0].why == "Kun indretningen er delt"


@pytest.mark.parametrize("label", ["Ret det første", "ret det første"])
def test_the_first_is_corrected_and_one_returns(apart: Chat, label: str) -> None:
    (apart.says if label.islower() else apart.presses)(label)
    apart.stands_at("typen.valg").sees("Dit svar er nu:", "» Styret")
    apart.presses("Ligeværdig").sees("Rettet.").stands_at("type.afgoer")


def test_the_second_is_corrected(apart: Chat) -> None:
    apart.presses("Ret det andet").stands_at("type.styring").sees("» 5 af 5").says("2")
    apart.sees("Rettet.").stands_at("type.afgoer").has_answered("type.styring", 2)


def test_an_answer_that_mends_it_may_be_typed_right_away(apart: Chat) -> None:
    apart.says("2").sees("Rettet.").stands_at("type.afgoer").has_answered("type.styring", 2)


def test_an_answer_that_mends_nothing_asks_no_second_time(apart: Chat) -> None:
    apart.presses("Ret det andet").says("5").stands_at("type.afgoer").sees_not(APART)


def test_a_changed_answer_that_does_not_fit_either_is_said_at_the_end(apart: Chat) -> None:
    """The phase was interrupted once, and the last place is kept for what is graver."""
    apart.presses("Ret det andet").says("4").sees_not(APART).stands_at("type.afgoer")
    assert "givet_men_delt" in [each.advice.id for each in _findings(apart)]


def test_one_answer_alone_is_mended_by_typing_another(alone: Chat) -> None:
    alone.sees("» Kender det ikke endnu", "Skriv gerne, hvorfor").says("Følger det løbende")
    alone.sees("Rettet.").has_answered("demokrati.politikere", "foelger")
    alone.stands_at("demokrati.deltagere")


def test_what_can_overturn_it_may_be_decided_upon_at_once(real_chat: Chat) -> None:
    """A 'no' to whether it is worth it leads to the decision, and not on into the type."""
    chat = real_chat.begins("Lektiecafé").picks("kvalitet").goes_to("formaal.vaerd")
    chat.presses("Nej").sees(ALONE, "CFIA's råd at lade være").presses("Beslut nu")
    chat.stands_at("afklaring.decision").sees("*Det vigtigste nu:* Det er ikke umagen værd.")
    chat.presses("Lad være").has_answered("afklaring.decision", "lad_vaere")


def test_one_answer_alone_may_stand(alone: Chat) -> None:
    alone.presses("Lad det stå").sees("Så står det").stands_at("demokrati.deltagere")
    alone.has_answered("demokrati.politikere", "ukendt")


def test_one_answer_alone_may_stand_for_a_reason(alone: Chat) -> None:
    alone.says("Vi venter til valget er ovre").has_answered("demokrati.politikere", "ukendt")
    assert told(alone)[0].why == "Vi venter til valget er ovre"


def test_one_answer_alone_is_corrected(alone: Chat) -> None:
    alone.presses("Ret svaret").stands_at("demokrati.politikere").sees("» Kender det ikke endnu")
    alone.presses("Sidder selv med").stands_at("demokrati.deltagere")


def test_a_step_is_made_of_it_and_the_journey_goes_on(alone: Chat) -> None:
    alone.presses("Lav det til et skridt").sees("Aftal med din direktør")
    alone.presses("Jeg gør det selv")
    alone.says("spring over").sees("Dit skridt er:").stands_at("demokrati.deltagere")
    assert told(alone)[0].choice == "step"
    alone.goes_to("afklaring.decision").sees_not("Politikerne kender det ikke")


# It never blocks


@pytest.mark.parametrize("word", ["spring over", "fortsæt", "videre", "nej"])
def test_one_may_go_on_without_a_word_about_it(apart: Chat, word: str) -> None:
    apart.says(word).sees("Så står svaret, som det var.").stands_at("type.afgoer")
    assert told(apart)[0].choice == "asked"


@pytest.mark.parametrize("word", ["hjælp", "status", "uddyb", "eksempel", "tilbage", "ret"])
def test_the_words_work_and_lead_on(apart: Chat, word: str) -> None:
    answered = apart.step.id if apart.step else ""
    apart.says(word).sees_not(APART)
    if word == "tilbage":
        apart.stands_at(answered).sees("Dit svar er nu:")
    else:
        apart.says("spring over").stands_at("type.afgoer")


@pytest.mark.parametrize("rest", ["pause", "stop"])
def test_after_a_rest_the_next_question_comes(apart: Chat, rest: str) -> None:
    apart.says(rest).says("fortsæt").stands_at("type.afgoer").sees_not(APART)


def test_what_cannot_be_kept_is_said_and_it_is_asked_again(apart: Chat) -> None:
    apart.says("👍").sees("Tegn og ikoner", APART).says("x" * 3001).sees("3001 tegn", APART)
    apart.edits("x" * 3001, "Kun indretningen er delt").stands_at("type.afgoer")
    assert told(apart)[0].why == "Kun indretningen er delt"


def test_words_that_look_like_commands_stay_words(apart: Chat) -> None:
    apart.says("<!channel> & <@U2> *fed*")
    assert told(apart)[0].why == "<!channel> & <@U2> *fed*"
    apart.says("mine data").sees("<!channel>")


def test_what_arrives_late_is_no_reason(apart: Chat) -> None:
    """It was written before the answer that is asked about."""
    apart.says("Vi mødes hver uge", sent=apart.world.now - timedelta(hours=1))
    apart.sees("nåede først frem nu").has_answered("type.styring", 5)
    assert told(apart)[0].choice == "asked"


def test_editing_the_answer_mends_it(apart: Chat) -> None:
    apart.edits("5", "2").has_answered("type.styring", 2).stands_at("type.afgoer")


# Old buttons, double clicks, and once only


def test_a_double_click_is_one_click(apart: Chat) -> None:
    asked = apart.reply
    apart.presses(BOTH).at_once(lambda chat: chat.presses(BOTH, on=asked))
    apart.hears_nothing().stands_at("type.afgoer")
    assert len([a for a in apart.answered if a.step == "advice:givet_men_delt"]) == 2


@pytest.mark.parametrize("label", ["Ret det første", "Ret det andet", BOTH])
def test_its_buttons_change_nothing_later(apart: Chat, label: str) -> None:
    asked = apart.reply
    apart.presses(BOTH).goes_to("afgraensning.hvad")
    apart.presses(label, on=asked).sees("Det har du allerede taget stilling til")
    apart.stands_at("afgraensning.hvad").has_answered("type.styring", 5)


def test_its_buttons_still_work_when_one_went_on(apart: Chat) -> None:
    asked = apart.reply
    apart.says("fortsæt").goes_to("afgraensning.hvad")
    apart.fork().presses("Ret det første", on=asked).stands_at("typen.valg")
    apart.presses(BOTH, on=asked).sees("Så står begge dele")
    apart.stands_at("afgraensning.hvad")


def test_its_buttons_are_past_when_the_answers_fit(apart: Chat) -> None:
    asked = apart.reply
    apart.says("2").presses("Ret det første", on=asked).sees("allerede taget stilling til")
    apart.stands_at("type.afgoer")


def test_a_button_of_another_journey_leads_there(apart: Chat) -> None:
    asked = apart.reply
    apart.sets_out().presses(BOTH, on=asked)
    apart.sees("Mødested for unge").presses("Skift til det forløb").is_titled("Mødested for unge")
    apart.presses(BOTH, on=asked).sees("Så står begge dele")


def test_a_button_of_no_such_advice_changes_nothing(apart: Chat) -> None:
    press = next(each for each in apart.reply.presses if each.label == BOTH)
    action = press.input.action
    wrong = Pressed(type(action)(action.verb, action.journey, action.step, 0, "findes_ikke"))
    apart.does(wrong, "(Begge dele passer)").sees("Det har du allerede taget stilling til")


def test_the_same_click_on_the_answer_is_met_with_silence(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("typen.valg").presses("Faciliterende")
    chat.goes_to("type.styring")
    scale = chat.reply
    chat.picks("1").sees(APART).at_once(lambda again: again.picks("1", on=scale)).hears_nothing()
    chat.presses(BOTH, on=chat.replies[-2]).stands_at("afgraensning.hvad")


def test_it_is_asked_about_once_only(apart: Chat) -> None:
    apart.presses(BOTH).says("tilbage").stands_at("type.styring")
    apart.says("5").stands_at("type.afgoer").sees_not(APART)


def test_what_andet_means_is_asked_first(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("parathed.uforudset").picks("opbakning")
    chat.goes_to("rammer.fast").picks("tid", "andet").stands_at("rammer.fast_other").sees_not(APART)
    chat.says("Huset").sees(APART, "» Tidsplanen, Huset").presses(BOTH)
    chat.stands_at("rammer.elastik")


def test_of_two_at_once_the_graver_is_asked_about_and_the_other_said_at_the_end(
    real_chat: Chat,
) -> None:
    chat = real_chat.begins().goes_to("type.styring").says("2")
    chat.goes_to("demokrati.politikere").presses("Beslutter til sidst")
    chat.goes_to("involveringsgrad.rolle").presses("Ansvarshavende").sees("» Beslutter til sidst")
    chat.presses(BOTH).stands_at("involveringsgrad.metoder")
    chat.goes_to("planlaegning.decision").sees("*Det vigtigste nu:* Ansvar uden noget at bestemme")


@pytest.mark.parametrize("way_on", [BOTH, "fortsæt", "spring over", "Resten er givet"])
def test_a_course_that_is_run_again_ends_after_it(real_chat: Chat, way_on: str) -> None:
    chat = _asked(real_chat, {"typen.valg": "faciliterende", "ansvar.rolle": "Lytter"})
    chat.goes_to("uforudsigelighed.grad").says("5").stands_at("uforudsigelighed.plads")
    journey = chat.journey
    assert journey is not None
    run = Action(Verb.DO, journey.id, RUN, journey.revision, "typen")
    chat.does(Pressed(run), "(Typen igen)").goes_to("typen.valg").presses("Styret").sees(APART)
    chat.says(way_on).goes_to("uforudsigelighed.plads")
    assert chat.route.running is None


# Every one of them, in the conversation


def _pick(chat: Chat, ref: str, value: Value) -> None:
    step = chat.flow.path.by_id[ref]
    kind = step.question.kind
    if step.role is Role.CLARITY:  # one tap beside the next question
        while chat.step is not None and chat.step.point is step.point:
            chat.says("spring over")
        label = next(each.label for each in step.question.choices if each.id == value)
        chat.presses(label).says("fortsæt")
        return
    if step.course is not None and not step.on_path(chat.answered):
        chat.says("type").presses("Find jeres type", on=chat.reply)
    chat.goes_to(ref)
    if value is LEFT:
        chat.says("spring over")
    elif isinstance(value, dict):
        chat.picks(value["user"]) if "user" in value else chat.says(value["name"])
    elif kind is Kind.TEXT:
        chat.says(value)
    elif kind is Kind.YES_NO:
        chat.says("ja" if value else "nej")
    else:
        chat.picks(*(value if isinstance(value, list) else [str(value)]))


def _asked(chat: Chat, given: Given) -> Chat:
    order = list(chat.flow.path.by_id)
    chat.begins("Mødested for unge")
    last = max(map(order.index, given))
    given = {**{each: KAREN for each in (OWNER, LEADER) if order.index(each) < last}, **given}
    for ref in sorted(given, key=order.index):
        _pick(chat, ref, given[ref])
    return chat


def _passes(chat: Chat) -> None:
    """Say something where one writes, so that the point is not passed over whole."""
    writes = chat.step is not None and chat.step.question.kind is Kind.TEXT
    chat.says("Det finder vi ud af" if writes else "spring over")


@pytest.mark.parametrize("name", CASES)
def test_each_is_said_when_it_is_due(real_chat: Chat, name: str) -> None:
    """Asked about right after the answer that completed it, where its point ends, or not at all."""
    advice = next(each for each in real_chat.flow.library.advice if each.rule == name)
    because = CASES[name].because
    chat = _asked(real_chat, CASES[name].fires[0])
    if advice.speaks is Speaks.POINT_END:
        point = chat.flow.path.section_of[because[-1]].around
        while advice.say not in chat.reply.text and chat.step and chat.step.point is point:
            _passes(chat)
    if advice.speaks is Speaks.SUMMARY:
        chat.sees_not(advice.say)
        return
    missing = any(chat.answered.given(each) is None for each in because)
    is_one = missing or len(because) == 1
    chat.sees(ALONE if is_one else APART, advice.say, f"*Vores råd:* {advice.do}")
    if is_one:
        for each in because:
            again = "Ret svaret" if chat.answered.given(each) else "Svar nu"
            chat.fork().presses(again).stands_at(each)
        chat.presses("Lad det stå").sees("Så står det")
        return
    chat.fork().presses("Ret det første").stands_at(because[0])
    chat.fork().presses("Ret det andet").stands_at(because[1])
    chat.presses(BOTH).sees("Så står begge dele")


def test_it_fits_slack_beside_the_longest_answers(real_chat: Chat) -> None:
    """The rule ``fits_slack`` looks at all that is said."""
    wide = ("<!channel> & " * 300)[:2900]
    chat = real_chat.begins("Mødested").goes_to("type.styring").says("3")
    chat.picks("sted", "andet").says(wide).goes_to("rammer.fast").picks("sted")
    chat.sees(APART).fork().says("fortsæt").says("status").goes_to("planlaegning.decision")
    chat.says(wide).says("mine data").sees("Noget, de kan afgøre, ligger fast")


# How often


def test_no_phase_is_interrupted_more_than_twice(real_chat: Chat) -> None:
    """The last place is for what is grave; what finds none is named, and stands in the summary."""
    chat = real_chat.begins().goes_to("typen.valg").presses("Styret").goes_to("type.styring")
    chat.says("5").sees(APART).says("fortsæt")
    chat.goes_to("demokrati.politikere").presses("Kender det ikke endnu").sees(ALONE)
    chat.says("fortsæt").goes_to("ejerskab.strategi").says("ja").sees_not(ALONE)
    chat.sees("*Ingen over dig ejer opgaven.* Det står også i opsummeringen.")
    chat.goes_to("afklaring.decision")
    chat.sees("*Det vigtigste nu:* Ingen over dig ejer opgaven", "*Derefter:*")
    asked = [each for each in told(chat) if each.at]
    assert [each.id for each in asked] == ["givet_men_delt", "politikere_ved_intet"]


def test_what_is_less_grave_leaves_the_last_place(real_chat: Chat) -> None:
    chat = _asked(real_chat, {"typen.valg": "styret", "type.styring": 5}).says("fortsæt")
    chat.goes_to("demokrati.politikere").presses("Sidder selv med")
    chat.goes_to("bemanding.projektleder").says("Karen Eksempel")
    chat.goes_to("ansvar.uklart").picks("politikere").sees_not(APART).sees_not("opsummeringen")


def test_right_after_answers_were_let_stand_nothing_is_asked_about(real_chat: Chat) -> None:
    given = {
        "afgraensning.hvad": ["udvikling"],
        "demokrati.politikere": "beslutter",
        "involveringsgrad.trin": ["problem", "ideer"],
    }
    chat = _asked(real_chat, given).sees(APART).presses(BOTH).stands_at("involveringsgrad.rolle")
    chat.presses("Samarbejdspartner").sees_not(APART)
    chat.sees("*Både politikere og borgere bestemmer.* Det står også i opsummeringen.")
    chat.says("Vi tegner").says("Vi mødes hos dem").sees(APART, "» Samarbejdspartner")


def test_another_phase_has_room_of_its_own(real_chat: Chat) -> None:
    chat = _asked(real_chat, {"type.styring": 3, "type.afgoer": ["maal"], "rammer.fast": ["maal"]})
    chat.sees(APART, "*Vores råd:* Vælg én af delene")
