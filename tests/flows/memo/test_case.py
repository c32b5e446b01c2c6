"""What a case system wants: numbers in a checked form, and file names that it takes."""

from __future__ import annotations

from datetime import date

import pytest

from flows.parts.memo.case import LONGEST_NAME, file_name, read_kle, read_number
from tests.at_once import at_once

DAY = date(2026, 11, 28)


@at_once(
    "typed, kept",
    [
        ("27.03.00", "27.03.00"),
        (" 27.03.00 ", "27.03.00"),
        ("27.03.00 G01", "27.03.00 G01"),
        ("27.03.00g01", "27.03.00 G01"),
        ("27.03.00-p20", "27.03.00 P20"),
        ("27.03.00 ø54", "27.03.00 Ø54"),
        ("", ""),
        ("27.03", None),
        ("270300", None),
        ("27.03.00 G1", None),
        ("27.03.00 G01 og mere", None),
        ("2" * 50_000, None),
    ],
)
def test_a_kle_number(typed: str, kept: str | None) -> None:
    assert read_kle(typed) == kept


@at_once(
    "typed, kept",
    [
        ("2026-1234", "2026-1234"),
        ("27.00.00-P20-3-26", "27.00.00-P20-3-26"),
        ("S26/1042", "S26/1042"),
        ("Sag 14 (børn)", "Sag 14 (børn)"),
        ("  2026\n1234 ", "2026 1234"),
        ("", ""),
        ("=1+1", None),
        ("<script>", None),
        ("@udvalget", None),
        ("9" * 61, None),
        ("9" * 50_000, None),
    ],
)
def test_a_case_number(typed: str, kept: str | None) -> None:
    assert read_number(typed) == kept


def test_a_file_name() -> None:
    said = "Beslutningsnotat Mødested for unge (v2, endelig)"
    assert file_name(DAY, said, ".docx") == f"2026-11-28 {said}.docx"


@at_once(
    "title",
    [
        'Unge: "hvad nu?" <nu> | *alle* / ingen \\ #1 100% {x} ~ & co',
        "Bænk\tved\nsøen\x00\x1f",
        "Gnav\u202excod.exe\u200b 🎉",
        "Mo\u0308dested",
        "…",
        "CON",
    ],
)
def test_no_sign_that_a_case_system_refuses(title: str) -> None:
    name = file_name(DAY, f"Kort notat {title} (udkast)", ".pdf")
    assert not set('\\/:*?"<>|#%&{}~\t\n\x00\x1f\u202e\u200b🎉\u0308') & set(name)
    assert name.startswith("2026-11-28 Kort notat")
    assert name.endswith(" (udkast).pdf")
    assert "  " not in name


@pytest.mark.parametrize("long", ["x" * 50_000, "Mødested for unge " * 500])
def test_a_long_title_gives_way_to_the_version(long: str) -> None:
    name = file_name(DAY, f"Beslutningsnotat {long} (v12, endelig)", ".docx")
    assert len(name) <= LONGEST_NAME
    assert name.startswith("2026-11-28 Beslutningsnotat ")
    assert name.endswith(" (v12, endelig).docx")
