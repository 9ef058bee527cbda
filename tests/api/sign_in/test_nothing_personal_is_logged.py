"""What the doors of sign-in write to the log names nobody and opens nothing."""

from io import StringIO

import pytest

from tests.support.door import Call
from tests.support.somebody import PASSWORD, an_address, authenticator_code, bearer, caller, cookie
from tests.support.user_pool import RESET_CODE, SIGN_UP_CODE, UserPool
from tutti.kit.observe import logger

NAMES = {"given_name": "Zerlina", "family_name": "Zweig"}
NEW = "Another-horse-5-us"


def test_no_log_line_holds_an_address_name_password_code_or_token(
    call: Call, pool: UserPool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = StringIO()
    for handler in logger.handlers:
        monkeypatch.setattr(handler, "stream", log)
    email = an_address()
    call.sign_up({"email": email, "password": PASSWORD, **NAMES})
    call.sign_up({"email": email, "password": "weak-but-secret", **NAMES})
    call.confirm_sign_up({"email": email, "code": SIGN_UP_CODE})
    call.sign_in({"email": email, "password": "Wrong-horse-4-us"})
    signed_in = call.sign_in({"email": email, "password": PASSWORD})
    by, headers = caller(signed_in), bearer(signed_in)
    secret = call.begin_totp(by=by, headers=headers)["secret"]
    call.confirm_totp({"code": authenticator_code(secret)}, by=by, headers=headers)
    session = call.sign_in({"email": email, "password": PASSWORD})["session"]
    answer = {"email": email, "session": session, "challenge": "SOFTWARE_TOKEN_MFA"}
    call.answer_challenge(answer | {"code": authenticator_code(secret)})
    pool.refuse_next("ResourceNotFoundException", f"no client for {email}")
    assert call.refresh(headers=cookie(signed_in)).status == 500
    call.get_me(by=by)
    call.forgot_password({"email": email})
    call.reset_password({"email": email, "code": RESET_CODE, "password": NEW})
    call.sign_out(headers=cookie(signed_in))

    written = log.getvalue() + "".join(capsys.readouterr())
    secrets = [email, *NAMES.values(), PASSWORD, NEW, "Wrong-horse-4-us", "weak-but-secret", secret, session]
    tokens = [signed_in["access_token"], cookie(signed_in)["cookie"].partition("=")[2]]
    assert '"failed"' in written
    assert [word for word in (*secrets, *tokens) if word in written] == []
