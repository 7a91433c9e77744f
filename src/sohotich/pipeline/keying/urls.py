from django.urls import path

from sohotich.pipeline.keying import api, book_api, dictionary_api, lease_api, lease_views, views

app_name = "keying"
urlpatterns = [
    path("nhap-lieu/", views.start, name="start"),
    path("nhap-lieu/tiep/", views.go_on, name="next"),
    path("nhap-lieu/tam-dung/", views.pause, name="pause"),
    path("nhap-lieu/tren-may/", lease_views.desk, name="desk"),
    path("nhap-lieu/lay-viec/", lease_views.take, name="lease-take"),
    path("nhap-lieu/tra-viec/", lease_views.give_back, name="lease-end"),
    path("nhap-lieu/viec-da-lay/", lease_views.leases, name="leases"),
    path(
        "nhap-lieu/viec-da-lay/<uuid:key>/thu-lai/", lease_views.take_back, name="lease-take-back"
    ),
    path("nhap-lieu/so/<uuid:key>/", views.book, name="book"),
    path("nhap-lieu/<uuid:key>/", views.reading, name="reading"),
    path("nhap-lieu/<uuid:key>/anh.jpg", views.image, name="image"),
    path("nhap-lieu/<uuid:key>/mo-lai/", views.take_back, name="take-back"),
    path("tranh-chap/", views.disputes, name="disputes"),
    path("tranh-chap/tiep/", views.dispute_next, name="dispute-next"),
    path("tranh-chap/<uuid:key>/", views.dispute, name="dispute"),
    path("tranh-chap/<uuid:key>/anh.jpg", views.dispute_image, name="dispute-image"),
    path("api/v1/keying/next/", api.ahead, name="ahead"),
    path("api/v1/keying/lease/", lease_api.lease, name="lease"),
    path("api/v1/keying/letters/", lease_api.letters, name="letters"),
    path("api/v1/keying/copies/", lease_api.copies, name="copies"),
    path("api/v1/keying/<uuid:key>/record/", lease_api.record, name="record"),
    path("api/v1/keying/dictionary/<uuid:key>/", dictionary_api.book_dictionary, name="dictionary"),
    path("api/v1/keying/<uuid:key>/field/", api.save, name="save"),
    path("api/v1/keying/<uuid:key>/finish/", api.finish, name="finish"),
    path("api/v1/keying/<uuid:key>/renew/", api.renew, name="renew"),
    path("api/v1/keying/<uuid:key>/in-book/", book_api.beside_others, name="in-book"),
    path("api/v1/keying/<uuid:key>/regions/", book_api.regions, name="regions"),
    path("api/v1/keying/<uuid:key>/take-back/", api.take_back, name="reopen"),
    path("api/v1/disputes/next/", api.disputes_ahead, name="disputes-ahead"),
    path("api/v1/disputes/put-down/", api.disputes_put_down, name="disputes-put-down"),
    path("api/v1/disputes/<uuid:key>/decide/", api.decide, name="decide"),
    path("api/v1/disputes/<uuid:key>/settle/", api.settle, name="settle"),
    path("api/v1/disputes/<uuid:key>/later/", api.put_off, name="put-off"),
]
