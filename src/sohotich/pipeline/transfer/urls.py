from django.urls import path

from sohotich.pipeline.transfer import views

app_name = "transfer"
urlpatterns = [
    path("chuyen/", views.books, name="list"),
    path("chuyen/<uuid:key>/", views.book, name="book"),
    path("chuyen/<uuid:key>/lap-goi/", views.make, name="make"),
    path("chuyen/goi/<uuid:key>/<str:name>", views.file, name="file"),
]
