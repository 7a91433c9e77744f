from django.urls import path

from sohotich.oversight.difficulties.views import broadcasts, difficulties, guidance

app_name = "difficulties"
urlpatterns = [
    path("kho-khan/", difficulties.difficulties, name="list"),
    path("kho-khan/moi/", difficulties.new, name="new"),
    path("kho-khan/goi-y/", difficulties.offers, name="offers"),
    path("kho-khan/so-lieu/", difficulties.figures, name="figures"),
    path("kho-khan/anh/<uuid:key>/", difficulties.picture, name="picture"),
    path("kho-khan/huong-dan/", guidance.guidances, name="guidances"),
    path("kho-khan/huong-dan/moi/", guidance.guidance_new, name="guidance_new"),
    path("kho-khan/huong-dan/<uuid:key>/", guidance.guidance, name="guidance"),
    path("kho-khan/huong-dan/<uuid:key>/sua/", guidance.guidance_edit, name="guidance_edit"),
    path("kho-khan/huong-dan/<uuid:key>/giup/", guidance.helped, name="guidance_helped"),
    path(
        "kho-khan/huong-dan/<uuid:key>/thu-hoi/",
        guidance.guidance_withdraw,
        name="guidance_withdraw",
    ),
    path("kho-khan/<uuid:key>/", difficulties.one, name="one"),
    path("kho-khan/<uuid:key>/<slug:action>/", difficulties.act, name="act"),
    path("thong-bao/", broadcasts.broadcasts, name="broadcasts"),
    path("thong-bao/moi/", broadcasts.broadcast_new, name="broadcast_new"),
    path("thong-bao/<uuid:key>/", broadcasts.broadcast, name="broadcast"),
    path("thong-bao/<uuid:key>/tep.pdf", broadcasts.broadcast_letter, name="broadcast_letter"),
    path("thong-bao/<uuid:key>/xac-nhan/", broadcasts.broadcast_confirm, name="broadcast_confirm"),
    path(
        "thong-bao/<uuid:key>/nguoi-nhan/", broadcasts.broadcast_readers, name="broadcast_readers"
    ),
    path("thong-bao/<uuid:key>/nhac/", broadcasts.broadcast_remind, name="broadcast_remind"),
    path("thong-bao/<uuid:key>/thu-hoi/", broadcasts.broadcast_withdraw, name="broadcast_withdraw"),
]
