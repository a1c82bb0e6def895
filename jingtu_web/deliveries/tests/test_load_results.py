from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jingtu_web.common.models import AuditRecord
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.tests import files
from jingtu_web.registers.samples.models import Result
from jingtu_web.registers.samples.tests.frames import county_with_two_towns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
    return county_with_two_towns()


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("load_results", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_results_are_accepted(tmp_path):
    assert run(files.workbook(tmp_path / "a.xlsx")) == "已入库：a.xlsx，2 个样品，3 个结果\n"
    assert Result.objects.count() == 3
    assert AuditRecord.objects.get(action="deliveries.accept").by == "jingtu-web load_results"


def test_the_same_file_changes_nothing(tmp_path):
    path = files.workbook(tmp_path / "a.xlsx")
    run(path)
    assert run(path) == "同一文件此前已入库，没有改动：a.xlsx\n"
    assert Result.objects.count() == 3


def test_with_errors_it_stores_nothing_and_ends_with_1(tmp_path):
    path = files.workbook(tmp_path / "a.xlsx", (*files.GOOD, files.NEGATIVE))
    with pytest.raises(CommandError, match="有 1 处错误") as refused:
        run(path)
    assert (refused.value.returncode, Result.objects.count()) == (1, 0)
    run(path, "--accept-clean")
    assert Result.objects.count() == 3


def test_a_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path):
    with pytest.raises(CommandError, match=r"60\.0") as refused:
        run(files.huge(tmp_path / "a.xlsx"))
    assert (refused.value.returncode, Delivery.objects.count()) == (1, 0)


@pytest.mark.parametrize("arguments", [["nowhere.xlsx"], ["nowhere.xlsx", "--place", "110101"]])
def test_a_wrong_call_ends_with_2(arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 2
