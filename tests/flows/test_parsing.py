"""What people type, as the value of an answer: every kind, good and bad, and any text at all."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.kinds import OTHER, Kind, Question
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.steps import Step, choice_ids, fits
from flows.journey.values import Value
from flows.language import words
from flows.language.parsing import LONGEST, Misfit, Parsed, Unsure, from_pressed, parse
from tests.at_once import at_once
from tests.flows.danish import DANISH, TYPED

TODAY = date(2026, 3, 2)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)

GOOD: list[tuple[str, str, Value, str | None]] = [
    # text
    ("maal.hvad", "En bænk ved søen", "En bænk ved søen", None),
    ("maal.hvad", "  med luft om  ", "med luft om", None),
    ("maal.hvad", "7", "7", None),
    ("maal.hvad", "ja", "ja", None),
    ("maal.hvad", "En 👍 bænk", "En 👍 bænk", None),
    ("maal.hvad", "<!channel> <@U1> & <b>", "<!channel> <@U1> & <b>", None),
    ("maal.hvad", "første\n\nanden", "første\n\nanden", None),
    ("maal.hvad", "مرحبا \u202eabc", "مرحبا \u202eabc", None),
    ("maal.hvad", "x" * LONGEST, "x" * LONGEST, None),
    ("maal.hvad", "  " + "x" * LONGEST + "\n", "x" * LONGEST, None),
    ("maal.hvad", "{title} {0} %s", "{title} {0} %s", None),
    # one choice, with 'andet'
    ("maal.vej", "Den korte sti", "kort", None),
    ("maal.vej", " den  KORTE sti. ", "kort", None),
    ("maal.vej", "*Den korte sti*", "kort", None),
    ("maal.vej", "1", "kort", None),
    ("maal.vej", "3", "ved_ikke", None),
    ("maal.vej", "2.", "lang", None),
    ("maal.vej", "korte", "kort", None),
    ("maal.vej", "lang", "lang", None),
    ("maal.vej", "Andet", OTHER, None),
    ("maal.vej", "andet!", OTHER, None),
    ("maal.vej", "En tredje", OTHER, "En tredje"),
    ("maal.vej", "4", OTHER, "4"),
    ("maal.vej", "den", OTHER, "den"),
    ("maal.vej", "vej", OTHER, "vej"),
    # one choice, without
    ("sted.clarity", "Afklaret", "afklaret", None),
    ("sted.clarity", "ÅBENT", "aabent", None),
    ("sted.clarity", "delv", "delvist", None),
    ("sted.clarity", "2", "delvist", None),
    ("tilbageblik.naaede", "5", "maalte_ikke", None),
    ("tilbageblik.naaede", "målte", "maalte_ikke", None),
    # several choices
    ("maal.gevinst", "Mere ro", ["ro"], None),
    ("maal.gevinst", "mere ro, godt selskab", ["ro", "selskab"], None),
    ("maal.gevinst", "Mere ro og frisk luft", ["ro", "luft"], None),
    ("maal.gevinst", "1, 3", ["ro", "selskab"], None),
    ("maal.gevinst", "3 og 1", ["selskab", "ro"], None),
    ("maal.gevinst", "1;2;3", ["ro", "luft", "selskab"], None),
    ("maal.gevinst", "- Mere ro\n- Frisk luft", ["ro", "luft"], None),
    ("maal.gevinst", "mere ro, og frisk luft", ["ro", "luft"], None),
    ("maal.gevinst", "mere ro,, ;\n luft,", ["ro", "luft"], None),
    ("maal.gevinst", "mere ro og kaffe og kage", ["ro", OTHER], "kaffe og kage"),
    ("maal.gevinst", "• Mere ro\n• Frisk luft", ["ro", "luft"], None),
    ("maal.gevinst", "luft samt selskab", ["luft", "selskab"], None),
    ("maal.gevinst", "luft + selskab", ["luft", "selskab"], None),
    ("maal.gevinst", "Mere ro, mere ro", ["ro"], None),
    ("maal.gevinst", "mere ro, andet", ["ro", OTHER], None),
    ("maal.gevinst", "andet", [OTHER], None),
    ("maal.gevinst", "kaffe", [OTHER], "kaffe"),
    ("maal.gevinst", "kaffe og kage", [OTHER], "kaffe og kage"),
    ("maal.gevinst", "Mere ro, kaffe", ["ro", OTHER], "kaffe"),
    ("maal.gevinst", "andet, Mere ro, kaffe", ["ro", OTHER], "kaffe"),
    ("sted.steder", "ude, på nettet", ["ude", "nettet"], None),
    ("sted.steder", "Inde og ude", ["inde", "ude"], None),
    ("sted.steder", "nettet", ["nettet"], None),
    ("sted.steder", "ingen", ["ingen"], None),
    # scale
    *[("maal.tal", str(n), n, None) for n in range(1, 6)],
    *[("maal.tal", said, n, None) for n, said in enumerate(("et", "to", "Tre", "fire", "FEM"), 1)],
    ("maal.tal", "4/5", 4, None),
    ("maal.tal", "4 af 5", 4, None),
    ("maal.tal", "4 ud af 5", 4, None),
    ("maal.tal", " 3. ", 3, None),
    ("maal.tal", "4,0", 4, None),
    ("maal.tal", "4 · Næsten", 4, None),
    ("maal.tal", "4: godt", 4, None),
    # yes and no
    *[("folk.klar", said, True, None) for said in ("ja", "Ja!", "JO", "ja tak", "jep", "yes")],
    *[("folk.klar", said, False, None) for said in ("nej", "Nej.", "nej tak", "niks", "NO")],
    # person
    ("folk.hvem", "<@U123ABC>", {"name": "<@U123ABC>"}, None),
    ("folk.hvem", "Karen Eksempel", {"name": "Karen Eksempel"}, None),
    ("folk.hvem", "ja", {"name": "ja"}, None),
    ("folk.hvem", "x" * 80, {"name": "x" * 80}, None),
    ("folk.hvem", "<!channel>", {"name": "<!channel>"}, None),
    # dates, of which there are more in test_dates
    ("folk.dag", "1. april", "2026-04-01", None),
    ("folk.dag", "I morgen", "2026-03-03", None),
    ("folk.dag", "2026-12-24", "2026-12-24", None),
]

BAD = [
    *[
        (step, text, why)
        for step in ("maal.hvad", "maal.vej", "maal.gevinst", "maal.tal", "folk.hvem", "folk.dag")
        for text, why in [
            ("", "empty"),
            (" \n\t ", "empty"),
            ("x" * (LONGEST + 1), "too_long"),
            ("x" * 50_000, "too_long"),
            ("👍", "signs"),
            (":thumbsup:", "signs"),
            (":+1: :tada:", "signs"),
            ("...", "signs"),
            ("\u200b\u200b", "signs"),
            ("\u202e", "signs"),
        ]
    ],
    *[
        (step, text, "unsure")
        for step in ("maal.vej", "maal.gevinst", "maal.tal", "folk.klar", "folk.hvem", "folk.dag")
        for text in ("Ved ikke", "det ved jeg ikke.", "Vi ved det ikke")
    ],
    ("sted.clarity", "måske", "not_a_choice"),
    ("sted.clarity", "ikke afklaret", "not_a_choice"),
    ("sted.clarity", "4", "not_a_choice"),
    ("sted.clarity", "0", "not_a_choice"),
    ("sted.clarity", "-1", "not_a_choice"),
    ("sted.clarity", "0011", "not_a_choice"),
    ("sted.clarity", "001" + "0" * 40, "not_a_choice"),
    ("sted.clarity", "1" * 3000, "not_a_choice"),
    ("sted.clarity", "²", "not_a_choice"),
    ("sted.clarity", "٣", "not_a_choice"),
    ("sted.clarity", "a", "not_a_choice"),
    ("sted.clarity", "Andet", "not_a_choice"),
    ("sted.steder", "inde, i skoven", "not_all_choices"),
    ("sted.steder", "i skoven", "not_a_choice"),
    ("sted.steder", ", ; x", "not_a_choice"),
    ("sted.steder", "ude og ingen steder", "alone"),
    ("maal.tal", "0", "not_a_scale"),
    ("maal.tal", "6", "not_a_scale"),
    ("maal.tal", "3 af 10", "not_a_scale"),
    ("maal.tal", "tres", "not_a_scale"),
    ("maal.tal", "4,5,6", "not_a_scale"),
    ("maal.tal", "5,5", "not_a_scale"),
    ("maal.tal", "4-3", "not_a_scale"),
    ("folk.klar", "måske", "not_yes_no"),
    ("folk.klar", "ja og nej", "not_yes_no"),
    ("folk.klar", "1", "not_yes_no"),
    ("folk.hvem", "x" * 81, "not_a_name"),
    ("folk.dag", "snart", "not_a_date"),
    ("folk.dag", "31. februar", "not_a_date"),
]  # fmt: skip


def _question(flow: Flow, step: str) -> Question:
    return flow.path.by_id[step].question


@at_once("step, text, value, other", GOOD)
def test_good_answers(small_flow: Flow, step: str, text: str, value: Value, other: str) -> None:
    question = _question(small_flow, step)
    assert parse(DANISH, question, text, TODAY) == Parsed(value, other)
    assert fits(question, value)


@at_once(
    "step, text, why",
    BAD,
)
def test_bad_answers(small_flow: Flow, step: str, text: str, why: str) -> None:
    assert parse(DANISH, _question(small_flow, step), text, TODAY) == Misfit(why)


def test_who_does_not_know_may_choose_it_where_that_is_a_choice(real_flow: Flow) -> None:
    question = _question(real_flow, "kommunikation.ordet")
    assert parse(DANISH, question, "Det ved vi ikke", TODAY) == Parsed("ukendt")
    assert parse(DANISH, question, "Det ved jeg ikke", TODAY) == Misfit("unsure")
    open_one = _question(real_flow, "formaal.hvorfor")
    assert parse(DANISH, open_one, "Det ved jeg ikke", TODAY) == Misfit("unsure")


def test_parts_of_one_choice_are_that_choice(real_flow: Flow) -> None:
    question = _question(real_flow, "gate.parter")
    assert parse(DANISH, question, "borgere og foreninger", TODAY) == Parsed("udenfor")


@pytest.mark.parametrize("step", ["formaal.gevinster", "formaal.vaerd"])
def test_a_question_to_the_bot_is_no_choice(real_flow: Flow, step: str) -> None:
    question = _question(real_flow, step)
    assert parse(DANISH, question, "Hvad er et fokuspunkt?", TODAY) == Misfit("asks")


DRESSES = [
    "{}", " {} ", "*{}*", "_{}_", "`{}`", "„{}“", "“{}”", "»{}«", "'{}'", "‘{}’", "{}.", "{}!",
    "{} :+1:", "{} :tada: 🙂", "🙂 {}", "{} 👍🏽", "{}\u200b", "\ufeff{}", "\u2066{}\u2069",
    "{} :-)", "({})", "{} :skin-tone-2:",
    "> {}", "- {}", "• {}", "[x] {}", "☐ {}", ":ballot_box_with_check: {}", ">>> *{}*", "```{}```",
]  # fmt: skip
SAME = [
    ("maal.vej", "Den korte sti"), ("maal.gevinst", "Mere ro"), ("maal.gevinst", "mere ro, luft"),
    ("maal.gevinst", "Mere ro og frisk luft"), ("maal.tal", "4"), ("maal.tal", "fire"),
    ("maal.tal", "4 ud af 5"), ("folk.klar", "ja"), ("folk.klar", "nej tak"),
    ("folk.dag", "1. april"), ("folk.dag", "på fredag"), ("sted.clarity", "Delvist"),
    ("sted.clarity", "2"), ("maal.vej", "andet"),
]  # fmt: skip


@at_once("dress", DRESSES)
def test_what_is_meant_is_read_however_it_is_dressed(small_flow: Flow, dress: str) -> None:
    for step, text in SAME:
        question = _question(small_flow, step)
        bare = parse(DANISH, question, text, TODAY)
        for form in ("NFC", "NFD"):
            dressed = unicodedata.normalize(form, dress.format(text))
            assert parse(DANISH, question, dressed, TODAY) == bare, dressed
    for word in words.Word:
        dressed = unicodedata.normalize("NFD", dress.format(TYPED[word]))
        assert DANISH.words.find(dressed) == words.Said(word), dressed


@pytest.mark.parametrize("text", [":stop:", ":hjælp:", "🛑 :pause:"])
def test_the_name_of_an_emoji_is_no_word(text: str) -> None:
    assert DANISH.words.find(text) is None


@at_once(
    "text",
    [
        "1. Mere ro\n2. Frisk luft", "> Mere ro\n> Frisk luft", "&gt; Mere ro\n&gt; Frisk luft",
        "- Mere ro\n- Frisk luft", "– Mere ro\n– Frisk luft", "• Mere ro\n◦ Frisk luft",
        "1) Mere ro\n2) Frisk luft", "* Mere ro\n* Frisk luft", "[x] Mere ro\n[x] Frisk luft",
        "mere ro / frisk luft", "Mere ro & frisk luft", "1 2", "1 og 2",
        "„Mere ro“ og „Frisk luft“",
        "Mere ro :tada:\nFrisk luft :+1:", "> 1. Mere ro\n> 2. Frisk luft", "Mere ro;frisk luft",
        "*Mere ro*, *Frisk luft*", "☐ Mere ro\n☐ Frisk luft", "[X] Mere ro\n[X] Frisk luft",
        "[x] Mere ro\n[x] Frisk luft\n[ ] Mindre støj", "☑ Mere ro\n☑ Frisk luft\n☐ Kaffe",
        "✅ Mere ro\n❌ Kaffe\n✅ Frisk luft", "```\nMere ro\nFrisk luft\n```",
        "–Mere ro\n–Frisk luft",
        "1.Mere ro\n2.Frisk luft", "1: Mere ro\n2: Frisk luft", "1 Mere ro\n2 Frisk luft",
        "a) Mere ro\nb) Frisk luft", "1️⃣ Mere ro\n2️⃣ Frisk luft", ":one: Mere ro\n:two: Frisk luft",
        "Mere ro/frisk luft", "Mere ro | Frisk luft", "Mere ro - Frisk luft", "Mere ro\tFrisk luft",
        "1. 2.", "nr. 1 og nr. 2", "nummer 1, nummer 2",
    ],
)  # fmt: skip
def test_several_choices_are_several_in_every_form(small_flow: Flow, text: str) -> None:
    assert parse(DANISH, _question(small_flow, "maal.gevinst"), text, TODAY) == Parsed(
        ["ro", "luft"]
    )


def test_only_what_is_no_choice_is_other(small_flow: Flow) -> None:
    several, one = _question(small_flow, "maal.gevinst"), _question(small_flow, "maal.vej")
    found = parse(DANISH, several, "1. Mere ro\n2. Kaffe", TODAY)
    assert found == Parsed(["ro", OTHER], other="Kaffe")
    assert parse(DANISH, one, "1. Den korte sti", TODAY) == Parsed("kort")
    slash = parse(DANISH, several, "Mere ro, bus/tog", TODAY)
    assert slash == Parsed(["ro", OTHER], other="bus/tog")
    ticked = parse(DANISH, one, "[ ] Den korte sti\n[x] Den lange sti", TODAY)
    assert ticked == Parsed("lang")
    both = parse(DANISH, one, "Den korte sti og den lange sti", TODAY)
    assert both == Misfit("one_choice")


@at_once(
    "text, low, high",
    [("3-4", 3, 4), ("3 eller 4", 3, 4), ("4,5", 4, 5), ("4.5", 4, 5), ("4½", 4, 5),
     ("mellem to og tre", 2, 3), ("3/4", 3, 4), ("3 til 4", 3, 4), ("3 el. 4", 3, 4),
     ("3 — 4", 3, 4), ("3 1/2", 3, 4), ("fire en halv", 4, 5), ("fire og en halv", 4, 5),
     ("tre-fire", 3, 4)],
)  # fmt: skip
def test_two_numbers_are_asked_back(small_flow: Flow, text: str, low: int, high: int) -> None:
    found = parse(DANISH, _question(small_flow, "maal.tal"), text, TODAY)
    assert found == Misfit("between", {"low": str(low), "high": str(high)})


def test_a_day_that_cannot_be_meant_is_refused_with_the_bounds(small_flow: Flow) -> None:
    question = _question(small_flow, "folk.dag")
    assert parse(DANISH, question, "i går", TODAY) == Misfit("too_early", {"first": "2. marts"})
    far = Misfit("too_far", {"last": "2. marts 2036"})
    assert parse(DANISH, question, "31-12-9999", TODAY) == far
    once = question.model_copy(update={"past": True})
    assert parse(DANISH, once, "i går", TODAY) == Parsed("2026-03-01")


@at_once("text", ["december", "næste uge", "uge 50", "2. kvartal", "ultimo maj"])
def test_a_vague_day_is_asked_back(small_flow: Flow, text: str) -> None:
    found = parse(DANISH, _question(small_flow, "folk.dag"), text, TODAY)
    assert isinstance(found, Unsure)
    assert found.ask.why == "vague_date"


KINDS = ["title", "maal.hvad", "maal.gevinst", "maal.vej", "maal.tal", "folk.hvem", "folk.dag",
         "folk.klar", "sted.steder", "sted.clarity", "tilbageblik.naaede"]  # fmt: skip


@given(
    step=st.sampled_from(KINDS),
    text=TEXTS
    | st.text("0123456789.,-/ og", max_size=12)
    | st.integers(1, 5000).map("1".__mul__)
    | st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "om ", "uge ", "den ", "på ", "d. "]),
        st.integers(0, 10**9),
        st.sampled_from(["", ".", "/", "-", ". ", " "]),
        st.integers(0, 9999) | st.sampled_from(["", "marts", "uger", "år", "måneder", "februar"]),
    ),
)
def test_any_text_is_read_or_refused(small_flow: Flow, step: str, text: str) -> None:
    question = _question(small_flow, step)
    read = parse(DANISH, question, text, TODAY)
    if isinstance(read, Parsed):
        assert fits(question, read.value)
        assert read.other is None or read.other.strip()


@given(
    text=TEXTS
    | st.builds(
        "{}{} {}".format,
        st.sampled_from(["ret", "Skift", "slet", "status"]),
        st.sampled_from(["", " til", " nr", " nr."]),
        st.integers(0, 10**6) | st.just("alt"),
    )
)
def test_any_text_is_a_word_or_none(text: str) -> None:
    found = DANISH.words.find(text)
    assert found is None or found.word in words.Word


@at_once("word", words.Word)
@at_once("written", ["{}", " {}. ", "{}!", "*{}*", "{}\n"])
def test_words_are_known_as_people_write_them(word: words.Word, written: str) -> None:
    for said in (TYPED[word], TYPED[word].upper(), TYPED[word].capitalize()):
        assert DANISH.words.find(written.format(said)) == words.Said(word)


@at_once(
    "text, said",
    [
        ("ret 2", words.Said(words.Word.CORRECT, "2")),
        ("Ret nr. 2", words.Said(words.Word.CORRECT, "2")),
        ("ret nr 12", words.Said(words.Word.CORRECT, "12")),
        ("skift til 3", words.Said(words.Word.SWITCH, "3")),
        ("slet alt", words.Said(words.Word.DELETE)),
        ("?", words.Said(words.Word.HELP)),
        ("ret 1234", None),
        ("ret på papiret", None),
        ("Vi tager en pause", None),
        ("stop det", None),
        ("spring over hegnet", None),
        ("eksempelvis", None),
    ],
)
def test_words_with_something_behind_them(text: str, said: words.Said | None) -> None:
    assert DANISH.words.find(text) == said


def _closed(library: Library) -> list[Step]:
    kinds = (Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.YES_NO)
    return [step for step in Flow(library).path.steps if step.question.kind in kinds]


def test_what_is_shown_can_be_typed(small: Library, real: Library) -> None:
    """For closed questions: the label that a person reads, typed, is the choice."""
    for step in [*_closed(small), *_closed(real)]:
        for choice in step.question.choices:
            value = [choice.id] if step.question.kind is Kind.CHOICES else choice.id
            assert parse(DANISH, step.question, choice.label, TODAY) == Parsed(value), step.id


def test_what_is_shown_of_several_can_be_typed(small: Library, real: Library) -> None:
    """All choices of two and three, as the overview shows them: with commas between."""
    for step in [*_closed(small), *_closed(real)]:
        if step.question.kind is not Kind.CHOICES:
            continue
        for count in (2, 3):
            together = [choice for choice in step.question.choices if not choice.alone]
            for chosen in combinations(together, count):
                labels = [choice.label for choice in chosen]
                ids = [choice.id for choice in chosen]
                for text in (", ".join(labels), f"{', '.join(labels[:-1])} og {labels[-1]}"):
                    assert parse(DANISH, step.question, text, TODAY) == Parsed(ids), (step.id, text)


@given(data=st.data())
def test_what_is_pressed_fits_or_is_nothing(small_flow: Flow, data: st.DataObject) -> None:
    question = _question(small_flow, data.draw(st.sampled_from(KINDS)))
    known = st.sampled_from([*choice_ids(question), "1", "5", "ja", "nej", "U1", "2026-03-02"])
    chosen = data.draw(st.lists(known | st.text(max_size=12), max_size=4))
    value = from_pressed(question, chosen)
    assert value is None or isinstance(fits(question, value), bool)


@at_once(
    "step, chosen",
    [
        ("maal.hvad", "x" * (LONGEST + 1)),
        ("maal.tal", "²"),
        ("maal.tal", "٣"),
        ("maal.tal", "6"),
        ("folk.hvem", "U1> <!channel"),
        ("folk.hvem", "Karen"),
        ("folk.klar", "måske"),
    ],
)
def test_what_no_button_offers_is_nothing(small_flow: Flow, step: str, chosen: str) -> None:
    assert from_pressed(_question(small_flow, step), [chosen]) is None
