"""Addresses of the desk. One file of pages per subject."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, path

from jingtu_web.desk import (
    accounts,
    board,
    bodies,
    clauses,
    county,
    deliveries,
    home,
    measured_download,
    measurements,
    papers,
    plan_upload,
    search,
)
from jingtu_web.maps import places

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("login/", auth.LoginView.as_view(template_name="desk/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    path("search/", search.search, name="search"),
    path("county/", county.county, name="county"),
    path("county/template.xlsx", county.template, name="county_template"),
    path("county/remove-example/", county.remove, name="county_remove"),
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
    path("bodies/relink/", bodies.relink, name="bodies_relink"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/reminder.docx", papers.reminder_docx, name="reminder_docx"),
    # deliveries and measurements
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/new/", deliveries.deliver, name="deliver"),
    path("deliveries/template.xlsx", deliveries.delivery_template, name="delivery_template"),
    path("deliveries/<uuid:pk>/", deliveries.delivery, name="delivery"),
    path("deliveries/<uuid:pk>/cell/", deliveries.delivery_cell, name="delivery_cell"),
    path("deliveries/<uuid:pk>/file/", deliveries.delivery_file, name="delivery_file"),
    path("deliveries/<uuid:pk>/accept/", deliveries.accept_delivery, name="accept_delivery"),
    path("deliveries/<uuid:pk>/refuse/", deliveries.refuse_delivery, name="refuse_delivery"),
    path("deliveries/<uuid:pk>/undo/", deliveries.undo_delivery, name="undo_delivery"),
    path("measurements/", measurements.measurements, name="measurements"),
    path("measurements/distribution.json", measurements.distribution, name="distribution"),
    path("measurements/assessment.xlsx", measured_download.download, name="measurements_download"),
    path("measurements/points/<int:pk>/", measurements.point, name="point"),
    path("measurements/points/<int:pk>/brief/", measurements.point_brief, name="point_brief"),
    path("layers/places.geojson", places.places, name="layer_places"),
    path("layers/base.geojson", places.base, name="layer_base"),
    path("layers/points.geojson", measurements.points_layer, name="layer_points"),
    path("layers/townships.geojson", measurements.townships_layer, name="layer_townships"),
]
