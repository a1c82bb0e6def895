"""A county is started from its workbook: divisions, bodies, first accounts; all of them or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction

from jingtu.problems import Problem, Refused, Where, attention, error
from jingtu_web.common import audit
from jingtu_web.common.accounts import create_account
from jingtu_web.common.county_workbook import ACCOUNTS, LEVELS, ROLES, County, Row, padded
from jingtu_web.common.models import Party, Place, User


@dataclass(frozen=True)
class FirstLogin:
    """A new account and the password that is shown once."""

    username: str
    role: str
    scope: str
    password: str

    @property
    def role_name(self) -> str:
        return str(User.Role(self.role).label)


@dataclass(frozen=True)
class Started:
    place: Place
    divisions: int
    bodies: int
    logins: tuple[FirstLogin, ...]
    problems: tuple[Problem, ...]


@transaction.atomic
def start_county(county: County, *, by: User | str) -> Started:
    """Store what the workbook says. What is there already is brought up to date; accounts are never overwritten.

    Raises
    ------
    Refused
        If the workbook has an error, or would leave the installation without an administrator.
    """
    problems = [*county.problems, *_without_administrator(county)]
    if county.refused or len(problems) > len(county.problems):
        raise Refused(*problems)
    places = _store_places(county)
    parties = _store_parties(county, places)
    known = set(User.objects.filter(username__in=county.accounts).values_list("username", flat=True))
    skipped = [
        attention("county.login_exists", county.accounts[login].where["登录名"], login=login) for login in sorted(known)
    ]
    new = [(login, row) for login, row in county.accounts.items() if login not in known]
    logins = tuple(_account(login, row, county, places, parties, by) for login, row in new)
    place = places[county.code]
    audit.record("county.start", place.code, by=by, divisions=len(places), bodies=len(parties), accounts=len(logins))
    return Started(place, len(places), len(parties), logins, (*county.problems, *skipped))


def _without_administrator(county: County) -> list[Problem]:
    named = any(row["角色"] == "系统管理员" for row in county.accounts.values())
    if named or User.objects.filter(role=User.Role.ADMINISTRATOR, is_active=True).exists():
        return []
    where = next((row.where["角色"] for row in county.accounts.values()), None)
    return [error("county.no_administrator", Where(where.file, ACCOUNTS) if where else Where())]


def _store_places(county: County) -> dict[str, Place]:
    """Superiors first, so that each finds its own: the longest code that is the beginning of its code."""
    stored: dict[str, Place] = {}
    for code in sorted(county.divisions, key=lambda code: len(Place(code=code).stem)):
        row = county.divisions[code]
        above = [place for place in stored.values() if code.startswith(place.stem)]
        parent = max(above, key=lambda place: len(place.stem), default=None)
        values = {"name": row["名称"], "level": LEVELS[row["级别"]], "parent": parent}
        stored[code], _ = Place.objects.update_or_create(code=code, defaults=values)
    return stored


def _store_parties(county: County, places: dict[str, Place]) -> dict[str, Party]:
    home = places[county.code]
    return {name: _party(name, row, places.get(padded(row["区划代码"]), home)) for name, row in county.bodies.items()}


def _party(name: str, row: Row, place: Place) -> Party:
    aliases = [alias.strip() for alias in re.split("[、，,；;]", row["别名"]) if alias.strip()]
    values = {"short_name": row["简称"], "aliases": aliases}
    party, _ = Party.objects.update_or_create(name=name, place=place, defaults=values)
    return party


def _account(
    login: str, row: Row, county: County, places: dict[str, Place], parties: dict[str, Party], by: User | str
) -> FirstLogin:
    party = parties.get(county.body_name(row["单位"])) if row["单位"] else None
    place = places.get(county.place_code(row["乡镇"])) if row["乡镇"] else None
    user, password = create_account(login, ROLES[row["角色"]], party=party, place=place, by=by)
    return FirstLogin(login, user.role, str(place or party or ""), password)
