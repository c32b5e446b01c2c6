"""Journeys as wholes: beginning, switching, seeing and deleting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flows.content.vocabulary import Word
from flows.dialogue.answering import typed as answer
from flows.dialogue.asking import ask
from flows.dialogue.correcting import CORRECT, correct
from flows.dialogue.guiding import again
from flows.inputs import Action, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.journey.short import SHORT, TAKEN, ShortLines, is_taken
from flows.journey.steps import Role, Step
from flows.journey.values import MOST_JOURNEYS, AnswerState, Asking, Journey, Need
from flows.language import Language
from flows.language.text import listed, plain
from flows.language.words import Said
from flows.messages import Button, Note, Option, Say, Slot, Words
from flows.parts.delegation.back import before_deleting, before_forgetting
from flows.parts.idle import look_up_button, welcome
from flows.parts.learning import offer
from flows.parts.lookup import LookupLines
from flows.parts.short.turn import WHOLE, there_is, ways

#: A second press on 'Begynd' within this time is a double click.
DOUBLE_CLICK = timedelta(seconds=10)
DELETE, DELETE_ALL, SWITCH, BEGIN = "delete", "delete_all", "switch", "begin"
#: The bot's own messages are to go with the rest.
WIPE = "wipe"
#: What `language.yaml` says of a word that means all of it.
ALL = "all"
#: A number up to this is one of a list; a larger one is something else.
MOST_LISTED = 999
#: A list shows at most so many journeys, those last used: more would fit no message.
MOST_SHOWN = 50


def offer_ways(desk: Desk) -> None:
    """'begynd': the two ways to begin; what is typed next is a title. Where there is one, take it.

    A journey that has no title yet is the one to begin.
    """
    if _unnamed(desk) is not None or not there_is(desk):
        begin(desk)
    elif not desk.person.welcomed:
        welcome(desk)
    else:
        desk.set_person(asking=Asking(BEGIN))
        look_up = look_up_button(desk, desk.lines(LookupLines).button)
        desk.note(*offer(desk), desk.lines(ShortLines).begin, buttons=(*ways(desk), look_up))


def _unnamed(desk: Desk) -> Step | None:
    """The question for a title, where that was never answered."""
    step = desk.step
    is_open = desk.journey is not None and step is not None and step.role is Role.TITLE
    return step if is_open and desk.answers.get("title") is None else None


def begin(desk: Desk, way: str = "", *, pressed: bool = False) -> None:
    """Begin a journey, unless one was begun that has no title yet: then go this way in that."""
    unnamed = _unnamed(desk)
    if unnamed is None and not _begun(desk):
        return
    twice = unnamed is not None and desk.just_now(desk.current.updated_at, DOUBLE_CLICK)
    known = offer(desk) if unnamed is None and _told_nothing(desk) else []
    if there_is(desk) and way and is_taken(desk.answers) != (way == SHORT):
        desk.keep(TAKEN, value=way == SHORT)
    elif pressed and twice:
        return
    ask(desk, *known)


def _begun(desk: Desk) -> bool:
    """Whether a journey could be begun; why not is said."""
    if len(desk.journeys) >= MOST_JOURNEYS:
        again(desk, Say(desk.texts.too_many, {"count": str(MOST_JOURNEYS)}))
        return False
    if not desk.person.welcomed:
        welcome(desk, with_button=False)
    desk.set_person(asking=None)
    desk.begin()
    return True


def _told_nothing(desk: Desk) -> bool:
    """Whether what is known was not told a moment ago, when the ways were offered."""
    asked = desk.scene.person.asking
    return asked is None or asked.what != BEGIN


def begin_with(desk: Desk, typed: Typed) -> bool:
    """Begin the ten minutes with what was typed as the title, where it can be what it is about."""
    said = plain(typed.text)
    phrases = desk.language.phrases
    is_small_talk = said in (*phrases.greetings, *phrases.yes, *phrases.no, *phrases.stands)
    is_about = any(each.isalpha() for each in said) and not typed.text.strip().endswith("?")
    if is_small_talk or not is_about or not there_is(desk) or not _begun(desk):
        return False
    desk.keep(TAKEN, value=True)
    if desk.step is not None:
        answer(desk, desk.step, typed)
    return True


def listing(desk: Desk) -> tuple[Journey, ...]:
    """The person's journeys as 'skift' numbers them."""
    return tuple(desk.journeys)


def switch(desk: Desk, said: Said) -> None:
    """'skift': list the journeys; 'skift 2': go to that one."""
    found = listing(desk)
    if said.rest.isdigit() and 1 <= int(said.rest) <= len(found):
        switch_to(desk, found[int(said.rest) - 1].id)
    elif len(found) == 1 and desk.person.open_journey is None:
        switch_to(desk, found[0].id)
    elif len(found) <= 1:
        texts = desk.texts
        line = texts.switch.only_one if found else texts.idle.nothing
        again(desk, line)
    else:
        shown = found[:MOST_SHOWN]
        desk.set_person(asking=Asking(SWITCH, tuple(journey.id for journey in shown)))
        _list(desk, shown)


def _list(desk: Desk, found: tuple[Journey, ...]) -> None:
    options = tuple(
        Option(journey.id, Words(f"{n}. {journey.title}")) for n, journey in enumerate(found, 1)
    )
    buttons = (Button(desk.texts.buttons.new_journey, Action(Verb.BEGIN)),)
    line = Say(desk.texts.switch.which)
    desk.say(Note((line,), buttons, pick=Action(Verb.SWITCH), options=options))


def switch_to(desk: Desk, id: str) -> None:
    """Open that journey and go on where it was. ``about`` has loaded its answers."""
    journey = desk.owned(id)
    if journey is None or desk.about != id:
        again(desk, desk.texts.stale.gone)
        return
    desk.set_person(open_journey=id, asking=None, refused=None)
    if desk.resting:
        desk.move_on(revision=journey.revision)
    line = Say(desk.texts.switch.now, {"title": Words(journey.title)})
    if desk.step is not None:
        ask(desk, line)
    else:
        again(desk, line)


def delete(desk: Desk, said: Said | None = None) -> None:
    """'slet': say what would be deleted, and ask; 'slet alle mine data' is more than a journey."""
    if said is None or said.rest != ALL:
        desk.say(confirmation(desk))
    elif desk.scene.person.asking == Asking(DELETE_ALL):
        delete_all(desk)
    else:
        ask_delete_all(desk)


def confirmation(desk: Desk) -> Note:
    """What would be deleted, with the buttons that do it; the next 'ja' or press counts."""
    texts, journey = desk.texts, desk.journey
    desk.set_person(asking=Asking(DELETE, (journey.id,) if journey else ()))
    everything = Button(texts.buttons.delete_all, Action(Verb.DELETE_ALL), danger=True)
    keep = Button(texts.buttons.keep, Action(Verb.KEEP))
    if journey is None:
        return _asking_delete_all(desk)
    if journey.id in desk.scene.held:
        return Note((*_held(desk, journey), Say(texts.delete.held_after)), (everything, keep))
    slots: dict[str, Slot] = {"title": Words(journey.title), "count": str(_said(desk))}
    this = Button(texts.buttons.delete_this, Action(Verb.DELETE, journey.id), danger=True)
    lines = (Say(texts.delete.what, slots), Say(texts.delete.not_slack))
    return Note(lines, (this, everything, keep))


def _said(desk: Desk) -> int:
    """How many questions were answered; what was passed over is no answer, and records are none."""
    given = (each for each in desk.answers.held() if each.state is AnswerState.GIVEN)
    return sum(1 for answer in given if answer.step in desk.flow.path.by_id)


def _held(desk: Desk, journey: Journey) -> tuple[Say, ...]:
    """Why a journey that must be kept for now is not deleted."""
    texts, why = desk.texts.delete, desk.scene.held[journey.id]
    title: dict[str, Slot] = {"title": Words(journey.title)}
    return (Say(texts.held, title, quote=Words(why)) if why else Say(texts.all_held, title),)


def pressed_delete(desk: Desk, journey: str | None, *, wipes: bool = False) -> None:
    """A button of the confirmation: it counts while the confirmation is the last thing asked.

    ``wipes``: the bot's own messages are to go too.
    """
    asked = desk.person.asking or Asking("")
    asking = asked.what
    if journey is None and asking == DELETE_ALL:
        delete_all(desk, wipes=wipes)
    elif journey is None and asking == DELETE:
        ask_delete_all(desk)
    elif journey is not None and asking == DELETE and journey in asked.journeys:
        delete_journey(desk, journey)
    else:
        delete(desk)


def ask_delete_all(desk: Desk) -> None:
    """Everything is more than one journey, so it is asked for by itself."""
    desk.say(_asking_delete_all(desk))


def _asking_delete_all(desk: Desk) -> Note:
    desk.set_person(asking=Asking(DELETE_ALL))
    texts = desk.texts
    everything = Button(texts.buttons.delete_all, Action(Verb.DELETE_ALL), danger=True)
    wiping = Button(texts.buttons.wipe, Action(Verb.DELETE_ALL, arg=WIPE), danger=True)
    keep = Button(texts.buttons.keep, Action(Verb.KEEP))
    lines = (Say(texts.delete.all_only), Say(texts.delete.slack_too))
    return Note(lines, (everything, wiping, keep))


def delete_journey(desk: Desk, id: str) -> None:
    """Delete one journey for good."""
    journey = desk.owned(id)
    desk.set_person(asking=None)
    if journey is None:
        again(desk, desk.texts.stale.gone)
        return
    if id in desk.scene.held:
        again(desk, *_held(desk, journey), desk.texts.delete.held_after)
        return
    before_deleting(desk, journey)
    desk.delete(journey)
    line = Say(desk.texts.delete.done, {"title": Words(journey.title)})
    if desk.person.open_journey is None:
        again(desk, line)
    else:
        desk.note(line, buttons=(button(desk, desk.texts.buttons.show_question, Word.RESUME),))


def delete_all(desk: Desk, *, wipes: bool = False) -> None:
    """Delete everything that is stored about the person, as far as it may go."""
    texts, held = desk.texts.delete, desk.scene.held
    if held:
        desk.set_person(asking=None)
        own = list(desk.journeys)
        kept = [journey for journey in own if journey.id in held]
        for journey in own:
            if journey.id not in held:
                before_deleting(desk, journey)
                desk.delete(journey)
        lines = [line for journey in kept for line in _held(desk, journey)]
        elsewhere = [texts.held_elsewhere] if len(kept) < len(held) else []
        rest = [texts.held_rest] if len(kept) < len(own) else []
        desk.note(*lines, *elsewhere, *rest, texts.held_again)
        return
    before_forgetting(desk)
    for journey in desk.journeys:
        desk.delete(journey)
    desk.forgotten, desk.wipes = True, wipes
    desk.note(texts.all_wiped if wipes else texts.all_done)


def is_yes(language: Language, text: str) -> bool:
    """Whether the text says that what was asked about shall go."""
    said = plain(text)
    return said in language.phrases.delete or said in language.phrases.delete_all


def _answer_delete(desk: Desk, asking: Asking, typed: Typed) -> bool:
    said = plain(typed.text)
    if said in desk.language.phrases.delete_all:
        ask_delete_all(desk)
    elif is_yes(desk.language, said) and asking.journeys:
        delete_journey(desk, asking.journeys[0])
    elif said in desk.language.phrases.keep:
        again(desk, desk.texts.delete.kept)
    else:
        return False
    return True


def _answer_delete_all(desk: Desk, _: Asking, typed: Typed) -> bool:
    said = plain(typed.text)
    if is_yes(desk.language, said):
        delete_all(desk)
    elif said in desk.language.phrases.keep:
        again(desk, desk.texts.delete.kept)
    else:
        return False
    return True


def _answer_switch(desk: Desk, asking: Asking, typed: Typed) -> bool:
    id = chosen_journey(desk.journeys, asking, plain(typed.text))
    if id is None:
        return False
    switch_to(desk, id)
    return True


def _answer_correct(desk: Desk, _: Asking, typed: Typed) -> bool:
    said = plain(typed.text)
    if listed(said, MOST_LISTED) is None:
        return False
    correct(desk, Said(Word.CORRECT, said))
    return True


#: The side questions asked here, and in ``correcting``.
ASIDE: dict[str, Callable[[Desk, Asking, Typed], bool]] = {
    DELETE: _answer_delete,
    DELETE_ALL: _answer_delete_all,
    SWITCH: _answer_switch,
    CORRECT: _answer_correct,
    BEGIN: lambda desk, _, typed: begin_with(desk, typed),
}


def chosen_journey(journeys: list[Journey], asking: Asking, said: str) -> str | None:
    """The journey that a number or a title names among those that were listed."""
    if (at := listed(said, len(asking.journeys))) is not None:
        return asking.journeys[at]
    named = [each.id for each in journeys if plain(each.title) == said]
    return named[0] if len(named) == 1 else None


def _whole(desk: Desk, _: Said) -> None:
    """'hele vejen': from the short way of the open journey, where it has one left; else begin."""
    here = desk.step
    if here is None or not here.brief:
        begin(desk, WHOLE)
        return
    desk.keep(TAKEN, value=False)
    desk.move_on()
    again(desk, desk.lines(ShortLines).left)


WORDS: dict[Word, Callable[[Desk, Said], None]] = {
    Word.START: lambda desk, _: offer_ways(desk),
    Word.SHORT_WAY: lambda desk, _: begin(desk, SHORT),
    Word.WHOLE_WAY: _whole,
}
NEEDS = {
    Word.START: (Need.LEARNING,),
    Word.SHORT_WAY: (Need.LEARNING,),
    Word.WHOLE_WAY: (Need.LEARNING,),
    Verb.BEGIN: (Need.LEARNING,),
    Verb.DELETE: (Need.PARTNERS, Need.HELD),  # and the word, which is written alike
    Verb.DELETE_ALL: (Need.PARTNERS, Need.HELD),
}
