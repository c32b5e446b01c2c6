"""Every line that the bot says by itself, with the slots that each line has."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from flows.content.base import Citation, Content, Label, Paragraph, says
from flows.content.standard import Steps

Plain = Annotated[str, says()]
Titled = Annotated[str, says("title")]
Counted = Annotated[str, says("count")]


class Welcome(Content):
    """The first contact."""

    hello: Plain
    privacy: Plain
    begin: Plain


class Place(Content):
    """The bold line that says where a question belongs."""

    point: Annotated[str, says("phase", "point")]
    next_step: Annotated[str, says("phase")]
    title: Plain


class Buttons(Content):
    """What stands on buttons."""

    begin: Label
    what_is: Label
    new_journey: Label
    name_later: Label
    elaborate: Label
    example: Label
    read_more: Label
    skip: Label
    skip_point: Label
    decide: Label
    pause: Label
    next_phase: Annotated[str, says("phase", longest=45)]
    resume: Label
    show_question: Label
    switch: Label
    switch_there: Label
    correct: Label
    correct_any: Label
    keep_answer: Label
    remove: Label
    all_answers: Label
    save_choices: Label
    open_scales: Label
    pick_person: Label
    pick_date: Label
    pick_channel: Label
    pick_one: Label
    pick_several: Label
    pick_people: Label
    yes: Label
    no: Label
    other: Label
    delete: Label
    delete_any: Label
    delete_this: Label
    delete_all: Label
    wipe: Label
    keep: Label


class Settled(Content):
    """What stands where there is no answer in the person's own words."""

    none: Label
    skipped: Label
    removed: Label
    scale: Annotated[str, says("value", longest=60)]


class SourceLines(Content):
    """How a source is cited, and how it is said that something is ours and no source's.

    ``elaborated`` follows on an elaboration, whose advice on answering is ours. ``example`` is what
    an example without a source begins with.
    """

    with_page: Annotated[str, says("source", "page")]
    alone: Annotated[str, says("source")]
    elaborated: Annotated[str, says("source")]
    ours: Annotated[str, says("said")]
    learnt: Annotated[str, says("said")]
    example: Label


class Unnamed(Content):
    """What stands for somebody or something that was mentioned, where Slack gives no name."""

    person: Label
    channel: Label
    group: Label


class Misfits(Content):
    """Why a text could not be the answer, and what would do."""

    empty: Plain
    too_long: Annotated[str, says("length", "limit")]
    title_too_long: Plain
    signs: Plain
    unsure: Plain
    asks: Plain
    not_a_choice: Plain
    not_all_choices: Plain
    not_a_scale: Plain
    not_scales: Annotated[str, says("wanted")]
    not_yes_no: Plain
    not_a_name: Plain
    not_a_date: Plain
    vague_date: Annotated[str, says("day")]
    too_early: Annotated[str, says("first")]
    too_far: Annotated[str, says("last")]
    between: Annotated[str, says("low", "high")]
    one_choice: Plain
    nothing_chosen: Plain
    alone: Plain


class BroughtTexts(Content):
    """What is said to what came with somebody's words, or instead of them.

    ``taken`` as the answer, ``both`` with the person's own words, ``beside`` these and not taken;
    ``none``: nothing could be read of it.
    """

    taken: Plain
    both: Plain
    beside: Plain
    none: Plain


class Noises(Content):
    """What is said to what is not simply typed in the conversation."""

    pasted: BroughtTexts
    forwarded: BroughtTexts
    file: BroughtTexts
    voice: BroughtTexts
    cut: Plain
    thread: Plain
    other_bot: Plain
    empty: Plain


class Stale(Content):
    """What is said to an old button."""

    unknown: Plain
    not_open: Plain
    answered: Plain
    gone: Plain
    elsewhere: Titled
    overtaken: Annotated[str, says("who", longest=200)]
    not_taken: Plain


class Idle(Content):
    """Where one is when no question is open."""

    nothing: Plain
    several: Plain
    finished: Titled
    paused: Titled
    between: Annotated[str, says("title", "next")]
    stopped: Titled
    not_saved: Plain


class Status(Content):
    """Where one is in a journey."""

    here: Titled
    progress: Annotated[str, says("phase", "done", "all")]
    one_other: Plain
    others: Counted


class Correct(Content):
    """Changing an answer."""

    which: Plain
    which_late: Annotated[str, says("phase")]
    title: Label
    next_step: Label
    nothing: Plain
    no_such: Counted
    first: Plain
    old_answer: Plain
    corrected: Plain
    kept: Plain
    missing: Annotated[str, says("name", "how", "ask")]


class Edit(Content):
    """What is said when the person's own message in Slack is changed or deleted."""

    followed: Plain
    elsewhere: Titled
    misfit: Plain
    kept: Plain
    message_gone: Plain
    nothing_to_remove: Plain
    removed: Plain


class Summary(Content):
    """Where a phase ends."""

    answers: Titled
    next_steps: Label
    reached: Annotated[str, says("phase", "count", "all")]
    reached_all: Annotated[str, says("phase")]
    all_clear: Plain
    said_open: Plain
    still_open: Annotated[str, says("points")]
    principle: Annotated[str, says("number", "speaks")]
    most_important: Annotated[str, says("point", "why")]


class Switch(Content):
    """Going from one journey to another."""

    which: Plain
    only_one: Plain
    now: Titled
    belongs: Titled


class Data(Content):
    """What is stored, and one's rights."""

    stored: Annotated[str, says("count", "tz")]
    stored_none: Annotated[str, says("tz")]
    no_tz: Label
    rights: Plain
    change: Plain
    shared: Plain


class Delete(Content):
    """Deleting, after a confirmation."""

    what: Annotated[str, says("title", "count")]
    not_slack: Plain
    all_only: Plain
    slack_too: Plain
    held: Titled
    all_held: Titled
    held_after: Plain
    held_elsewhere: Plain
    held_rest: Plain
    held_again: Plain
    done: Titled
    all_done: Plain
    all_wiped: Plain
    kept: Plain


class Command(Content):
    """The slash command."""

    usage: tuple[Plain, ...] = Field(min_length=1, max_length=8)
    unknown: Annotated[str, says("word")]
    in_dm: Plain
    moved_on: Plain


class HomeTexts(Content):
    """The App Home."""

    hello: Plain
    none: Plain
    finished: Plain
    resting: Plain


class Trouble(Content):
    """What is said when something of ours does not work."""

    not_stored: Plain
    not_understood: Plain
    stranger: Plain


class Explained(Content):
    """A paragraph with its source, where it has one."""

    line: Paragraph
    source: Citation | None = None


class Late(Content):
    """A message that turns out to be older than the one that was taken before it."""

    not_saved: Plain
    first: Annotated[str, says("place")]
    second: Annotated[str, says("place")]
    second_out: Plain


class Texts(Content):
    """All of ``texts.yaml``."""

    steps: Steps
    welcome: Welcome
    place: Place
    buttons: Buttons
    settled: Settled
    source: SourceLines
    principle: Annotated[str, says("number", "title")]
    recall: Annotated[str, says("when", "ask")]
    recall_called: Annotated[str, says("when", "called")]
    recall_now: Annotated[str, says("called", "answer")]
    today: Label
    on_date: Annotated[str, says("date", longest=60)]
    folded: Annotated[str, says("elaborate", "skip")]
    phase_done: Annotated[str, says("phase", "next")]
    phase_begins: Annotated[str, says("phase", "aim")]
    experience: Annotated[str, says("told", "name", "role")]
    unnamed: Unnamed
    misfit: Misfits
    noise: Noises
    stale: Stale
    idle: Idle
    status: Status
    correct: Correct
    edit: Edit
    summary: Summary
    switch: Switch
    data: Data
    delete: Delete
    command: Command
    home: HomeTexts
    trouble: Trouble
    what_is: tuple[Explained, ...] = Field(min_length=1, max_length=4)
    help: tuple[Plain, ...] = Field(min_length=1, max_length=8)
    help_all: tuple[Plain, ...] = Field(min_length=1, max_length=12)
    untitled: Label
    title_by_date: Annotated[str, says("date", longest=60)]
    skipped: Plain
    finished: Plain
    paused: Titled
    stopped: Titled
    resumed: Titled
    late: Late
    no_question: Plain
    too_many: Counted
    no_example: Plain
    no_more: Plain
    and_: Annotated[Label, Field(alias="and")]
    choices_are: Annotated[str, says("choices")]
    numbers: tuple[Label, ...] = Field(min_length=13, max_length=30)
