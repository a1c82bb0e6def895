"""Downloads: who may, under which name, and logged."""

from urllib.parse import unquote

import pytest

from jingtu_web.common.models import AuditRecord, Party, User
from jingtu_web.plans.models import Clause
from jingtu_web.plans.tests.example import account, loaded

pytestmark = pytest.mark.django_db
DAY = "2026-11-22"


@pytest.fixture
def plan():
    return loaded()


def lead(plan) -> Party:
    return Clause.objects.get(plan=plan, number="3").bodies.get(role="lead").party


def addresses(plan) -> dict[str, str]:
    return {
        "division.docx": f"/plans/{plan.pk}/division.docx",
        "division.xlsx": f"/plans/{plan.pk}/division.xlsx",
        "progress.docx": f"/plans/{plan.pk}/progress.docx?on={DAY}",
        "file": f"/plans/{plan.pk}/file/",
        "reminder.docx": f"/bodies/{lead(plan).pk}/reminder.docx?on={DAY}&year=2026",
    }


FOR_ALL = ("division.docx", "division.xlsx")


@pytest.mark.parametrize("role", User.Role.values)
def test_the_division_of_work_is_for_all_the_rest_for_the_countys_officers(client, plan, role):
    client.force_login(account(role))
    for name, address in addresses(plan).items():
        allowed = name in FOR_ALL or role in ("administrator", "ecology")
        assert client.get(address).status_code == (200 if allowed else 403), name


def test_every_download_is_logged(client, plan):
    client.force_login(account("ecology"))
    for address in addresses(plan).values():
        client.get(address)
    logged = AuditRecord.objects.filter(action__endswith="download")
    assert logged.count() == 5
    assert set(logged.values_list("by", flat=True)) == {"ecology"}


def test_the_file_name_says_what_it_is(client, plan):
    client.force_login(account("ecology"))
    header = client.get(addresses(plan)["division.xlsx"])["Content-Disposition"]
    assert unquote(header.partition("''")[2]) == "示例县2026年土壤污染防治任务分工表.xlsx"


def test_a_township_takes_away_only_what_it_sees(client, plan):
    client.force_login(account("township", party="青石镇人民政府"))
    from_all = client.get(addresses(plan)["division.xlsx"]).content
    client.force_login(account("ecology"))
    assert len(from_all) < len(client.get(addresses(plan)["division.xlsx"]).content)


def test_no_letter_where_nothing_is_late_or_soon(client, plan):
    client.force_login(account("ecology"))
    response = client.get(f"/bodies/{lead(plan).pk}/reminder.docx?on=2026-04-05&year=2026", follow=True)
    assert "没有需要提醒的任务" in response.content.decode()


def test_a_letter_of_supervision_is_about_what_is_overdue_alone(client, plan):
    client.force_login(account("ecology"))
    header = client.get(addresses(plan)["reminder.docx"] + "&kind=supervision")["Content-Disposition"]
    assert "督办函" in unquote(header)


@pytest.mark.parametrize("address", ["/plans/999/division.docx", "/plans/999/file/", "/bodies/999/reminder.docx"])
def test_an_unknown_one_is_not_found(client, address):
    client.force_login(account("ecology"))
    assert client.get(address).status_code == 404
