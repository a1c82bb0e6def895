"""Files are kept once by content, under a name that nobody outside chose."""

from pathlib import Path

import pytest

from jingtu_web.common.files import LONGEST_NAME, file_name, keep, plain_name
from jingtu_web.common.models import StoredFile


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
class TestKeep:
    def test_the_same_content_is_kept_once_under_its_first_name(self, tmp_path):
        first, second = keep("a.xlsx", b"content"), keep("b.xlsx", b"content")
        assert first == second
        assert second.name == "a.xlsx"
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

    def test_the_stored_name_follows_from_the_content_alone(self, tmp_path):
        stored = keep("../../etc/passwd", b"content")
        assert stored.content.name == f"by-hash/{stored.sha256}"
        assert stored.name == "passwd"
        assert stored.content.read() == b"content"

    def test_other_people_of_the_machine_cannot_read_it(self):
        assert Path(keep("a", b"x").content.path).stat().st_mode & 0o077 == 0

    def test_another_content_is_another_file(self):
        keep("a.xlsx", b"one")
        keep("a.xlsx", b"two")
        assert StoredFile.objects.count() == 2


class TestPlainName:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("计划.docx", "计划.docx"),
            ("C:\\Users\\a\\计划.docx", "计划.docx"),
            ("../../x", "x"),
            ("a\0b\n.txt", "ab.txt"),
            ("", "file"),
            ("..", ".."),
            ("x" * 400 + ".csv", ("x" * 400 + ".csv")[-255:]),
        ],
    )
    def test_is_the_last_part_without_control_characters(self, given, kept):
        assert plain_name(given) == kept


class TestFileName:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("../计划.docx", "计划.docx"),
            ('a<b>:"c"?.xlsx', "a_b___c__.xlsx"),
            ("..", "file"),
            (".hidden.csv", "hidden.csv"),
        ],
    )
    def test_is_one_that_every_file_system_takes(self, given, kept):
        assert file_name(given) == kept

    def test_a_long_chinese_name_keeps_its_end(self):
        kept = file_name("土" * 300 + ".xlsx")
        assert kept.endswith("土.xlsx")
        assert len(kept.encode()) <= LONGEST_NAME
