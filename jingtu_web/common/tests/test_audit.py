"""The audit trail: appended, chained, and every alteration found."""

import pytest
from django.db import connection

from jingtu_web.common import audit
from jingtu_web.common.models import AuditRecord, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditRecord]:
    return [audit.record("act", f"subject {n}", by="somebody", number=n) for n in range(4)]


class TestChain:
    def test_an_untouched_chain_is_whole(self, chain):
        assert audit.first_broken() is None
        assert [entry.previous for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]

    @pytest.mark.parametrize(
        "change",
        [
            {"by": "another"},
            {"action": "other"},
            {"subject": "x"},
            {"detail": {"number": 9}},
            {"at": "2020-01-01T00:00Z"},
        ],
    )
    def test_a_changed_record_is_found(self, chain, change):
        AuditRecord.objects.filter(pk=chain[1].pk).update(**change)
        assert audit.first_broken() == chain[1]

    def test_a_record_taken_out_is_found_at_the_next(self, chain):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM common_auditrecord WHERE id = %s", [chain[1].pk])
        assert audit.first_broken() == chain[2]

    def test_a_changed_record_with_its_hash_made_anew_is_found_at_the_next(self, chain):
        entry = chain[1]
        digest = audit._digest(entry.previous, entry.at, ("another", entry.action, entry.subject), entry.detail)
        AuditRecord.objects.filter(pk=entry.pk).update(by="another", hash=digest)
        assert audit.first_broken() == chain[2]

    def test_an_empty_trail_is_whole(self):
        assert audit.first_broken() is None


class TestRecord:
    def test_names_the_account(self):
        user = User.objects.create_user("officer")
        assert audit.record("act", "x", by=user).by == "officer"

    @pytest.mark.parametrize("value", [0.1, float("nan"), "a\0b", {"甲": (1, {2})}, None, True, 10**30])
    def test_whatever_is_told_the_chain_stays_whole(self, value):
        audit.record("act", "x" * 500 + "\0", by="somebody", value=value)
        assert audit.first_broken() is None
