from django.urls import path

from sohotich.register.search import views

urlpatterns = [
    path("tim/", views.search_page, name="search"),
    path("tim/nhanh/", views.search_offer, name="search_offer"),
]
