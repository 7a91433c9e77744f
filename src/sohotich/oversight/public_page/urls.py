from django.urls import path

from sohotich.oversight.public_page import views

app_name = "public_page"
urlpatterns = [
    path("cong-khai/", views.province, name="published"),
    path("cong-khai/so-lieu.csv", views.as_csv, name="published-csv"),
    path("cong-khai/so-lieu.json", views.as_json, name="published-json"),
    path("cong-khai/<slug:code>/", views.commune, name="published-commune"),
]
