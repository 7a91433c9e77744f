from django.urls import path

from sohotich.pipeline.scanning import api, doubt_views, image_views, pile_views, views

app_name = "scanning"
urlpatterns = [
    path("quet/", views.books, name="list"),
    path("quet/<uuid:key>/", views.book, name="book"),
    path("quet/<uuid:key>/bang-anh/", views.sheet, name="sheet"),
    path("quet/<uuid:key>/xu-ly/", views.process, name="process"),
    path("quet/<uuid:key>/can-xem/", doubt_views.doubts, name="doubts"),
    path("quet/chong/", pile_views.open_pile, name="pile_open"),
    path("quet/chong/<uuid:key>/", pile_views.pile, name="pile"),
    path("quet/chong/<uuid:key>/doc-ma/", pile_views.read, name="pile_read"),
    path("quet/chong/<uuid:key>/dua-vao-so/", pile_views.deliver, name="pile_deliver"),
    path("quet/chong/<uuid:key>/chon-so/", pile_views.place, name="pile_place"),
    path("quet/trang/<uuid:key>/", views.page, name="page"),
    path("quet/trang/<uuid:key>/giu/", views.page_keep, name="page_keep"),
    path("quet/truong-hop/<uuid:key>/", doubt_views.doubt, name="doubt"),
    path("quet/truong-hop/<uuid:key>/ro/", doubt_views.doubt_clear, name="doubt_clear"),
    path("quet/truong-hop/<uuid:key>/quet-lai/", doubt_views.doubt_rescan, name="doubt_rescan"),
    path("anh/<uuid:key>/thu-nho", image_views.page_thumb, name="page_thumb"),
    path("anh/chong/<uuid:key>/thu-nho", pile_views.sheet_thumb, name="sheet_thumb"),
    path("anh/<uuid:key>/trang", image_views.page_image, name="page_image"),
    path("anh/<uuid:key>/goc", image_views.page_original, name="page_original"),
    path("anh/truong-hop/<uuid:key>/anh.jpg", image_views.entry_view, name="entry_view"),
    path("anh/truong-hop/<uuid:key>/tep.pdf", image_views.entry_pdf, name="entry_pdf"),
    path("anh/truong-hop/<uuid:key>/tep.jpg", image_views.entry_result, name="entry_result"),
    path("api/v1/scanning/books/<uuid:key>/images/", api.upload, name="upload"),
    path("api/v1/scanning/books/<uuid:key>/uploads/", api.uploads, name="uploads"),
    path(
        "api/v1/scanning/books/<uuid:key>/uploads/<uuid:part>/",
        api.upload_part,
        name="upload_part",
    ),
    path("api/v1/scanning/piles/<uuid:key>/uploads/", pile_views.uploads, name="pile_uploads"),
    path(
        "api/v1/scanning/piles/<uuid:key>/uploads/<uuid:part>/",
        pile_views.upload_part,
        name="pile_upload_part",
    ),
    path("api/v1/scanning/books/<uuid:key>/sheet/", api.sheet_pages, name="sheet_pages"),
    path(
        "api/v1/scanning/books/<uuid:key>/accept-sure/",
        api.sheet_accept_sure,
        name="sheet_accept_sure",
    ),
    path("api/v1/scanning/pages/<uuid:key>/image/", api.rescan_upload, name="page_upload"),
    path("api/v1/scanning/pages/<uuid:key>/save/", api.page_save, name="page_save"),
    path("api/v1/scanning/pages/<uuid:key>/accept/", api.page_accept, name="page_accept"),
    path("api/v1/scanning/pages/<uuid:key>/rescan/", api.page_mark_rescan, name="page_rescan"),
    path("api/v1/scanning/pages/<uuid:key>/repeat/", api.page_repeat, name="page_repeat"),
]
