"""The example county, built by the same acts that people use: places, bodies, accounts, plans, deliveries."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import orjson
import shapely
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jingtu_web.common import audit
from jingtu_web.common.county import FirstLogin, start_county
from jingtu_web.common.county_workbook import read_county
from jingtu_web.common.example_logins import keep_example_logins
from jingtu_web.common.models import Place, User
from jingtu_web.config.example_progress import record_example_progress
from jingtu_web.deliveries.actions import accept, receive
from jingtu_web.maps.places import BASE
from jingtu_web.plans.actions import load_plan
from jingtu_web.plans.reading import read

PLANS = {"plan_2025.txt": 2025, "plan.docx": 2026}
# In the order in which they came in; what the file does not say is said here.
DELIVERIES: Mapping[str, Mapping[str, str]] = {"lab_A.xlsx": {}, "lab_B.xlsx": {}, "lab_C.csv": {}, "lab_D.xlsx": {}}


class NoExample(Exception):  # noqa: N818 - a message for people
    """This installation was made without the example."""


@transaction.atomic  # interrupted half-way, the next start begins again
def load_example(folder: Path) -> tuple[FirstLogin, ...]:
    """Make the example's files in the folder and store them; answers the accounts with their passwords."""
    make_files(folder)
    started = start_county(read_county(folder / "county.xlsx"), by="jingtu-web load_example")
    # These accounts are for trying out: nobody has to change a password first.
    User.objects.filter(username__in=[login.username for login in started.logins]).update(must_change_password=False)
    keep_example_logins(started.logins)
    _draw(folder)
    officer = User.objects.filter(role=User.Role.ECOLOGY, party__place=started.place).order_by("pk")[0]
    for name, year in PLANS.items():
        document = read(name, (folder / name).read_bytes())
        plan, _new = load_plan(document, place=started.place, year=year, by=officer)
        record_example_progress(plan, by=officer)
    for name, options in DELIVERIES.items():
        receipt = receive(folder / name, county=started.place, options=options, by=officer)
        accept(receipt.delivery, clean_only=True, by=officer)
    return started.logins


def make_files(folder: Path) -> None:
    try:
        from examples.wochuan.generate import generate  # noqa: PLC0415 - a wheel comes without the example
    except ModuleNotFoundError as problem:
        raise NoExample(_("此安装不含示例县。请从源码目录运行 make run，或用 start_county 建立本县。")) from problem
    generate(folder)


def _draw(folder: Path) -> None:
    """Outlines of the towns and of the county, and the river beneath them."""
    outlines = _features(folder / "towns.geojson")
    places = {place.code: place for place in Place.objects.filter(code__in=outlines)}
    for code, place in places.items():
        place.outline = outlines[code]
    Place.objects.bulk_update(places.values(), ["outline"])
    audit.record("place.draw", folder.name, by="jingtu-web load_example", places=sorted(places))
    shutil.copyfile(folder / "river.geojson", settings.HOME / BASE)


def _features(path: Path) -> dict[str, shapely.Geometry]:
    collection = orjson.loads(path.read_bytes())
    return {
        str(entry["properties"]["code"]): shapely.from_geojson(orjson.dumps(entry["geometry"]))
        for entry in collection["features"]
    }
