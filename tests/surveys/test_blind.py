"""A token signed blindly is as good as one signed in sight, and cannot be known again."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.surveys import vectors
from zhijia.surveys.actions import make_keys
from zhijia.surveys.rules import blind
from zhijia.surveys.rules.blind import E, SecretKey

TOKEN, SALT = bytes(range(32)), bytes(range(48))


def number(text: str) -> int:
    return int(text, 16)


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return make_keys(1)[0]


def test_the_vector_of_the_standard_holds() -> None:
    n, d = number(vectors.N), number(vectors.D)
    p, q = rsa.rsa_recover_prime_factors(n, E, d)
    key = SecretKey(n, d, p, q)
    message, salt = bytes.fromhex(vectors.MSG), bytes.fromhex(vectors.SALT)
    r = pow(number(vectors.INV), -1, n)

    blinded = blind.blind(message, n=n, salt=salt, r=r)
    signed = blind.sign(blinded, key, mask=12345)

    assert signed == number(vectors.BLIND_SIG)
    assert blind.unblind(signed, n=n, r=r) == number(vectors.SIG)
    assert blind.is_signed(message, number(vectors.SIG), n=n)


def test_a_signature_is_what_any_library_takes(key: SecretKey) -> None:
    signed = blind.sign(blind.blind(TOKEN, n=key.n, salt=SALT, r=777), key, mask=99)
    signature = blind.unblind(signed, n=key.n, r=777)

    public = rsa.RSAPublicNumbers(E, key.n).public_key()
    how = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)
    public.verify(signature.to_bytes(256, "big"), TOKEN, how, hashes.SHA384())
    assert blind.is_signed(TOKEN, signature, n=key.n)


def test_another_token_or_key_or_number_is_not_signed(key: SecretKey) -> None:
    signed = blind.sign(blind.blind(TOKEN, n=key.n, salt=SALT, r=777), key, mask=99)
    signature = blind.unblind(signed, n=key.n, r=777)

    assert not blind.is_signed(TOKEN[:-1] + b"x", signature, n=key.n)
    assert not blind.is_signed(TOKEN, signature + 1, n=key.n)
    assert not blind.is_signed(TOKEN, 0, n=key.n)
    assert not blind.is_signed(TOKEN, signature + key.n, n=key.n)
    assert not blind.is_signed(TOKEN, signature, n=make_keys(1)[0].n)


def test_any_blinded_message_may_have_held_any_token(key: SecretKey) -> None:
    """For what was signed and for another token there is an r that would have led to it."""
    other = b"z" * 32
    blinded = blind.blind(TOKEN, n=key.n, salt=SALT, r=777)
    encoded = int.from_bytes(blind.encode(other, key.n.bit_length() - 1, SALT), "big")
    r = pow(blinded * pow(encoded, -1, key.n) % key.n, key.d, key.n)

    assert blind.blind(other, n=key.n, salt=SALT, r=r) == blinded


@pytest.mark.parametrize("wrong", [0, -1])
def test_what_is_out_of_range_is_not_signed(key: SecretKey, wrong: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        blind.sign(wrong % (key.n + 1) if wrong == 0 else key.n, key, mask=5)
