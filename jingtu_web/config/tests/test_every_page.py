"""Every page for every role: who may open it, and the policy it comes with. A page that is not listed here fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from jingtu_web.common.models import Place, User
from jingtu_web.config.example import load_example
from jingtu_web.deliveries.models import Delivery
from jingtu_web.desk import urls
from jingtu_web.plans.actions import Recorded, record_progress
from jingtu_web.plans.models import Clause, Draft, Plan
from jingtu_web.plans.queries import bodies_seen_by
from jingtu_web.registers.samples.models import Point
from jingtu_web.runs.actions import Asked, ask
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.models import Run
from jingtu_web.runs.rows import Narrowed, from_register

ROLES = User.Role.values
EVERYONE = set(ROLES)
COUNTY = {"administrator", "ecology"}
ADMINISTRATOR = {"administrator"}


@dataclass(frozen=True)
class Page:
    """Who may open it; ``post``: it changes something and answers to POST alone."""

    roles: set[str]
    post: bool = False


PAGES = {
    "home": Page(EVERYONE),
    "login": Page(EVERYONE),
    "logout": Page(EVERYONE, post=True),
    "account": Page(EVERYONE),
    "search": Page(EVERYONE),
    "county": Page(ADMINISTRATOR),
    "county_template": Page(ADMINISTRATOR),
    "county_remove": Page(ADMINISTRATOR, post=True),
    "board": Page(EVERYONE),
    "plans": Page(EVERYONE),
    "plan_upload": Page(COUNTY),
    "plan_draft": Page(COUNTY),
    "plan_draft_discard": Page(COUNTY, post=True),
    "plan_remove": Page(COUNTY, post=True),
    "division_docx": Page(EVERYONE),
    "division_xlsx": Page(EVERYONE),
    "progress_docx": Page(COUNTY),
    "plan_file": Page(COUNTY),
    "clause": Page(EVERYONE),
    "clause_record": Page(EVERYONE, post=True),
    "clause_correct": Page(COUNTY),
    "note_withdraw": Page(COUNTY, post=True),
    "note_evidence": Page(EVERYONE),
    "bodies": Page(EVERYONE),
    "body": Page(EVERYONE),
    "bodies_relink": Page(COUNTY, post=True),
    "reminder_docx": Page(COUNTY),
    "deliveries": Page(COUNTY),
    "deliver": Page(COUNTY),
    "delivery_template": Page(COUNTY),
    "delivery": Page(COUNTY),
    "delivery_cell": Page(COUNTY),
    "delivery_file": Page(COUNTY),
    "delivery_problems": Page(COUNTY),
    "accept_delivery": Page(COUNTY, post=True),
    "refuse_delivery": Page(COUNTY, post=True),
    "undo_delivery": Page(COUNTY, post=True),
    "measurements": Page(EVERYONE),
    "distribution": Page(EVERYONE),
    "measurements_download": Page(COUNTY),
    "point": Page(COUNTY),
    "point_brief": Page(COUNTY),
    "runs": Page(COUNTY),
    "run_new": Page(COUNTY),
    "run_start": Page(COUNTY),
    "run": Page(COUNTY),
    "run_state": Page(COUNTY),
    "run_cancel": Page(COUNTY, post=True),
    "run_again": Page(COUNTY, post=True),
    "run_map": Page(COUNTY),
    "run_xlsx": Page(COUNTY),
    "run_docx": Page(COUNTY),
    "run_gpkg": Page(COUNTY),
    "run_tif": Page(COUNTY),
    "layer_places": Page(EVERYONE),
    "layer_base": Page(EVERYONE),
    "layer_points": Page(COUNTY),
    "layer_townships": Page(EVERYONE),
}

ADMIN_PAGES = ("/admin/", "/admin/common/user/", "/admin/common/user/add/", "/admin/common/auditrecord/")
QUERIES = {"delivery_cell": "?sheet=检测数据&cell=A5"}
INLINE = re.compile(r"""<style|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<script(?![^>]*(\ssrc=|application/json))""")
FOREIGN = re.compile(r"""(src|href|action)=["'](https?:)?//""")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Answers:
    """What every page said to every role, collected once: ``get[name, role]``, ``post[name, role]``."""

    get: dict[tuple[str, str], Answer] = field(default_factory=dict)
    post: dict[tuple[str, str], Answer] = field(default_factory=dict)
    admin: dict[tuple[str, str], Answer] = field(default_factory=dict)


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Answers]:
    """The example county is loaded, every page asked, and everything rolled back."""
    home = tmp_path_factory.mktemp("home")
    at_once = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    own = override_settings(HOME=home, MEDIA_ROOT=home / "files", TASKS=at_once)
    with django_db_blocker.unblock(), own, transaction.atomic():
        load_example(home / "example")
        yield _ask_everything()
        transaction.set_rollback(True)


def _ask_everything() -> Answers:
    found, arguments = Answers(), _arguments()
    for role in ROLES:
        user = User.objects.filter(role=role).order_by("pk")[0]
        arguments |= _own_draft(user)
        for name in (str(pattern.name) for pattern in urls.urlpatterns):
            address = reverse(name, kwargs=arguments.get(name, {})) + QUERIES.get(name, "")
            found.get[name, role] = _ask(user, "get", address)
            if PAGES[name].post and role not in PAGES[name].roles:
                found.post[name, role] = _ask(user, "post", address)
        for address in ADMIN_PAGES:
            found.admin[address, role] = _ask(user, "get", address)
    return found


def _ask(user: User, method: str, address: str) -> Answer:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    with transaction.atomic():
        response = getattr(client, method)(address)
    html = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    return Answer(response.status_code, dict(response.headers), response.content.decode() if html else "")


def _arguments() -> dict[str, dict]:
    """Things that every role may see where the page itself is open to it."""
    officer, township = User.objects.get(username="shengtai"), User.objects.get(username="tielu")
    clause = Clause.objects.filter(plan__year=2026, bodies__townships=True).order_by("order")[0]
    progress = Recorded("progress", date(2026, 4, 1), "已部署", evidence=("p.pdf", b"%PDF-1.4"))
    recorded, asked = {"pk": record_progress(clause, progress, by=officer).pk}, {"pk": clause.pk}
    plan, delivery = {"pk": clause.plan_id}, {"pk": Delivery.objects.get(name="lab_B.xlsx").pk}
    body, point = {"pk": bodies_seen_by(township)[0]}, {"pk": Point.objects.order_by("pk")[0].pk}
    run = {"pk": _run(officer).pk}
    return {
        **dict.fromkeys([name for name in PAGES if name.startswith("run_")], run),
        "run": run,
        "run_new": {},
        "run_start": {"kind": "statistics"},
        **dict.fromkeys(["division_docx", "division_xlsx", "progress_docx", "plan_file", "plan_remove"], plan),
        **dict.fromkeys(["clause", "clause_record"], asked),
        "clause_correct": {**asked, "field": "title"},
        **dict.fromkeys(["note_withdraw", "note_evidence"], recorded),
        **dict.fromkeys(["body", "reminder_docx"], body),
        **dict.fromkeys(["delivery", "delivery_cell", "delivery_file", "delivery_problems"], delivery),
        **dict.fromkeys(["accept_delivery", "refuse_delivery", "undo_delivery"], delivery),
        **dict.fromkeys(["point", "point_brief"], point),
    }


def _run(officer: User) -> Run:
    """A finished calculation with a surface."""
    kind = BY_KEY["surface"]
    given = from_register(Narrowed(("cadmium",), medium="soil"), officer, inside_only=True)
    settings = {one.key: one.default for one in kind.settings} | {"cell": 2000.0}
    county = Place.objects.get(level=Place.Level.COUNTY)
    return ask(Asked(kind, county, date(2026, 11, 28), settings, given), by=officer)


def _own_draft(user: User) -> dict[str, dict]:
    """Drafts are seen by whoever uploaded them alone."""
    plan = Plan.objects.get(year=2025)
    content = plan.file.content.read()
    draft = Draft.objects.create(place=plan.place, name=plan.file.name, content=content, by=user.username)
    own = {"pk": draft.pk}
    return dict.fromkeys(["plan_draft", "plan_draft_discard"], own)


class TestRoles:
    def test_every_page_is_listed_above(self):
        assert {pattern.name for pattern in urls.urlpatterns} == set(PAGES)

    @pytest.mark.parametrize("role", ROLES)
    def test_a_page_opens_for_its_roles_and_for_nobody_else(self, answers, role):
        wrong = {
            name: answers.get[name, role].status
            for name, page in PAGES.items()
            if not page.post and (answers.get[name, role].status in (200, 302)) is not (role in page.roles)
        }
        assert wrong == {}

    @pytest.mark.parametrize("role", ROLES)
    def test_nothing_changes_by_a_get(self, answers, role):
        changing = [name for name, page in PAGES.items() if page.post]
        assert {
            name: answers.get[name, role].status for name in changing if answers.get[name, role].status == 200
        } == {}

    def test_nothing_changes_by_the_post_of_another_role(self, answers):
        assert {key: answer.status for key, answer in answers.post.items() if answer.status not in (403, 404)} == {}

    def test_no_page_fails(self, answers):
        every = {**answers.get, **answers.post, **answers.admin}
        assert {key: answer.status for key, answer in every.items() if answer.status >= 500} == {}

    def test_the_administration_opens_for_the_administrator_alone(self, answers):
        opened = {role for (_, role), answer in answers.admin.items() if answer.status == 200}
        assert opened == {"administrator"}

    def test_without_a_log_in_every_page_leads_to_it(self, db):
        for name in ("home", "board", "measurements", "search", "county", "layer_points", "account"):
            response = Client().get(reverse(name))
            assert (response.status_code, response["Location"][:7]) == (302, "/login/"), name


class TestPolicy:
    """Scripts and styles come from this server alone, and none stand inside the page."""

    def test_every_page_of_the_desk_has_the_strict_policy(self, answers):
        for key, answer in answers.get.items():
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "default-src 'none'" in policy, key
            assert "unsafe" not in policy, key

    def test_only_the_administration_may_evaluate_scripts(self, answers):
        policy = answers.admin["/admin/", "administrator"].headers["Content-Security-Policy"]
        assert "'unsafe-eval'" in policy

    def test_no_page_holds_inline_script_style_or_handler(self, answers):
        for key, answer in answers.get.items():
            assert INLINE.search(answer.body) is None, (key, INLINE.search(answer.body))

    def test_no_page_names_another_server(self, answers):
        for key, answer in answers.get.items():
            assert FOREIGN.search(answer.body) is None, (key, FOREIGN.search(answer.body))

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ],
    )
    def test_every_answer_has_the_header(self, answers, name, value):
        assert {answer.headers.get(name) for answer in (*answers.get.values(), *answers.admin.values())} == {value}
