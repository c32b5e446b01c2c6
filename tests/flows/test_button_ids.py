"""What stands behind a button: there and back, short enough, and nothing else is ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.button_id import PREFIX, ButtonId, packed
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.flow import Flow
from flows.journey.steps import choice_ids

#: Slack takes 255 characters in an ``action_id``; the value of an overflow's option takes 150.
LONGEST = 150
SLUGS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
JOURNEYS = st.text("0123456789abcdef", min_size=12, max_size=12)
ACTIONS = st.builds(
    Action,
    verb=st.sampled_from(Verb),
    journey=JOURNEYS | st.just(""),
    step=st.builds("{}.{}".format, SLUGS, SLUGS) | st.just("") | SLUGS,
    revision=st.integers(0, 10**9),
    arg=SLUGS | st.just("") | st.just("1772438400.000200"),
)


@given(action=ACTIONS)
def test_an_action_comes_back_as_it_was(action: Action) -> None:
    assert ButtonId.parse(packed(action)) == action


def test_every_step_of_the_content_fits(small_flow: Flow, real_flow: Flow) -> None:
    for flow in (small_flow, real_flow):
        for step in flow.path.steps:
            args = [*choice_ids(step.question), *(word.name.lower() for word in Word), "1" * 17]
            for arg in args:
                action = Action(Verb.DELETE_ALL, "f" * 12, step.id, 999_999, arg)
                assert len(packed(action)) <= LONGEST, step.id
                assert ButtonId.parse(packed(action)) == action


@given(text=st.text(max_size=200))
def test_other_text_is_not_ours(text: str) -> None:
    if not text.startswith(f"{PREFIX}|"):
        assert ButtonId.parse(text) is None


@given(
    parts=st.lists(
        st.text(max_size=12) | st.sampled_from([*Verb, "s1", "0", "-1", "1e3", "٣", "", "²"]),
        max_size=8,
    )
)
def test_what_looks_like_ours_is_read_whole_or_not_at_all(parts: list[str]) -> None:
    found = ButtonId.parse("|".join([PREFIX, *parts]))
    if found is not None:
        assert ButtonId.parse(packed(found)) == found


def test_near_misses() -> None:
    good = packed(Action(Verb.ANSWER, "abc", "maal.hvad", 3, "ja"))
    assert good == "s1|answer|abc|maal.hvad|3|ja"
    for bad in (
        "",
        "s1",
        "s1-menu",
        good.replace("s1", "s2"),
        good.replace("answer", "svar"),
        good.replace("|3|", "|-3|"),
        good.replace("|3|", "|x|"),
        good.replace("|3|", "||"),
        good.replace("|3|", f"|{10**10}|"),
        good.replace("|3|", f"|{'9' * 5000}|"),
        good.replace("maal", "må l"),
        good.replace("abc", "a" * 91),
        good + "|",
        good + "\n",
        good.upper(),
        f" {good}",
    ):
        assert ButtonId.parse(bad) is None, bad
