"""Acts on accounts: made with a first password that is shown once, changed by its owner, reset by others."""

from __future__ import annotations

import secrets

from axes.utils import reset
from django.db import transaction

from jingtu_web.common import audit
from jingtu_web.common.models import Party, Place, User

# Nobody should have to tell 0 from O or l from 1 on a printed slip.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


def first_password() -> str:
    """Twelve characters in three groups: 56 bits, easy to type from paper, good for one log-in."""
    alphabet = LETTERS + DIGITS
    groups = ["".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3)]
    return "-".join(groups)


@transaction.atomic
def create_account(
    username: str, role: str, *, party: Party | None = None, place: Place | None = None, by: User | str
) -> tuple[User, str]:
    """A new account and its first password, which has to be changed at the first log-in."""
    password = first_password()
    user = User.objects.create_user(
        username, password=password, role=role, party=party, place=place, must_change_password=True
    )
    audit.record("account.create", username, by=by, role=role, body=party and party.name, place=place and place.code)
    return user, password


@transaction.atomic
def change_own_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record("account.password", user.username, by=user)


@transaction.atomic
def password_was_reset(user: User, *, by: User) -> None:
    """Someone else set a password: it is a first password again, and the lock-out ends."""
    if user.pk != by.pk:
        User.objects.filter(pk=user.pk).update(must_change_password=True)
    reset(username=user.username)
    audit.record("account.password_reset", user.username, by=by)
