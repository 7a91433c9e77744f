from django.urls import path

from sohotich.oversight.audit_trail import views

app_name = "audit_trail"
urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky/niem-phong/", views.chain, name="chain"),
    path("nhat-ky/niem-phong/kiem-tra/", views.check, name="check"),
]
