"""A focus point goes to somebody else and comes back."""

from __future__ import annotations

import pytest

from flows.content.vocabulary import Word
from flows.inputs import Picked
from flows.journey.delegation import Delegation, DelegationState
from flows.journey.records import all_of
from flows.journey.values import Answer, AnswerState
from flows.parts.frames import Firmness, Frame
from tests.flows.chat import Chat
from tests.flows.danish import TYPED


@pytest.fixture
def chef(chat: Chat) -> Chat:
    """A chef who stands at the first question of the first focus point, 'Mål'."""
    return chat.begins("Bænk ved søen").stands_at("maal.hvad")


@pytest.fixture
def ali(chef: Chat) -> Chat:
    """Somebody whom the bot has never met."""
    return chef.another("U2")


def sends(chef: Chat, note: str = "") -> Chat:
    """The chef gives the focus point that stands open to U2."""
    chef.says("giv videre").picks_person("U2")
    if note:
        chef.says(note)
    return chef.presses("Send")


def answers_all(ali: Chat) -> Chat:
    """The other answers every question of 'Mål'."""
    ali.is_told("Vil du svare").presses("Se på det").says("En bænk til alle")
    return ali.says("mere ro").says("Den korte sti").says("4")


def state_of(chef: Chat) -> DelegationState:
    (record,) = all_of(chef.answered, Delegation)
    return record.state


# Out


def test_it_goes_to_a_colleague_with_a_line(chef: Chat, ali: Chat) -> None:
    chef.says("giv videre").sees("Hvem skal svare på *Mål*?").picks_person("U2")
    chef.sees("*Mål* går til @U2", "Bænk ved søen", "fire spørgsmål")
    chef.says("Du kender stedet").sees("Denne linje følger med", "Du kender stedet")
    ali.is_told_nothing()
    chef.presses("Send").sees("*Mål* ligger nu hos @U2").stands_at("folk.hvem")
    ali.is_told("@U1", "*Mål*", "»Bænk ved søen«", "Du kender stedet", "Kun @U1 ser dine svar")
    ali.sees_button("Se på det", "Nej tak")


def test_who_writes_instead_of_pressing_is_led_there(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.says("hej").says("hvem er det?").sees("@U1 har bedt dig svare på *Mål*.")
    ali.presses("Se på det").sees("Du svarer på *Mål* for @U1").stands_at("maal.hvad")


def test_what_follows_of_an_answer_is_not_promised_to_a_colleague(real_chat: Chat) -> None:
    chef = real_chat.begins().says("giv videre").picks_person("U2").presses("Send")
    ali = chef.another("U2").says("hej").presses("Se på det").says("bedre kvalitet")
    ali.sees_not("Det holder vi resultatet op mod").stands_at("formaal.hvorfor")


def test_a_button_where_there_is_room_for_it(real_chat: Chat) -> None:
    """Only at a first question whose other buttons are fewer than four."""
    real_chat.begins()
    with_it = []
    for step in real_chat.flow.path.steps[1:]:
        if real_chat.step is not None and real_chat.step.id == step.id:
            if "Giv videre" in {each.label for each in real_chat.reply.presses}:
                with_it.append(step)
            real_chat.says("spring over")
    assert all(real_chat.flow.path.of_point(step.point)[0] is step for step in with_it)


def test_the_other_sees_privacy_and_only_that_point(chef: Chat, ali: Chat) -> None:
    chef.says("Et sted at sidde")
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det")
    ali.sees("Godt at vide", "Du svarer på *Mål* for @U1", "Hvad vil I nå?")
    ali.sees_not("Et sted at sidde")
    ali.says("En bænk til alle").says("mere ro").says("Den korte sti").says("4")
    ali.sees("Skal de sendes til @U1?", "En bænk til alle").sees_button("Send svarene")
    ali.says("mine data").sees("En bænk til alle").sees_not("Et sted at sidde")
    ali.says("status").says("tilbage").sees_not("Et sted at sidde")


def test_back_again_and_the_chef_goes_on(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene").sees("*Mål* er sendt til @U1")
    chef.has_answered("maal.hvad", "En bænk til alle")
    assert state_of(chef) is DelegationState.ANSWERED
    chef.is_told("@U2 har svaret på *Mål* i *Bænk ved søen*", "En bænk til alle", "Mere ro")
    chef.sees_button("Tag imod", "Kommentér", "Overtag selv").presses("Tag imod")
    chef.sees("svarene fra @U2").sees("*Mål:*").stands_at("folk.hvem")
    assert state_of(chef) is DelegationState.RETURNED
    ali.is_told("@U1 har taget imod dine svar").says("hej").sees("ikke")
    assert ali.journeys == {}


def has_passed_over_all_before(chat: Chat, step: str) -> Chat:
    """As if everything before that step had been passed over; it is asked now."""
    while (first := chat.route.first) is not None and first.id != step:
        passed = Answer(first.id, AnswerState.SKIPPED, None, chat.user, chat.world.now)
        chat.world.memory.answers.append((str(chat.person.open_journey), passed))
    return chat.says("fortsæt").stands_at(step)


def brings_back(chef: Chat, first: str, **said: str) -> Chat:
    """The chef gives the point that begins so to U2, who answers so and hands it back."""
    point = first.partition(".")[0]
    has_passed_over_all_before(chef.begins(), first)
    ali = chef.another("U2")
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det")
    for _ in chef.flow.path.section[point].steps:
        if ali.step is not None:
            ali.says(said.get(ali.step.id.partition(".")[2], "spring over"))
    ali.presses("Send svarene")
    chef.is_told("har svaret")
    return ali


@pytest.mark.parametrize("label", ["Tag imod", "Overtag selv"])
def test_frames_stand_in_the_register_as_they_are_taken_in(real_chat: Chat, label: str) -> None:
    ali = brings_back(real_chat, "rammer.fast", fast="stedet", elastik="Farven på bænken")
    real_chat.presses(label).stands_at("rammer.tid")
    found = {each.text: each.firmness for each in all_of(real_chat.answered, Frame)}
    assert found == {"Stedet": Firmness.FIXED, "Farven på bænken": Firmness.ELASTIC}
    real_chat.says("rammer").sees("• Stedet", "• Farven på bænken").stands_at("rammer.tid")
    ali.says("slet alt").says("alt").says("ja")
    assert "Farven på bænken" not in repr(real_chat.world.memory.answers)


def test_frames_follow_what_is_sent_again(real_chat: Chat) -> None:
    ali = brings_back(real_chat, "rammer.fast", elastik="Farven på bænken")
    real_chat.says("rammer").sees("• Farven på bænken")
    ali.says("ret 2").says("Længden").presses("Send igen")
    real_chat.is_told("Længden").says("rammer").sees("• Længden", "_Før:_ Farven på bænken")


def test_what_has_come_back_is_said_with_the_way_to_it(chef: Chat, ali: Chat) -> None:
    """It is not asked about until the chef takes it in, however long ago it was told."""
    sends(chef)
    chef.says("status").sees("*Mål* ligger hos @U2").sees_not("kommer du til svarene")
    answers_all(ali).presses("Send svarene")
    chef.says("status").sees("*Mål* er kommet tilbage", "kommer du til svarene")
    chef.says("giv videre").presses("Se Mål").presses("Tag imod").sees("*Mål:*")
    chef.says("status").sees_not("er kommet tilbage").sees_not("kommer du til svarene")


def test_a_course_that_an_answer_leads_to_is_for_who_leads_the_journey(real_chat: Chat) -> None:
    """It begins when the answer is taken in; who was asked has that point alone."""
    brings_back(real_chat, "kursjustering.kurs", metoder="nej")
    real_chat.presses("Tag imod").stands_at("typen.kendt_loesning").sees("svarene fra @U2")


def test_what_they_passed_over_is_left_to_the_chef(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("spring over").says("mere ro")
    ali.says("spring over").says("spring over").presses("Send svarene")
    chef.is_told("har svaret").presses("Tag imod").stands_at("maal.hvad")


def test_nothing_answered_is_not_sent(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det")
    for _ in range(4):
        ali.says("spring over")
    ali.sees("så der er intet at sende").sees_button("Ret et svar", "Nej tak")
    ali.presses("Nej tak").sees("Så siger jeg til @U1")
    chef.is_told("@U2 siger nej tak til *Mål*")


def test_an_answer_of_theirs_is_recalled_as_theirs(real_chat: Chat) -> None:
    chef = real_chat.begins().goes_to("formaal.gevinster")
    ali = chef.another("U2")
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("bedre kvalitet")
    while ali.step is not None:
        ali.says("spring over")
    ali.presses("Send svarene")
    chef.is_told("har svaret").presses("Tag imod")
    while "bedre kvalitet" not in chef.reply.text.lower() or "svarede @U2" not in chef.reply.text:
        chef.says("spring over" if chef.step is not None else "fortsæt")
    chef.sees("I dag svarede @U2:", "Bedre kvalitet").sees_not("svarede du")


# Comments, corrections


def test_the_chef_comments_and_the_other_corrects(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene")
    chef.is_told("har svaret").presses("Kommentér").sees("Hvad vil du sige til @U2 om *Mål*?")
    chef.says("Er det også for børn?").sees("Sendt til @U2").stands_at("folk.hvem")
    ali.is_told("@U1 skriver om dine svar på *Mål*", "Er det også for børn?")
    ali.presses("Se mine svar").sees("*Mål* er sendt til @U1").presses("Ret et svar")
    ali.says("1").says("En bænk til børn").sees("er ikke sendt endnu")
    chef.has_answered("maal.hvad", "En bænk til alle")
    ali.presses("Send igen")
    chef.is_told("En bænk til børn").has_answered("maal.hvad", "En bænk til børn")


def test_a_comment_dropped_is_not_sent(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene")
    chef.is_told("har svaret").presses("Kommentér").presses("Fortryd").stands_at("folk.hvem")
    chef.says("Karen")
    ali.is_told_nothing()


def test_the_chef_takes_over(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene")
    chef.is_told("har svaret").presses("Overtag selv").sees("En bænk til alle", "Tryk *Ret*")
    chef.presses("Ret", beside="Hvad vil I nå?").says("To bænke")
    chef.has_answered("maal.hvad", "To bænke")
    ali.is_told("@U1 arbejder selv videre")


# Taken back, declined


def test_the_chef_takes_it_back_while_the_other_types(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("En bænk til alle")
    chef.says("giv videre").sees("*Mål* ligger hos @U2, som fik det i dag").presses(
        "Tag Mål tilbage"
    )
    chef.sees("*Mål* er hos dig igen").stands_at("maal.hvad").has_answered("maal.hvad", None)
    ali.says("mere ro").sees("Du har ikke noget forløb")
    ali.is_told("@U1 har taget *Mål* tilbage", "ikke sendt", "En bænk til alle")
    assert state_of(chef) is DelegationState.TAKEN_BACK


def test_the_other_says_no(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Nej tak").sees("Så siger jeg til @U1")
    chef.is_told("@U2 siger nej tak til *Mål* i *Bænk ved søen*")
    chef.sees_button("Svar selv", "Giv til en anden").presses("Svar selv").stands_at("maal.hvad")
    assert state_of(chef) is DelegationState.DECLINED


def test_a_no_after_some_answers_gives_them_back(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare")
    invitation = ali.reply
    ali.presses("Se på det").says("En bænk til alle").presses("Nej tak", on=invitation)
    ali.sees("nej tak", "En bænk til alle")
    chef.has_answered("maal.hvad", None)


def test_to_another_after_a_no(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Nej tak")
    chef.is_told("nej tak").presses("Giv til en anden").picks_person("U3").presses("Send")
    chef.another("U3").is_told("Vil du svare")


def test_both_at_once_the_chef_first(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali)
    ready = ali.reply
    chef.says("giv videre").presses("Tag Mål tilbage")
    ali.presses("Send svarene", on=ready).sees("findes ikke længere")
    chef.has_answered("maal.hvad", None).is_told_nothing()


def test_both_at_once_the_other_first(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali)
    chef.says("giv videre")
    out = chef.reply
    ali.presses("Send svarene")
    chef.presses("Tag Mål tilbage", on=out).sees("@U2 har svaret på *Mål*").sees_button("Tag imod")
    assert state_of(chef) is DelegationState.ANSWERED


def test_old_buttons_change_nothing(chef: Chat, ali: Chat) -> None:
    sends(chef)
    preview = chef.replies[-2]
    answers_all(ali).presses("Send svarene")
    back = chef.is_told("har svaret").reply
    chef.presses("Tag imod").waits(hours=1)
    for label in ("Tag imod", "Kommentér", "Overtag selv"):
        chef.presses(label, on=back).sees("allerede afgjort")
    chef.presses("Send", on=preview).sees("allerede afgjort")
    assert state_of(chef) is DelegationState.RETURNED


# Who


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        (Picked.BOT, "er en app"),
        (Picked.GONE, "ikke længere aktiv"),
        (Picked.STRANGER, "et andet Slack"),
    ],
)
def test_who_cannot_have_it(chef: Chat, ali: Chat, picked: Picked, said: str) -> None:
    chef.says("giv videre").picks_person("U2", picked).sees(said).picks_person("U3")
    chef.sees("går til @U3").presses("Send")
    ali.is_told_nothing()


def test_a_guest_is_said_to_be_one(chef: Chat, ali: Chat) -> None:
    chef.says("giv videre").picks_person("U2", Picked.GUEST).sees("er gæst").presses("Send")
    ali.is_told("Vil du svare")


def test_not_to_oneself(chef: Chat) -> None:
    chef.says("giv videre").picks_person("U1").sees("Det er dig selv").presses("Fortryd")
    chef.stands_at("maal.hvad")


def test_a_draft_may_be_dropped(chef: Chat, ali: Chat) -> None:
    chef.says("giv videre").picks_person("U2").says("En hemmelighed").presses("Fortryd")
    chef.sees("bliver *Mål* hos dig").stands_at("maal.hvad").says("En bænk")
    chef.has_answered("maal.hvad", "En bænk")
    ali.is_told_nothing()


def test_send_under_an_older_preview_sends_to_nobody_else(chef: Chat, ali: Chat) -> None:
    older = chef.says("giv videre").picks_person("U2").says("Kun til dig").reply
    mette = chef.another("U3")
    chef.says("giv videre").picks_person("U3").sees("*Mål* går til @U3")
    newer = chef.reply
    chef.presses("Send", on=older).sees_not("ligger nu hos")
    ali.is_told_nothing()
    mette.is_told_nothing()
    chef.presses("Send", on=newer).sees("*Mål* ligger nu hos @U3")
    mette.is_told("Vil du svare")


@pytest.mark.parametrize("forged", ["x", "U1> <!channel>", "C0AFDELING", "U" * 200])
def test_only_a_person_can_be_asked(chef: Chat, forged: str) -> None:
    chef.says("giv videre").picks_person(forged).sees("er lavet om").sees_not("går til")
    assert not all_of(chef.answered, Delegation)


def test_a_line_that_is_too_long(chef: Chat) -> None:
    chef.says("giv videre").picks_person("U2").says("x" * 301).sees("højst fylde 300")
    chef.says("Kort nok").sees("Kort nok").presses("Send")


def test_a_word_is_no_line(chef: Chat, ali: Chat) -> None:
    chef.says("giv videre").picks_person("U2").says("status").says("En bænk")
    chef.has_answered("maal.hvad", "En bænk")
    ali.is_told_nothing()


def test_where_there_is_no_focus_point(chat: Chat) -> None:
    chat.says("hej").says("giv videre").sees("Du har ikke noget forløb")
    chat.begins().skips_to_the_end().says("giv videre").sees("Lige nu er ingen åbne")


def test_what_one_was_given_is_not_given_on(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("giv videre").sees("fået af @U1")
    ali.stands_at("maal.hvad")


def test_all_the_rest_is_answered_while_it_is_away(chef: Chat, ali: Chat) -> None:
    sends(chef)
    chef.skips_to_the_end().sees("*Mål* ligger hos @U2")
    answers_all(ali).presses("Send svarene")
    chef.is_told("har svaret").presses("Tag imod").sees("*Mål:*")
    chef.skips_to_the_end().rests("finished").sees_not("ligger hos")


# Deleting


def test_the_chef_deletes_the_journey(chef: Chat, ali: Chat) -> None:
    sends(chef, "Du kender stedet")
    ali.is_told("Vil du svare").presses("Se på det").says("En bænk til alle")
    chef.says("slet").says("ja")
    ali.is_told("@U1 har slettet forløbet", "En bænk til alle")
    memory = chef.world.memory
    assert (memory.journeys, memory.answers) == ({}, [])
    ali.says("mere ro").sees("Du har ikke noget forløb")


def test_the_chef_deletes_everything(chef: Chat, ali: Chat) -> None:
    sends(chef)
    chef.begins("Bro").says("slet").says("alt").says("ja")
    ali.is_told("Vil du svare", "@U1 har slettet forløbet")
    assert chef.world.memory.answers == []


def test_the_other_deletes_everything(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene").says("slet").says("alt").says("ja")
    chef.is_told("har svaret", "@U2 har slettet sine data").has_answered("maal.hvad", None)
    said = [answer for _, answer in chef.world.memory.answers]
    assert "U2" not in repr(said)
    assert "En bænk til alle" not in repr(said)
    chef.says("Karen").says("tilbage")


def test_the_other_deletes_everything_after_it_was_taken_in(chef: Chat, ali: Chat) -> None:
    sends(chef)
    answers_all(ali).presses("Send svarene")
    chef.is_told("har svaret").presses("Tag imod").says("afklaret")
    ali.is_told("taget imod").says("slet").says("ja")
    assert "En bænk til alle" not in repr(chef.world.memory.answers)
    assert "U2" not in repr(chef.world.memory.answers)


def test_the_other_deletes_what_they_were_asked(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("slet").says("ja")
    chef.is_told("@U2 siger nej tak").presses("Svar selv").stands_at("maal.hvad")


def test_a_chef_may_be_asked_too(chef: Chat, ali: Chat) -> None:
    """Their own journeys stay apart from what they were asked."""
    ali.begins("Bro").says("En bro")
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det").sees_not("Godt at vide").stands_at("maal.hvad")
    ali.says("En bænk til alle").says("skift").says("Bro").stands_at("maal.gevinst")
    ali.has_answered("maal.hvad", "En bro").says("pause")
    ali.says("skift").says("2").stands_at("maal.gevinst").has_answered(
        "maal.hvad", "En bænk til alle"
    )


def test_first_words_of_who_was_asked(chef: Chat, ali: Chat) -> None:
    sends(chef)
    ali.says("Hvad er det her?").sees("Samskab").sees_button("Se på det").presses("Se på det")
    ali.stands_at("maal.hvad")


@pytest.mark.parametrize("word", [word for word in Word if word is not Word.DELETE])
def test_every_word_works_in_what_one_was_asked(chef: Chat, ali: Chat, word: Word) -> None:
    """And none of them shows what the chef has said, or tells the chef anything."""
    chef.says("Et sted at sidde")
    sends(chef)
    ali.is_told("Vil du svare").presses("Se på det")
    ali.says(TYPED[word]).sees_not("Et sted at sidde")
    if ali.person.open_journey is not None:
        ali.says("fortsæt").sees_not("Et sted at sidde")
    chef.is_told_nothing()


@pytest.mark.parametrize("word", [word for word in Word if word is not Word.DELETE])
def test_every_word_works_when_it_is_ready_and_when_it_is_sent(
    chef: Chat, ali: Chat, word: Word
) -> None:
    sends(chef)
    answers_all(ali).fork().says(TYPED[word])
    ali.presses("Send svarene").says(TYPED[word])
    chef.is_told("har svaret").says(TYPED[word])
