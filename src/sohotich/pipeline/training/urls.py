from django.urls import path

from sohotich.pipeline.training import api, views

app_name = "training"
urlpatterns = [
    path("hoc-nhap-lieu/", views.home, name="home"),
    path("hoc-nhap-lieu/bat-dau/", views.begin, name="begin"),
    path("hoc-nhap-lieu/tam-dung/", views.pause, name="pause"),
    path("hoc-nhap-lieu/nguoi/", views.people, name="people"),
    path("hoc-nhap-lieu/ket-qua/<uuid:key>/", views.result, name="result"),
    path("hoc-nhap-lieu/<uuid:key>/", views.exercise, name="exercise"),
    path("hoc-nhap-lieu/<uuid:key>/anh.jpg", views.image, name="image"),
    path("api/v1/training/next/", api.ahead, name="ahead"),
    path("api/v1/training/<uuid:key>/dictionary/", api.names, name="dictionary"),
    path("api/v1/training/<uuid:key>/field/", api.save, name="save"),
    path("api/v1/training/<uuid:key>/finish/", api.finish, name="finish"),
    path("api/v1/training/<uuid:key>/renew/", api.renew, name="renew"),
    path("api/v1/training/<uuid:key>/take-back/", api.closed, name="closed"),
]
