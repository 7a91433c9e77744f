from django.urls import path

from sohotich.oversight.pay import sheet_views, views

app_name = "pay"
urlpatterns = [
    path("kinh-phi/", views.index, name="index"),
    path("kinh-phi/dinh-muc/", views.norms, name="norms"),
    path("kinh-phi/tinh/", views.tally, name="tally"),
    path("kinh-phi/<slug:unit>/", views.unit, name="unit"),
    path("kinh-phi/<slug:unit>/lap/", views.prepare, name="prepare"),
    path("kinh-phi/bang/<uuid:key>/", sheet_views.sheet, name="sheet"),
    path("kinh-phi/bang/<uuid:key>/tai/<slug:ending>/", sheet_views.file, name="file"),
    path("kinh-phi/bang/<uuid:key>/tinh-lai/", sheet_views.recount, name="recount"),
    path("kinh-phi/bang/<uuid:key>/bo/", sheet_views.drop, name="drop"),
    path("kinh-phi/bang/<uuid:key>/chot/", sheet_views.finalize, name="finalize"),
    path("kinh-phi/bang/<uuid:key>/thay/", sheet_views.replace, name="replace"),
    path("kinh-phi/bang/<uuid:key>/nguoi/<uuid:person>/", sheet_views.rule, name="rule"),
    path("kinh-phi/nghi-van/<uuid:key>/", sheet_views.doubt, name="doubt"),
    path("kinh-phi/nghi-van/<uuid:key>/giai-quyet/", sheet_views.settle, name="settle"),
    path("cong-cua-toi/", views.mine, name="mine"),
]
