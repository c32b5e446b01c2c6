"""``samskab verify``: what a file says of itself, and where it no longer does."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pikepdf
import pytest

from bot.cli import main
from bot.papers import make
from bot.papers.reading import LARGEST
from flows.parts.memo.model import Memo
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example

#: A canvas carries nothing.
FILES = (MemoForm.WORD, MemoForm.PDF, MemoForm.MARKDOWN)
UNCHANGED, UNREADABLE, CHANGED, FOREIGN = 0, 1, 3, 4
MEMO, PROOF = example.sealed_memo()

Verify = Callable[[bytes], tuple[int, list[str]]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def verified(data: bytes) -> tuple[int, list[str]]:
        file = tmp_path / "memo"
        file.write_bytes(data)
        code = main(["verify", str(file)])
        said = capsys.readouterr()
        return code, [
            line.replace(str(file), "FILE") for line in (said.out or said.err).splitlines()
        ]

    return verified


@cache
def sealed(form: MemoForm) -> bytes:
    return make(MEMO, form, PROOF)


def with_what_another_carries(memo: Memo, form: MemoForm) -> bytes:
    """A file that says ``memo``, and carries the sealed one."""
    data, carried = make(memo, form, PROOF), sealed(form)
    file = BytesIO()
    if form is MemoForm.PDF:
        with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(carried)) as other:
            inside = other.attachments["samskab.json"].get_file().read_bytes()
            pdf.attachments["samskab.json"] = pikepdf.AttachedFileSpec(pdf, inside)
            pdf.save(file)
    elif form is MemoForm.MARKDOWN:
        text, carries = data.decode().split("<!--")[0], carried.decode().split("<!--")[1]
        file.write(f"{text}<!--{carries}".encode())
    else:
        document, other = (docx.Document(BytesIO(each)) for each in (data, carried))
        mine, theirs = (
            next(part for part in each.part.package.iter_parts() if "/item1" in part.partname)
            for each in (document, other)
        )
        mine._blob = theirs.blob
        document.save(file)
    return file.getvalue()


def other(old: str, new: str, memo: Memo = MEMO) -> Memo:
    """The memo with other words somewhere."""
    text = memo.model_dump_json()
    assert text.count(old) == 1
    return Memo.model_validate_json(text.replace(old, new))


@pytest.mark.parametrize("form", FILES)
def test_a_memo_as_it_was_made_is_unchanged(form: MemoForm, verify: Verify) -> None:
    code, said = verify(sealed(form))
    told = "FILE: Beslutningsnotat: Mødested for unge (2026-11-28, final, number 2)"
    assert said == [f"unchanged: {told}"]
    assert code == UNCHANGED


#: What is changed, into what, and what is said of it.
CHANGES = {
    "a comma": (", til nogen", " til nogen", [
        "  'Det, der bedes om', line 1: was 'Rådet er vent, til nogen i direktionen ejer opgaven.'"
        ", now 'Rådet er vent til nogen i direktionen ejer opgaven.'"
    ]),
    "a digit": ("2026-1234", "2026-1235", [
        "  outside the sections, line 2: was 'Sagsnummer: 2026-1234', now 'Sagsnummer: 2026-1235'"
    ]),
    "a picture's words": ("to siger 5", "fem siger 5", [
        "  'Det, der kan vælte det', line 1: was 'Spredning: to siger 1, én siger 2, én siger 4, "
        "to siger 5.', now 'Spredning: to siger 1, én siger 2, én siger 4, fem siger 5.'"
    ]),
    "a cell": ("Princip 7: gør", "Princip 7: gør ikke", [
        "  'De syv principper', line 22: was 'Princip 7: gør værdien klar', "
        "now 'Princip 7: gør ikke værdien klar'"
    ]),
    "a quotation": (r"komme.\n*ikke", r"komme.\n*nu", [
        "  'Det, der bedes om', line 3: was '*ikke fed* #let x = 1 <b>æ</b> & `kode` "
        "[x](https://example.org) …', now '*nu fed* #let x = 1 <b>æ</b> & `kode` "
        "[x](https://example.org) …'"
    ]),
}  # fmt: skip


@pytest.mark.parametrize("form", FILES)
def test_each_changed_word_is_found_and_where(form: MemoForm, verify: Verify) -> None:
    changed = MEMO
    for old, new, _ in CHANGES.values():
        changed = other(old, new, changed)
    code, said = verify(with_what_another_carries(changed, form))
    assert code == CHANGED
    assert said[0].startswith("changed: FILE: ")
    assert sorted(said[1:]) == sorted(line for *_, told in CHANGES.values() for line in told)


@pytest.mark.parametrize("form", [MemoForm.WORD, MemoForm.PDF])
def test_the_foot_of_the_pages_is_looked_at_too(form: MemoForm, verify: Verify) -> None:
    code, said = verify(with_what_another_carries(other('"footer":"', '"footer":"Nye '), form))
    assert code == CHANGED
    told = "  at the edge of a page: now 'Nye Endelig, version 2, 28. november 2026"
    assert all(line.startswith(told) for line in said[1:])


@pytest.mark.parametrize("form", FILES)
def test_what_is_put_in_and_what_is_gone(form: MemoForm, verify: Verify) -> None:
    first, second = MEMO.sections[2].blocks[1].items
    more = (first, example.text("Alle er med."), second)
    fewer = MEMO.model_copy(update={"sections": MEMO.sections[:2]})
    assert verify(with_what_another_carries(fewer, form))[1][1:] == [
        "  'Det, der kan vælte det', the heading, to line 3: was 'Det, der kan vælte det Spredning:"
        " to siger 1, én siger 2, én siger 4, to siger 5. Ingen ejer opgaven …', now gone"
    ]
    blocks = (MEMO.sections[2].blocks[0], example.Bullets(items=more))
    section = MEMO.sections[2].model_copy(update={"blocks": blocks})
    longer = MEMO.model_copy(update={"sections": (*MEMO.sections[:2], section)})
    assert verify(with_what_another_carries(longer, form))[1][1:] == [
        "  before 'Det, der kan vælte det', line 3: new 'Alle er med.'"
    ]


@pytest.mark.parametrize("form", FILES)
def test_who_changes_what_it_carries_too_is_found_by_the_fingerprint(
    form: MemoForm, verify: Verify
) -> None:
    code, said = verify(make(other(", til nogen", " til nogen"), form, PROOF))
    assert (code, said[1:]) == (CHANGED, ["  the fingerprint in it is not of the memo in it"])


@pytest.mark.parametrize("form", FILES)
def test_a_draft_has_no_fingerprint(form: MemoForm, verify: Verify) -> None:
    code, said = verify(make(example.memo(state="draft"), form))
    assert code == UNCHANGED
    assert said[0].endswith("(2026-11-28, draft, no fingerprint)")
    code, said = verify(make(MEMO, form))
    assert code == CHANGED


def test_a_comma_that_word_struck_out_is_gone(verify: Verify) -> None:
    document = docx.Document(BytesIO(sealed(MemoForm.WORD)))
    (line,) = (each for each in document.paragraphs if each.text.startswith("Rådet er"))
    run = line.runs[2]
    run.text = run.text.removeprefix(",")
    file = BytesIO()
    document.save(file)
    code, said = verify(file.getvalue())
    assert (code, len(said)) == (CHANGED, 2)


def test_what_is_laid_over_a_page_is_found(verify: Verify) -> None:
    file, document = BytesIO(), docx.Document(BytesIO(sealed(MemoForm.WORD)))
    document.sections[0].header.paragraphs[0].text = "Gælder ikke"
    document.save(file)
    assert verify(file.getvalue())[1][1:] == ["  at the edge of a page: now 'Gælder ikke'"]
    file = BytesIO()
    with pikepdf.open(BytesIO(sealed(MemoForm.PDF))) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents="5 af 5"
        )
        note.Rect = [100, 100, 200, 120]
        pdf.pages[-1].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(file)
    assert verify(file.getvalue())[1][1:] == ["  at the end: new '5 af 5'"]


def test_line_ends_of_another_machine_change_nothing(verify: Verify) -> None:
    assert verify(sealed(MemoForm.MARKDOWN).replace(b"\n", b"\r\n"))[0] == UNCHANGED


def test_what_reads_a_file_says_nothing_beside(
    verify: Verify, caplog: pytest.LogCaptureFixture
) -> None:
    assert verify(b"%PDF-1.7\n")[0] == UNREADABLE
    assert caplog.messages == []


def test_files_of_others(verify: Verify, tmp_path: Path) -> None:
    file = BytesIO()
    docx.Document().save(file)
    assert verify(file.getvalue()) == (FOREIGN, ["foreign: FILE carries no memo of samskab's"])
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["samskab.json"] = pikepdf.AttachedFileSpec(pdf, json.dumps({}).encode())
        file = BytesIO()
        pdf.save(file)
    assert verify(file.getvalue())[0] == FOREIGN
    assert verify(b"# Om noget\n\nHej\n")[0] == FOREIGN
    for data in (b"\xff", b"PK\x03\x04", b"%PDF-1.7\n", b"\x00" * 100):
        code, (line,) = verify(data)
        assert code == UNREADABLE
        assert line.startswith("samskab: FILE: it ")
    assert main(["verify", str(tmp_path / "none")]) == UNREADABLE


def test_a_file_that_unpacks_to_far_more_is_not_unpacked(verify: Verify) -> None:
    file = BytesIO(sealed(MemoForm.WORD))
    with ZipFile(file, "a", ZIP_DEFLATED) as packed:
        packed.writestr("word/more.xml", b" " * (LARGEST + 1))
    code, (line,) = verify(file.getvalue())
    assert (code, line) == (UNREADABLE, "samskab: FILE: it unpacks to more than 64 MB")
