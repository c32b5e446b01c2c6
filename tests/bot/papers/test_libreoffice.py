"""Another program opens a memo in Word's form, and nothing of it is lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from bot.papers import make
from bot.papers.reading import read
from bot.papers.verifying import Verdict, verify
from flows.parts.memo.model import lines
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example

SOFFICE = shutil.which("soffice")
MEMO, PROOF = example.sealed_memo()

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def saved_as(ending: str, folder: Path) -> Path:
    """The memo opened by LibreOffice and saved as something."""
    original = folder / "memo.docx"
    original.write_bytes(make(MEMO, MemoForm.WORD, PROOF))
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", ending, "--outdir", folder / "out", original),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "out" / f"memo.{ending}"


@pytest.mark.slow
def test_as_pdf_all_of_it_is_there_in_its_order(tmp_path: Path) -> None:
    pages = pypdf.PdfReader(saved_as("pdf", tmp_path)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    at = 0
    for line in lines(MEMO):
        if not line.startswith("Spredning:"):  # of a picture, and not on the page
            at = text.index("".join(line.split()), at)


@pytest.mark.slow
def test_saved_again_it_is_still_what_it_was(tmp_path: Path) -> None:
    data = saved_as("docx", tmp_path).read_bytes()
    assert read(data).embedded is not None
    verified = verify(data)
    assert (verified.changes, verified.feet) == ((), ())
    assert verified.verdict is Verdict.UNCHANGED
