"""Lists in what Windows, old Macs and East Asia save as plain CSV: names letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.intake.code_pages import code_page_of
from organizer.intake.people import read_people


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("cp1252", "Name,Email\nZoë Åström,zoe@example.org\nFrançois Lefèvre,f@example.org\n"),
        ("cp1252", "Name;Note\nJürgen Groß · Chor;nº 3, 5 €, “ja”\nO’Brien;…\n"),
        ("cp1252", "Name\nGÖRAN ÅSTRÖM\nÆgir Þór\nÍñigo Ñúñez\nŠime Žižek\nÉLOÏSE\n"),
        ("latin-1", "Name\nÅke Wåhlström\n"),
        ("mac_roman", "Name,Email\nZoë Åström,zoe@example.org\nFrançois Lefèvre,f@example.org\n"),
        ("mac_roman", "Name\nJürgen Groß\nMüller\n"),
        ("cp1250", "Imię;Nazwisko\nŁukasz;Żółć\nPaweł;Święch\n"),
        ("cp1251", "Имя;Фамилия\nИван;Петров\n"),
        ("cp1251", "Name\nИван Петров\n"),
        ("cp1253", "Όνομα\nΓιώργος Παπαδόπουλος\n"),
        ("cp932", "氏名,メール\n山田太郎,taro@example.org\n"),
        ("cp932", "Name\n山田太郎\nたなか\n"),
        ("cp949", "이름\n김민준\n"),
        ("gb18030", "姓名,邮箱\n王小明,wang@example.org\n"),
        ("gb18030", "Name\n王小明\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_in_the_page_it_was_saved_in(page: str, text: str, line_end: str) -> None:
    written = text.replace("\n", line_end)
    data = written.encode(page)
    assert data.decode(code_page_of(data)) == written


def test_a_list_from_an_old_mac_gives_its_names(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Phone\rZoë Åström;1\rJosé Núñez;2\r".encode("mac_roman"))
    assert [row.name for row in read_people(path).rows] == ["Zoë Åström", "José Núñez"]


def test_letters_that_windows_leaves_undefined_do_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name\nÅsa O’Brien\nZoë Œuvre “Zo”\n".encode("cp1252") + b"K\x81y\n")
    assert [row.name for row in read_people(path).rows][:2] == ["Åsa O’Brien", "Zoë Œuvre “Zo”"]
