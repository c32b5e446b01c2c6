"""Every kind of mistake in the content is found, with its file and line."""

from __future__ import annotations

import pytest

from tests.flows.content.conftest import Desk

PLAN = "phases/2-planlaegning.yaml"
FIRST = "phases/1-afklaring.yaml"
LAST = "phases/4-erkendelse.yaml"

#: file, what is there, what stands there instead, which of its lines is at fault, what is said
Mistake = tuple[str, str, str, "int | None", str]

MISTAKES: list[Mistake] = [
    # Questions
    (
        PLAN,
        "recall: [afgraensning.loefte]",
        "recall: [afgraensning.loefter]",
        0,
        "recall.0: nothing is called 'afgraensning.loefter'",
    ),
    (
        FIRST,
        "recall: [formaal.gevinster]",
        "recall: [afsaet.igen]",
        0,
        "recall.0: 'afsaet.igen' is not asked before this, so there is no answer to recall",
    ),
    (
        LAST,
        "when: {question: involvering.rigtige, any_of: [borgere, maade, nej]}",
        "when: {question: afsaet.igen, any_of: [nej]}",
        0,
        "when: 'afsaet.igen' is not asked before this, so the question is never reached",
    ),
    (
        LAST,
        "when: {question: involvering.rigtige, any_of: [borgere, maade, nej]}",
        "when: {question: involvering.rigtige, any_of: [borgerne]}",
        0,
        "when: 'borgerne' is no answer to 'involvering.rigtige'",
    ),
    (
        FIRST,
        "      - id: hvorfor\n",
        "      - id: gevinster\n",
        0,
        "questions.1.id: two of kind question are 'formaal.gevinster'",
    ),
    (
        "definitions.yaml",
        "label: Vi har en retning",
        "label: Spring over",
        0,
        "choices.1.label: 'Spring over' is a word that the bot acts on",
    ),
    (
        FIRST,
        "carries: [typen.valg]",
        "carries: [typen.valgt]",
        0,
        "carries.0: nothing is called 'typen.valgt'",
    ),
    (
        "texts.yaml",
        "*uddyb*, når et spørgsmål driller",
        "*uddybe*, når et spørgsmål driller",
        0,
        "help.1: 'uddybe' is no word of language.yaml",
    ),
    # Sources
    (
        "experiences.yaml",
        "source: {source: vaeksthus, page: 5}",
        "source: {source: vaeksthus, page: 50}",
        0,
        "0.source.page: 'vaeksthus' has pages 3 to 26",
    ),
    (
        "experiences.yaml",
        "source: {source: vaeksthus, page: 8}",
        "source: {source: vaeksthus}",
        0,
        "1.source: the page is missing",
    ),
    (
        "experiences.yaml",
        "source: {source: vaeksthus, page: 8}",
        "source: {source: torfing, page: 8}",
        0,
        "1.source: this source has no pages",
    ),
    (
        "experiences.yaml",
        "source: {source: vaeksthus, page: 8}",
        "source: {source: vaekst, page: 8}",
        0,
        "1.source.source: no source is called 'vaekst'",
    ),
    (
        "sources.yaml",
        "- id: vaeksthus\n",
        "- {id: ny, title: Ny, author: Ny, short: Ny}\n- id: vaeksthus\n",
        0,
        "0.id: nothing uses the source 'ny'",
    ),
    # What points to what
    (
        PLAN,
        "see: [opskrift_regel, ressourcer]",
        "see: [opskrift_regler]",
        0,
        "see.0: nothing is called 'opskrift_regler'",
    ),
    (
        PLAN,
        "see: [raad_tid, dokk1]",
        "see: [raad_tid, raad_tid]",
        0,
        "see.1: 'raad_tid' is shown here anyway",
    ),
    (
        "definitions.yaml",
        "        means: internt",
        "        means: intern",
        0,
        "means.0: nothing is called 'intern'",
    ),
    (
        "cases.yaml",
        "sector: sundhed\n  told: >-\n    I 2015",
        "sector: sund\n  told: >-\n    I 2015",
        0,
        "sector.0: nothing is called 'sund'",
    ),
    (
        "shelf/opskriften.yaml",
        "  - id: opskrift_regel\n",
        "  - id: hjerterum\n    title: Hjerterum\n    text: Et rum.\n"
        "    source: {source: torfing}\n  - id: opskrift_regel\n",
        0,
        "pieces.4.id: a case is also called 'hjerterum'",
    ),
    (
        "shelf/fem-raad.yaml",
        "  - id: raad_rod\n",
        "  - id: raad_nyt\n    title: Nyt\n    text: Et nyt råd.\n"
        "    source: {source: vaeksthus, page: 7}\n  - id: raad_rod\n",
        0,
        "pieces.4.id: nothing points to the piece 'raad_nyt'",
    ),
    # Rules and their words
    (
        "advice.yaml",
        "rule: not_worth_it",
        "rule: not_worth",
        0,
        "0.rule: no rule is called 'not_worth'",
    ),
    (
        "advice.yaml",
        "rule: not_worth_it",
        "rule: no_owner_above",
        None,
        "the rule 'not_worth_it' has no words",
    ),
    (
        "advice.yaml",
        "rule: not_worth_it",
        "rule: no_owner_above",
        0,
        "0.rule: two have the words of the rule 'no_owner_above'",
    ),
    (
        "advice.yaml",
        "needs: [formaal.vaerd]",
        "needs: [formaal.vaerdi]",
        0,
        "0.needs.0: nothing is called 'formaal.vaerdi'",
    ),
    (
        "advice.yaml",
        "needs: [formaal.vaerd]",
        "needs: [formaal.hvorfor]",
        None,
        "the rules look at 'formaal.vaerd', which no advice needs",
    ),
    (
        FIRST,
        '{id: egne, label: "Borgere, der kom til os",',
        '{id: kom_selv, label: "Borgere, der kom til os",',
        -10,
        "the program leans on the answer 'egne' to 'demokrati.deltagere', which is not there",
    ),
    # What is asked, and what is said on receipt
    (
        PLAN,
        "ask: Er du og projektlederen enige om, hvor grænsen går?",
        "ask: Er du og projektlederen enige? Hvor går grænsen?",
        0,
        "ask: these are two questions; ask one of them",
    ),
    (
        PLAN,
        "ask: Er du og projektlederen enige om, hvor grænsen går?",
        "ask: Er du og projektlederen enige om, hvor grænsen går?\n"
        "        received: Den grænse er god at tale om.",
        1,
        "received: a yes and a no are not received alike; use 'received_for', or say nothing",
    ),
    (
        FIRST,
        ',\n             received: "Det får I glæde af, når der bliver travlt."}',
        "}",
        0,
        "choices.5: 'ingen' says something else, and needs a 'received' of its own",
    ),
    (
        FIRST,
        'example: "Fx fra os: 2, fordi',
        'example: "2, fordi',
        0,
        "example: say where the example comes from, or begin it with 'Fx fra os:'",
    ),
    (
        "shelf/trappen.yaml",
        "Fx fra os: Der er\n",
        "Fx: Der er\n",
        None,
        "pieces.4.text: write 'Fx fra os:' for 'Fx:'",
    ),
    # Numbers
    (
        "shelf/tre-syn.yaml",
        '      - "*Borgerne* er kunder."\n',
        "",
        -5,
        "pieces.1.points: there must be 5 roles in syn_leverandoer, not 4",
    ),
    (
        "cases.yaml",
        "  type: styret\n  placed: Det Gode Værtskab\n"
        "  source: {source: vaeksthus, page: 25}\n\n- id: mols",
        "  source: {source: vaeksthus, page: 25}\n\n- id: mols",
        None,
        "there must be 2 cases with a type, not 1",
    ),
]

#: Those that keep a file from being read, so that no more is looked for.
UNREADABLE: list[Mistake] = [
    ("cases.yaml", "  place: Lejre", "  sted: Lejre", 0, "3.sted: unknown key"),
    ("cases.yaml", "- id: mols\n  title:", "- title:", 0, "6.id: the key is missing"),
    (
        "shelf/opskriften.yaml",
        "title: Hvem kan hjælpe mig?",
        f"title: {'Hvem kan hjælpe mig? ' * 4}",
        0,
        "pieces.1.title: String should have at most 80 characters",
    ),
    (
        "axes.yaml",
        "      towards: open\n    - id: overraskes",
        "      towards: given\n    - id: overraskes",
        None,
        "0: there must be as many statements towards one end as the other",
    ),
    (
        PLAN,
        "see: [raad_tid, dokk1]",
        "see: [raad_tid, dokk1, mols]",
        0,
        "see: Tuple should have at most 2 items after validation, not 3",
    ),
    (
        FIRST,
        "experience: daugaard_tid",
        "experience: daugaard",
        0,
        "experience: no experience is called 'daugaard'",
    ),
    (
        LAST,
        "low: Find det sted, hvor den gik i stå.",
        "ja: Find det sted, hvor den gik i stå.",
        None,
        "'ja' is no key of 'received_for' in kind scale",
    ),
    (
        "definitions.yaml",
        "        means: handel\n",
        "        means: handel\n        received: Så er det en handel.\n",
        None,
        "the verdict is what is said, so 'received' never would be",
    ),
]


def heaps(mistakes: list[Mistake]) -> list[list[Mistake]]:
    """As few as can be, each for one content: no two of a heap are made of the same words."""
    made: list[list[Mistake]] = []
    for each in mistakes:
        fitting = (heap for heap in made if each[:2] not in [one[:2] for one in heap])
        heap = next(fitting, None)
        if heap is None:
            made.append(heap := [])
        heap.append(each)
    return made


@pytest.mark.parametrize("mistakes", [*heaps(MISTAKES), *heaps(UNREADABLE)])
def test_a_mistake_is_found_where_it_stands(mistakes: list[Mistake], desk: Desk) -> None:
    stands: dict[Mistake, int] = {}
    for each in mistakes:
        file, old, new, _, _ = each
        at = desk.change(file, old, new)
        grown = new.count("\n") - old.count("\n")
        moved = (one for one, line in stands.items() if one[0] == file and line > at)
        stands |= {one: stands[one] + grown for one in moved} | {each: at}
    code, lines = desk.check()
    assert code == 1
    assert lines[-1] == f"{len(lines) - 1} problems"
    missed = []
    for (file, _, _, off, said), at in stands.items():
        begins = f"da/{file}:" if off is None else f"da/{file}:{at + off}: "
        if not any(line.startswith(begins) and line.endswith(said) for line in lines):
            missed.append((begins, said))
    assert not missed, "\n".join(lines)


def test_one_mistake_is_one_problem(desk: Desk) -> None:
    file, old, new, _, said = MISTAKES[0]
    at = desk.change(file, old, new)
    code, (line, last) = desk.check()
    assert (code, last) == (1, "1 problem")
    assert line.startswith(f"da/{file}:{at}: ")
    assert line.endswith(said)


def test_a_file_that_is_gone_is_missed_by_its_numbers(desk: Desk) -> None:
    (desk.folder / "da" / "axes.yaml").unlink()
    code, lines = desk.check()
    assert code == 1
    assert "da/axes.yaml:1: there must be 2 axes, not 0" in lines


def test_rules_without_words_are_missed(desk: Desk) -> None:
    (desk.folder / "da" / "advice.yaml").unlink()
    code, lines = desk.check()
    assert code == 1
    assert "da/advice.yaml:1: the rule 'not_worth_it' has no words" in lines
