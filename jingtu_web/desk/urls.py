"""Addresses of the desk. One file of pages per subject."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, path

from jingtu_web.desk import accounts, board, bodies, clauses, home, papers, plan_upload

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("login/", auth.LoginView.as_view(template_name="desk/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    # plans
    path("board/", board.board, name="board"),
    path("plans/", plan_upload.plans, name="plans"),
    path("plans/upload/", plan_upload.upload, name="plan_upload"),
    path("plans/drafts/<int:pk>/", plan_upload.draft, name="plan_draft"),
    path("plans/drafts/<int:pk>/discard/", plan_upload.discard, name="plan_draft_discard"),
    path("plans/<int:pk>/division.docx", papers.division_docx, name="division_docx"),
    path("plans/<int:pk>/division.xlsx", papers.division_xlsx, name="division_xlsx"),
    path("plans/<int:pk>/progress.docx", papers.progress_docx, name="progress_docx"),
    path("plans/<int:pk>/file/", papers.plan_file, name="plan_file"),
    path("clauses/<int:pk>/", clauses.clause, name="clause"),
    path("clauses/<int:pk>/record/", clauses.record, name="clause_record"),
    path("clauses/<int:pk>/correct/<slug:field>/", clauses.correct, name="clause_correct"),
    path("notes/<int:pk>/withdraw/", clauses.withdraw, name="note_withdraw"),
    path("notes/<int:pk>/evidence/", clauses.evidence, name="note_evidence"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/reminder.docx", papers.reminder_docx, name="reminder_docx"),
]
