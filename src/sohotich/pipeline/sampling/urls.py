from django.urls import path

from sohotich.pipeline.sampling import views

app_name = "sampling"
urlpatterns = [
    path("kiem-mau/", views.lots, name="lots"),
    path("kiem-mau/chat-luong/", views.quality, name="quality"),
    path("kiem-mau/so/<uuid:key>/", views.open_book, name="open_book"),
    path("kiem-mau/nguoi/<str:unit>/<uuid:key>/", views.open_keyer, name="open_keyer"),
    path("kiem-mau/lo/<uuid:key>/", views.lot, name="lot"),
    path("kiem-mau/lo/<uuid:key>/tiep/", views.lot_next, name="next"),
    path("kiem-mau/lo/<uuid:key>/chuyen/", views.lot_back, name="move"),
    path("kiem-mau/truong-hop/<uuid:key>/", views.record, name="record"),
    path("kiem-mau/truong-hop/<uuid:key>/anh.jpg", views.image, name="image"),
]
