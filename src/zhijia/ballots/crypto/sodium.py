"""What we take from libsodium, with its types. Only libsodium does arithmetic on points.

pysodium raises ValueError for every refusal of the C library.
"""

from collections.abc import Callable

import pysodium

Unary = Callable[[bytes], bytes]
Binary = Callable[[bytes, bytes], bytes]

point_add: Binary = pysodium.crypto_core_ristretto255_add
point_sub: Binary = pysodium.crypto_core_ristretto255_sub
point_from_hash: Unary = pysodium.crypto_core_ristretto255_from_hash
is_valid_point: Callable[[bytes], bool] = pysodium.crypto_core_ristretto255_is_valid_point
scalar_mult: Binary = pysodium.crypto_scalarmult_ristretto255  # (scalar, point)
scalar_mult_base: Unary = pysodium.crypto_scalarmult_ristretto255_base

sign_keys: Callable[[bytes], tuple[bytes, bytes]] = pysodium.crypto_sign_seed_keypair
sign_detached: Binary = pysodium.crypto_sign_detached  # (message, secret key)
verify_detached: Callable[[bytes, bytes, bytes], None] = pysodium.crypto_sign_verify_detached

box_keys: Callable[[bytes], tuple[bytes, bytes]] = pysodium.crypto_box_seed_keypair
box_seal: Binary = pysodium.crypto_box_seal  # (message, their public key)
box_seal_open: Callable[[bytes, bytes, bytes], bytes] = pysodium.crypto_box_seal_open

secret_seal: Callable[[bytes, bytes, bytes], bytes] = pysodium.crypto_secretbox
secret_open: Callable[[bytes, bytes, bytes], bytes] = pysodium.crypto_secretbox_open
