"""The example county comes by the acts that people use, and goes without a trace but the audit trail."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from jingtu_web.common import audit
from jingtu_web.common.example_logins import EXAMPLE, example_logins
from jingtu_web.common.models import AuditRecord, Party, Place, StoredFile, User
from jingtu_web.common.tests.workbooks import write
from jingtu_web.config.copying import models
from jingtu_web.config.summary import summary
from jingtu_web.deliveries.models import Delivery
from jingtu_web.desk.removal import CannotRemove, remove_example
from jingtu_web.plans.models import Plan

pytestmark = pytest.mark.django_db
KEPT = {"common_auditrecord", "auth_permission", "django_content_type"}


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


class TestExample:
    def test_comes_whole_and_goes_whole(self, home, capsys):
        call_command("load_example")
        self.everything_is_there(home)
        with pytest.raises(CommandError, match="已在库中"):
            call_command("load_example")
        with pytest.raises(CannotRemove):
            remove_example(by=User.objects.get(username="admin"))

        call_command("start_county", str(write(home / "own.xlsx")), remove_example=True)

        assert "boss" in capsys.readouterr().out
        self.nothing_is_left_but_the_own_county(home)

    @staticmethod
    def everything_is_there(home):
        assert {login.role for login in example_logins()} == set(User.Role.values)
        assert all(User.objects.get(username=e.username).check_password(e.password) for e in example_logins()[:1])
        assert sorted(Plan.objects.values_list("year", flat=True)) == [2025, 2026]
        assert set(Delivery.objects.values_list("state", flat=True)) == {"accepted"}
        assert Delivery.objects.get(name="lab_B.xlsx").clean_only
        towns = Place.objects.filter(level="township", code__startswith="999901")
        assert towns.count() == 12
        assert not towns.filter(outline=None).exists()
        assert (home / "base.geojson").is_file()
        lines = "\n".join(summary(date(2026, 11, 22)))
        assert "沃川县土壤污染防治2026年行动计划" in lines
        assert "未比对" in lines

    @staticmethod
    def nothing_is_left_but_the_own_county(home):
        assert set(Place.objects.values_list("code", flat=True)).isdisjoint([EXAMPLE])
        assert Place.objects.count() == 5
        assert Party.objects.count() == 3
        assert set(User.objects.values_list("username", flat=True)) == {"boss", "eco", "farm", "east", "look"}
        assert not StoredFile.objects.exists()
        assert [path for path in (home / "files").rglob("*") if path.is_file()] == []
        assert not (home / "base.geojson").exists()
        assert example_logins() == []
        full = {model._meta.db_table for model in models() if model._base_manager.exists()} - KEPT
        assert full == {"common_place", "common_party", "common_user"}
        assert AuditRecord.objects.filter(action="county.remove").exists()
        assert audit.first_broken() is None


class TestStartCounty:
    def test_a_problem_is_printed_with_its_cell_and_nothing_is_written(self, home, capsys):
        with pytest.raises(CommandError, match="什么都没有写入"):
            call_command("start_county", str(write(home / "own.xlsx", {"账户!B3": "局长"})))
        assert "单元格 B3" in capsys.readouterr().err
        assert not Place.objects.exists()

    def test_the_template_is_written(self, home):
        call_command("start_county", template=home / "template.xlsx")
        assert (home / "template.xlsx").stat().st_size > 0

    def test_called_with_nothing_it_says_what_to_give(self, home):
        with pytest.raises(CommandError) as refused:
            call_command("start_county")
        assert refused.value.returncode == 2
