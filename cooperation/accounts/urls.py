"""The addresses of the sign-in: those that are used, and no other of the package (no sign-up, no mail)."""

from allauth.account import views
from django.urls import include, path

from cooperation.accounts import passkeys

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("second-factor/webauthn/login/", passkeys.sign_in, name="mfa_login_webauthn"),  # before the package's own
    path("second-factor/", include("allauth.mfa.urls")),
]
