from django.urls import path

from sohotich.oversight.forecast import views

app_name = "forecast"
urlpatterns = [
    path("du-bao/", views.forecasts, name="list"),
    path("du-bao/thu/", views.what_if, name="what-if"),
    path("du-bao/<str:code>/", views.unit, name="unit"),
]
