from django.urls import path

from sohotich.oversight.retention import views

app_name = "retention"
urlpatterns = [
    path("huy-du-lieu/", views.destructions, name="list"),
    path("huy-du-lieu/de-nghi/", views.propose, name="propose"),
    path("huy-du-lieu/<uuid:key>/", views.destruction, name="one"),
    path("huy-du-lieu/<uuid:key>/rut/", views.withdraw, name="withdraw"),
    path("huy-du-lieu/<uuid:key>/huy/", views.destroy, name="destroy"),
    path("huy-du-lieu/<uuid:key>/bien-ban.pdf", views.minutes, name="minutes"),
]
