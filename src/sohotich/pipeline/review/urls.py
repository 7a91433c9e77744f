from django.urls import path

from sohotich.pipeline.review import signing_views, views

app_name = "review"
urlpatterns = [
    path("soat-xet/", views.start, name="start"),
    path("soat-xet/so/", views.books, name="list"),
    path("soat-xet/so/<uuid:key>/", views.book, name="book"),
    path("soat-xet/so/<uuid:key>/trinh-ky/", signing_views.submit, name="submit"),
    path("soat-xet/so/<uuid:key>/rut/", signing_views.withdraw, name="withdraw"),
    path("soat-xet/<uuid:key>/", views.record, name="record"),
    path("soat-xet/<uuid:key>/dung/", views.mark, name="mark"),
    path("soat-xet/<uuid:key>/lay-lai/", views.undo, name="undo"),
    path("soat-xet/<uuid:key>/sua/<str:field>/", views.fix, name="fix"),
    path("soat-xet/<uuid:key>/anh-ro/", views.image_fine, name="image_fine"),
    path("soat-xet/<uuid:key>/tra-nhap/", views.to_keying, name="to_keying"),
    path("soat-xet/<uuid:key>/tra-quet/", views.to_scanning, name="to_scanning"),
    path("ky-duyet/", signing_views.approvals, name="approvals"),
    path("ky-duyet/<uuid:key>/", signing_views.sign, name="sign"),
    path("ky-duyet/<uuid:key>/mo-lai/", signing_views.reopen, name="reopen"),
    path("ky-duyet/<uuid:key>/bien-ban.pdf", signing_views.minutes, name="minutes"),
]
