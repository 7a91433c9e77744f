from django.urls import path

from sohotich.oversight.reports import issuing_views, views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.today, name="today"),
    path("bao-cao/thu-nhac/", views.mail_address, name="mail_address"),
    path("bao-cao/<slug:unit>/<slug:day>/", views.one, name="one"),
    path("bao-cao/<slug:unit>/<slug:day>/tai/<slug:ending>/", issuing_views.file, name="file"),
    path(
        "bao-cao/<slug:unit>/<slug:day>/tong-ket/<slug:ending>/", issuing_views.final, name="final"
    ),
    path("bao-cao/<slug:unit>/<slug:day>/nhap/", views.write, name="write"),
    path("bao-cao/<slug:unit>/<slug:day>/xac-nhan/", views.confirm, name="confirm"),
    path("bao-cao/<slug:unit>/<slug:day>/mo-lai/", views.reopen, name="reopen"),
    path(
        "bao-cao/<slug:unit>/<slug:day>/phat-hanh/<slug:kind>/",
        issuing_views.issue,
        name="issue",
    ),
    path(
        "bao-cao/<slug:unit>/<slug:day>/da-phat-hanh/<uuid:key>/",
        issuing_views.issued,
        name="issued",
    ),
    path("bao-cao/<slug:unit>/<slug:day>/viet-lai/", views.rewrite, name="rewrite"),
    path("bao-cao/<slug:unit>/<slug:day>/cap-duoi/", views.below, name="below"),
    path("bao-cao/<slug:unit>/<slug:day>/cham/<slug:ending>/", issuing_views.late, name="late"),
    path("bao-cao/<slug:unit>/<slug:day>/nhac/", views.remind_all, name="remind"),
]
