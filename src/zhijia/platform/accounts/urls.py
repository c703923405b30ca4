from django.urls import path

from .views import door, forgotten, mailbox, passkeys, second, security, through

app_name = "accounts"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/code/", second.second_step, name="second-step"),
    path("sign-in/passkey/", passkeys.passkey_enter, name="passkey-enter"),
    path("sign-in/code/passkey/", passkeys.passkey_second, name="passkey-second"),
    path("sign-in/passkey/ask/", passkeys.passkey_ask, name="passkey-ask"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("through/<slug:key>/", through.through_house, name="through-house"),
    path("through/<slug:key>/back/", through.through_back, name="through-back"),
    path("security/through/<slug:key>/", through.bind_house, name="bind-house"),
    path("security/through/<int:pk>/unbind/", through.unbind_house, name="unbind-house"),
    path("forgotten/", forgotten.forgotten, name="forgotten"),
    path("forgotten/code/", forgotten.reset_code, name="reset-code"),
    path("forgotten/password/", forgotten.reset_password, name="reset-password"),
    path("mailbox/", mailbox.mailbox_set, name="mailbox-set"),
    path("mailbox/confirm/", mailbox.mailbox_confirm, name="mailbox-confirm"),
    path("mailbox/drop/", mailbox.mailbox_drop, name="mailbox-drop"),
    path("password/", door.change_password, name="change-password"),
    path("security/", security.security, name="security"),
    path("security/on/", second.turn_on, name="turn-on"),
    path("security/on/passkeys/", second.rely_on_passkeys, name="rely-on-passkeys"),
    path("security/off/", second.turn_off, name="turn-off"),
    path("security/codes/", second.renew_codes, name="renew-codes"),
    path("passkeys/add/", passkeys.passkey_add, name="passkey-add"),
    path("passkeys/add/ask/", passkeys.passkey_add_ask, name="passkey-add-ask"),
    path("passkeys/<int:pk>/rename/", passkeys.passkey_rename, name="passkey-rename"),
    path("passkeys/<int:pk>/remove/", passkeys.passkey_remove, name="passkey-remove"),
    path("visits/<int:pk>/end/", security.end_visit, name="end-visit"),
    path("visits/end/", security.end_others, name="end-others"),
]
