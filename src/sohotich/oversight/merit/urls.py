from django.urls import path

from sohotich.oversight.merit import line_views, views

app_name = "merit"
urlpatterns = [
    path("thi-dua/", views.lists, name="lists"),
    path("thi-dua/lap/", views.draw, name="draw"),
    path("thi-dua/tieu-chi/", views.criteria, name="criteria"),
    path("thi-dua/tieu-chi/cong-bo/", views.publish, name="publish"),
    path("thi-dua/<uuid:key>/", views.one, name="list"),
    path("thi-dua/<uuid:key>/thong-bao/", views.announce, name="announce"),
    path("thi-dua/<uuid:key>/theo-tieu-chi/", views.choose_rest, name="choose_rest"),
    path("thi-dua/<uuid:key>/phat-hanh/", views.issue, name="issue"),
    path("thi-dua/<uuid:key>/tai/<slug:ending>/", views.file, name="file"),
    path("thi-dua/dong/<uuid:key>/", line_views.line, name="line"),
    path("thi-dua/dong/<uuid:key>/quyet-dinh/", line_views.choose, name="choose"),
    path("thi-dua/dong/<uuid:key>/y-kien/", line_views.speak, name="speak"),
    path("thi-dua/y-kien/<uuid:key>/tra-loi/", line_views.answer, name="answer"),
]
