from django.urls import path

from sohotich.pipeline.workbooks import views

app_name = "workbooks"
urlpatterns = [
    path("nhap-excel/", views.sendings, name="list"),
    path("nhap-excel/gui/", views.begin, name="begin"),
    path("nhap-excel/mau/", views.templates, name="templates"),
    path("nhap-excel/mau.zip", views.templates_zip, name="templates-zip"),
    path("nhap-excel/mau/<uuid:key>.xlsx", views.template, name="template"),
    path("nhap-excel/<uuid:key>/", views.sending, name="sending"),
    path("nhap-excel/<uuid:key>/nhan/", views.start, name="start"),
    path("nhap-excel/<uuid:key>/xoa/", views.remove, name="remove"),
    path("nhap-excel/<uuid:key>/tra-lai.zip", views.returned_zip, name="returned-zip"),
    path("nhap-excel/tep/<uuid:key>/danh-dau.xlsx", views.marked, name="marked"),
    path("nhap-excel/tep/<uuid:key>/tra-lai.xlsx", views.returned, name="returned"),
    path("api/v1/nhap-excel/<uuid:key>/tep/", views.upload, name="upload"),
]
