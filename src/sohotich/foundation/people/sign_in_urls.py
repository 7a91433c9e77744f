"""Signing in and out: the library's views, each declared with who may open it."""

from allauth.account import views
from django.urls import path

from sohotich.foundation.people.permissions import Gate, open_at, public, requires

urlpatterns = [
    path("dang-nhap/", public(views.login), name="account_login"),
    path("dang-xuat/", public(views.logout), name="account_logout"),
    path("tai-khoan-da-khoa/", public(views.account_inactive), name="account_inactive"),
    path(
        "xac-nhan-mat-khau/",
        requires("page.home")(views.reauthenticate),
        name="account_reauthenticate",
    ),
    path(
        "doi-mat-khau/",
        open_at(Gate.PASSWORD)(requires("page.home")(views.password_change)),
        name="account_change_password",
    ),
    # The library asks for these names; nobody signs up or resets a password by mail here.
    path("dang-ky/", public(views.signup), name="account_signup"),
]
