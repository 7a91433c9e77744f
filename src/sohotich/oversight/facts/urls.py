from django.urls import path

from sohotich.oversight.facts import views

app_name = "facts"
urlpatterns = [
    path("tien-do/", views.progress, name="progress"),
    path("tien-do/cap-nhat/", views.refresh, name="refresh"),
    path("tien-do/<slug:unit>/", views.progress, name="unit"),
    path("tien-do/<slug:unit>/truong-hop/", views.records, name="records"),
]
