"""The addresses of the whole system: each room brings its own."""

from django.urls import include, path

from sohotich.web import book_papers, book_printed, books, certificate, connect_docs, entries
from sohotich.web.connect import urlpatterns as connect
from sohotich.web.health import health
from sohotich.web.home import home
from sohotich.web.service_worker import service_worker

urlpatterns = [
    path("", home, name="home"),
    path("so/", books.book_list, name="books"),
    path("so/moi/", books.book_new, name="book_new"),
    path("so/nhan.pdf", book_papers.labels, name="book_labels"),
    path("so/nhap-danh-sach/", books.books_import, name="books_import"),
    path("so/nhap-danh-sach/mau.xlsx", books.books_template, name="books_template"),
    path("so/<uuid:key>/", books.book, name="book"),
    path("so/<uuid:key>/sua/", books.book_edit, name="book_edit"),
    path("so/<uuid:key>/mac-dinh/", books.book_defaults, name="book_defaults"),
    path("so/<uuid:key>/mau-in/", book_printed.book_printed, name="book_printed"),
    path("so/<uuid:key>/them-so/", books.book_number, name="book_number"),
    path("so/<uuid:key>/truong-hop/", entries.book_entries, name="book_entries"),
    path("so/<uuid:key>/nhan.pdf", book_papers.label, name="book_label"),
    path("so/<uuid:key>/bia.pdf", book_papers.cover_sheet, name="book_cover"),
    path("truong-hop/<uuid:key>/", entries.entry, name="entry"),
    path("truong-hop/<uuid:key>/<slug:action>/", entries.entry_act, name="entry_act"),
    path("", include("sohotich.register.search.urls")),
    path("", include("sohotich.pipeline.scanning.urls")),
    path("", include("sohotich.pipeline.keying.urls")),
    path("", include("sohotich.pipeline.review.urls")),
    path("", include("sohotich.pipeline.sampling.urls")),
    path("", include("sohotich.pipeline.transfer.urls")),
    path("", include("sohotich.pipeline.workbooks.urls")),
    path("", include("sohotich.pipeline.training.urls")),
    path("", include("sohotich.oversight.reports.urls")),
    path("", include("sohotich.oversight.staffing.urls")),
    path("", include("sohotich.oversight.difficulties.urls")),
    path("", include("sohotich.oversight.facts.urls")),
    path("", include("sohotich.oversight.dashboards.urls")),
    path("", include("sohotich.oversight.forecast.urls")),
    path("", include("sohotich.oversight.merit.urls")),
    path("", include("sohotich.oversight.public_page.urls")),
    path("", include("sohotich.oversight.pay.urls")),
    path("", include("sohotich.oversight.audit_trail.urls")),
    path("", include("sohotich.oversight.retention.urls")),
    path("api/v1/", include(connect)),
    path("api/v1/openapi.json", connect_docs.contract, name="connect-contract"),
    path("api/v1/docs/", connect_docs.docs, name="connect-docs"),
    path("health/", health, name="health"),
    path("sw.js", service_worker, name="service-worker"),
    path("chung-thu/", certificate.instructions, name="certificate"),
    path("chung-thu/goc.crt", certificate.download, name="certificate_download"),
    path("", include("sohotich.foundation.people.sign_in_urls")),
    path("", include("sohotich.foundation.administration.urls")),
]

handler400 = "sohotich.web.errors.bad_request"
handler403 = "sohotich.web.errors.forbidden"
handler404 = "sohotich.web.errors.not_found"
handler500 = "sohotich.web.errors.server_error"
