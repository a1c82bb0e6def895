"""The administrator looks at stored plans; nothing is changed there."""

import pytest

from jingtu_web.plans.models import Clause, Plan
from jingtu_web.plans.tests.example import account, loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = account("administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["plan", "clause", "correction", "progressnote"])
def test_lists_open_and_nothing_can_be_added(administrator, name):
    loaded()
    assert administrator.get(f"/admin/plans/{name}/", {"q": "计划"}).status_code == 200
    assert administrator.get(f"/admin/plans/{name}/add/").status_code == 403


def test_an_entry_is_shown_and_cannot_be_changed_or_deleted(administrator):
    plan = loaded()
    for thing, name in ((plan, "plan"), (Clause.objects.first(), "clause")):
        address = f"/admin/plans/{name}/{thing.pk}/"
        assert administrator.get(f"{address}change/").status_code == 200
        assert administrator.post(f"{address}change/", {"title": "x"}).status_code == 403
        assert administrator.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert Plan.objects.get().title == plan.title
