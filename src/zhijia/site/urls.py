from django.urls import include, path

from . import figure_views, place_views, views
from .homes import views as homes
from .homes import year_views as yearly

handler400 = "zhijia.platform.ui.wordless.bad_request"
urlpatterns = [
    path("", homes.home, name="home"),
    path("face/", homes.face, name="face"),
    path("services/", homes.services, name="services"),
    path("me/", homes.me, name="me"),
    path("month/", homes.month, name="month"),
    path("year/", yearly.year, name="year"),
    path("year/line/", yearly.line_new, name="line-new"),
    path("year/line/<int:pk>/", yearly.line_edit, name="line-edit"),
    path("year/line/<int:pk>/drop/", yearly.line_drop, name="line-drop"),
    path("year/adopt/", yearly.adopt_template, name="adopt-template"),
    path("year/arrange/", yearly.arrange_year, name="arrange-year"),
    path("place/", place_views.place, name="place"),
    path("place/scope/", place_views.scope, name="scope"),
    path("set-up/", views.set_up, name="set-up"),
    path("figures/", views.figures, name="figures"),
    path("figures/<str:name>/", figure_views.figure, name="figure"),
    path("figures/<str:name>/<str:part>.xlsx", figure_views.figure_excel, name="figure-excel"),
    path("law/", views.law, name="law"),
    path("law/settings/", views.law_settings, name="law-settings"),
    path("law/<str:clause>/", views.law_clause, name="law-clause"),
    path("law/<str:clause>/<int:pk>/withdraw/", views.withdraw_check, name="withdraw-check"),
    path("search/", views.search, name="search"),
    path("waiting/", views.waiting, name="waiting"),
    path("audit/", views.audit, name="audit"),
    path("audit/sheet/", views.audit_sheet, name="audit-sheet"),
    path("permissions/", views.permissions, name="permissions"),
    path("calendar/", include("zhijia.platform.refs.urls")),
    path("accounts/", include("zhijia.platform.accounts.urls")),
    path("jobs/", include("zhijia.platform.jobs.urls")),
    path("inbox/", include("zhijia.platform.notices.urls")),
    path("sheets/", include("zhijia.platform.sheets.urls")),
    path("", include("zhijia.platform.doorway.urls")),
    path("styleguide/", include("zhijia.platform.ui.urls")),
    path("org/", include("zhijia.org.urls")),
    path("plans/", include("zhijia.plans.urls")),
    path("matters/", include("zhijia.matters.urls")),
    path("surveys/", include("zhijia.surveys.urls")),
    path("disclosure/", include("zhijia.disclosure.urls")),
    path("checks/", include("zhijia.checks.urls")),
    path("writing/", include("zhijia.writing.urls")),
]
