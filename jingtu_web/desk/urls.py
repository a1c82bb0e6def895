"""Addresses of the desk. One file of pages per subject."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, path

from jingtu_web.desk import accounts, home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("login/", auth.LoginView.as_view(template_name="desk/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
]
