#!/usr/bin/env python3
"""Writes the files pbmac1-*.p12 of TestVectors/crypto/keys: openssl.p12 with an integrity check by
PBMAC1 (RFC 9579) in the place of its own, computed by Python's hashlib and hmac. OpenSSL writes such
files from version 3.4 on. The passphrase is "parole-ā"; those after the third are not to be read.
"""
import hashlib
import hmac
import os

KEYS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crypto", "keys")
PASSPHRASE = "parole-ā".encode()
SALT = bytes(range(16))
HMAC = {"sha1": 7, "sha256": 9, "sha384": 10, "sha512": 11}


def value(tag, *contents):
    content = b"".join(contents)
    size = len(content)
    if size < 128:
        length = bytes([size])
    else:
        octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + length + content


def number(n):
    return value(0x02, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def identifier(text, *parameters):
    return value(0x30, value(0x06, bytes.fromhex(text)), *parameters)


def hmac_identifier(digest):
    return identifier("2a864886f70d02" + f"{HMAC[digest]:02x}", b"\x05\x00")


def header(octets, at):
    """Where the content of the value at `at` begins and ends."""
    size, begin = octets[at + 1], at + 2
    if size > 127:
        size, begin = (int.from_bytes(octets[begin:begin + size - 128], "big"),
                       begin + size - 128)
    return begin, begin + size


def write(name, prf="sha256", mac="sha256", key_size=32, iterations=2048, derivation=None,
          with_size=True):
    octets = open(os.path.join(KEYS, "openssl.p12"), "rb").read()
    pfx, _ = header(octets, 0)
    _, after_version = header(octets, pfx)
    info, after_info = header(octets, after_version)
    _, after_type = header(octets, info)
    explicit, _ = header(octets, after_type)
    safe = slice(*header(octets, explicit))
    key = hashlib.pbkdf2_hmac(prf or "sha1", PASSPHRASE, SALT, min(iterations, 2048), key_size)
    digest = hmac.new(key, octets[safe], mac).digest()
    derivation = derivation or identifier("2a864886f70d01050c", value(
        0x30, value(0x04, SALT), number(iterations), number(key_size) if with_size else b"",
        hmac_identifier(prf) if prf else b""))
    algorithm = identifier("2a864886f70d01050e", value(0x30, derivation, hmac_identifier(mac)))
    data = value(0x30, value(0x30, algorithm, value(0x04, digest)), value(0x04, b"NOT USED"),
                 number(1))
    with open(os.path.join(KEYS, f"pbmac1-{name}.p12"), "wb") as file:
        file.write(value(0x30, octets[pfx:after_info], data))


write("sha256")
write("sha512", prf="sha512", mac="sha512", key_size=64)
write("mixed", prf=None, mac="sha384", key_size=48)
write("no-key-length", with_size=False)
write("key-length", key_size=129)
write("iterations", iterations=5_000_001)
write("scrypt", derivation=identifier("2b06010401da47040b", value(
    0x30, value(0x04, SALT), number(16384), number(8), number(1))))
