"""What is said in a workshop: its dialogs, its cards, and what to talk about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from flows.content.base import Ask, Citation, Content, Label, Lines, Plain, Slug, says

#: A title or the submit button of a dialog (Slack: 24 characters).
Heading = Annotated[str, says(longest=24)]
#: The label, or the hint, of a field (Slack: 2000; a line is better).
FieldText = Annotated[str, says(longest=150)]
#: What a field says when it is filled in wrongly.
Wrong = Annotated[str, says(longest=150)]


class GroupAsk(Content):
    """What a group is asked where the focus point has no question for words."""

    point: Slug
    ask: Ask


class PointSet(Content):
    """Focus points that fit a length of time."""

    id: Slug
    label: Label
    what: Label
    points: tuple[Slug, ...] = Field(min_length=1)


class SetupLines(Content):
    """The dialog that a workshop is set up in."""

    dialog: Heading
    submit: Heading
    about: Plain
    channel: FieldText
    channel_hint: FieldText
    journey: FieldText
    new_journey: Label
    title: FieldText
    title_hint: FieldText
    set: FieldText
    own_set: Label
    points: FieldText
    points_hint: FieldText
    people: FieldText
    people_hint: FieldText
    pace: FieldText
    live: Label
    days: Label
    deadline: FieldText
    deadline_hint: FieldText
    naming: FieldText
    names: Label
    names_what: Label
    anonymous: Label
    anonymous_what: Label
    facilitator: FieldText
    facilitator_hint: FieldText
    done: Plain
    invite_me: Wrong
    not_holder: Wrong
    archived: Wrong
    no_channel: Wrong
    no_title: Wrong
    many_journeys: Annotated[str, says("most", longest=145)]
    no_points: Wrong
    too_many: Wrong
    no_deadline: Wrong
    odd_deadline: Wrong
    failed: Plain
    sets: tuple[PointSet, ...] = Field(min_length=1, max_length=6)


class WorkshopButtons(Content):
    """The labels of buttons."""

    start: Label
    join: Label
    leave: Label
    begin: Label
    cancel: Label
    answer: Label
    pass_: Label = Field(alias="pass")
    reveal: Label
    go_on: Label
    conclude: Label
    rate_again: Label
    rate: Label
    show_rating: Label
    timer: Annotated[str, says("minutes", longest=60)]
    next: Label
    dissent: Label
    step: Label
    reopen: Label
    collect_again: Label
    end: Label
    end_anyway: Label
    hand_over: Label
    take_over: Label
    retry: Label
    drop: Label
    close: Heading


class StatusLines(Content):
    """Where a focus point stands, on the card."""

    open: Annotated[str, says("point")]
    collecting: Annotated[str, says("point")]
    revealed: Annotated[str, says("point")]
    discussing: Annotated[str, says("point")]
    rerating: Annotated[str, says("point")]
    concluded: Annotated[str, says("point", "clarity")]
    left: Annotated[str, says("point")]


class CardLines(Content):
    """The card in the channel."""

    title: Annotated[str, says("title")]
    begun_by: Annotated[str, says("chef", "facilitator")]
    begun_and_led: Annotated[str, says("chef")]
    led_by: Annotated[str, says("facilitator")]
    plan: Plain
    point: Annotated[str, says("point")]
    live: Plain
    days: Annotated[str, says("deadline")]
    names: Plain
    anonymous: Plain
    names_short: Plain
    anonymous_short: Plain
    guests: Plain
    guests_unseen: Plain
    nobody: Plain
    people: Annotated[str, says("people")]
    people_and_more: Annotated[str, says("people", "more")]
    how_to_join: Plain
    ended: Plain
    cancelled: Plain
    status: StatusLines


class RoundLines(Content):
    """A focus point in the channel."""

    place: Annotated[str, says("number", "many", "point")]
    ask: Ask
    question: Annotated[str, says("ask")]
    counted: Annotated[str, says("answered", "many")]
    counted_passed: Annotated[str, says("answered", "many", "passed")]
    names: Plain
    anonymous: Plain
    until: Annotated[str, says("deadline")]
    in_thread: Plain
    withheld: Plain
    never_shown: Plain
    concluded: Annotated[str, says("clarity")]


class AnswerLines(Content):
    """Answering, passing, rating again: dialogs and receipts."""

    title: Heading
    save: Heading
    answer: FieldText
    rating: FieldText
    low: Label
    high: Label
    reason: FieldText
    until_then: Plain
    until_then_anonymous: Plain
    pass_title: Heading
    pass_: Heading = Field(alias="pass")
    pass_means: Plain
    why_pass: FieldText
    rate_title: Heading
    rate_again: Annotated[str, says("point")]
    done: Heading
    kept: Plain
    passed: Plain
    rated: Plain
    not_taken: Heading
    late: Plain
    your_text: FieldText
    empty: Wrong
    no_rating: Wrong


class SpreadLines(Content):
    """How the ratings lie, drawn and said."""

    drawn: Annotated[str, says("marks")]
    said: Annotated[str, says("said")]
    title: Label
    file: Label
    alt: Annotated[str, says("point", "said")]
    one: Annotated[str, says("many", "rating")]
    several: Annotated[str, says("many", "rating")]
    and_: Label


class TalkLines(Content):
    """What stands in a round's thread from the reveal on."""

    heading: Annotated[str, says("point", "answered")]
    heading_passed: Annotated[str, says("point", "answered", "passed")]
    answers: Plain
    answers_anonymous: Plain
    rating: Annotated[str, says("rating", "many")]
    by: Annotated[str, says("who")]
    because: Annotated[str, says("reason")]
    passed: Plain
    prompt: Annotated[str, says("prompt")]
    withheld: Plain
    rating_withheld: Plain
    timer: Annotated[str, says("minutes", "until")]
    time_is_up: Plain
    rate_again: Plain
    second: Annotated[str, says("point")]
    before: Plain
    reopened: Plain
    asked_again: Plain
    asked_again_anonymous: Plain


class TalkPrompt(Content):
    """What to talk about where the ratings look like this. ``opening`` may use {low} and {high}."""

    fits: Literal["split", "agreed", "unsure", "none"]
    opening: Ask
    ask: tuple[Ask, ...] = Field(min_length=2, max_length=3)
    source: Citation


class ConclusionLines(Content):
    """The shared conclusion, its next steps, and who disagrees."""

    dialog_title: Heading
    save: Heading
    about: Annotated[str, says("point")]
    text: FieldText
    text_hint: FieldText
    start_from: FieldText
    what: FieldText
    owner: FieldText
    due: FieldText
    step_title: Heading
    empty: Wrong
    no_clarity: Wrong
    no_step: Wrong
    title: Annotated[str, says("point")]
    clarity: Annotated[str, says("clarity")]
    step: Annotated[str, says("what")]
    step_owner: Annotated[str, says("what", "owner")]
    step_due: Annotated[str, says("what", "due")]
    step_owner_due: Annotated[str, says("what", "owner", "due")]
    dissent_title: Heading
    dissent_about: Plain
    dissent_text: FieldText
    dissent_with_name: Plain
    dissent_anonymous: Plain
    no_dissent: Wrong
    dissent_kept: Plain
    dissent: Plain
    dissent_named: Annotated[str, says("who")]
    more_dissents: Annotated[str, says("many")]


class RoleLines(Content):
    """Joining, leaving, leading."""

    joined: Plain
    left: Plain
    cancelled: Plain
    hand_over_title: Heading
    hand_over: Heading
    about: Plain
    to_whom: FieldText
    handed_over: Annotated[str, says("facilitator")]
    given: Plain
    ended_with_chef: Plain
    taken_over: Annotated[str, says("facilitator")]


class RemarkLines(Content):
    """'Gem som input'."""

    shown: Annotated[str, says("who", "by")]
    kept: Plain
    told: Annotated[str, says("by", "title")]
    dropped: Plain
    dropped_told: Plain
    dialog: Heading
    save: Heading
    which: FieldText


class RefusalLines(Content):
    """Why something cannot be done, and what can."""

    over: Plain
    facilitator_only: Annotated[str, says("facilitator")]
    revealed_already: Plain
    too_few: Annotated[str, says("many")]
    nobody_answered: Plain
    not_now: Plain
    rated_already: Plain
    still_collecting: Annotated[str, says("point")]
    no_more: Plain
    joined_already: Plain
    not_joined: Plain
    full: Plain
    hand_over_first: Plain
    begun_already: Plain
    looking: Plain
    alone: Plain
    too_few_to_be_anonymous: Plain
    deadline_past: Plain
    unseen_answers: Annotated[str, says("point")]
    not_a_participant: Wrong
    facilitator_already: Plain
    facilitator_is_there: Annotated[str, says("facilitator")]
    outside: Plain
    no_round: Plain
    no_meeting: Plain
    no_words: Plain
    full_of_remarks: Plain
    dropped_already: Plain
    not_yours: Plain
    unknown: Plain


class LostLines(Content):
    """The channel cannot be written in any more."""

    archived: Annotated[str, says("title")]
    shut_out: Annotated[str, says("title")]
    tried_again: Plain


class SummaryLines(Content):
    """What a workshop ends in."""

    title: Annotated[str, says("title")]
    for_chef: Annotated[str, says("title")]
    concluded: Annotated[str, says("point", "clarity")]
    not_concluded: Annotated[str, says("point")]
    again: Annotated[str, says("marks")]
    open: Annotated[str, says("points")]
    onward: Plain
    onward_steps: Plain


class WorkshopLines(Lines):
    """All that is said in a workshop."""

    AREA = "workshop"

    too_long: Annotated[str, says("longest", longest=150)]
    one: Label
    asks: tuple[GroupAsk, ...] = ()
    setup: SetupLines
    buttons: WorkshopButtons
    card: CardLines
    round: RoundLines
    answer: AnswerLines
    spread: SpreadLines
    talk: TalkLines
    prompts: tuple[TalkPrompt, ...] = Field(min_length=4, max_length=4)
    conclusion: ConclusionLines
    roles: RoleLines
    remark: RemarkLines
    refused: RefusalLines
    lost: LostLines
    summary: SummaryLines
