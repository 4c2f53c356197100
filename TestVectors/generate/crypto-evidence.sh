#!/usr/bin/env bash
# Makes TestVectors/crypto/evidence anew: a time-stamp token, an OCSP response and revocation lists
# as OpenSSL's programs write them, with the certificates that they are judged by. Needs OpenSSL 3
# and Python 3.
# Keys are random and thrown away: the files differ from run to run, what the tests say does not.
set -euo pipefail
export LC_ALL=C.UTF-8
target=$(cd "$(dirname "$0")/../crypto" && pwd)/evidence
rm -rf "$target"
mkdir -p "$target"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > ca.cnf <<'CNF'
oid_section = oids
[oids]
policy1 = 1.2.3.4.1
[ca]
default_ca = this
[this]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
private_key = ca.key
certificate = ca.pem
crlnumber = crlnumber
default_crl_days = 30
crl_extensions = list
[any]
countryName = optional
organizationName = optional
commonName = supplied
[list]
authorityKeyIdentifier = keyid
[ext_seal]
keyUsage = critical, nonRepudiation
[ext_ocsp]
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[ext_tsa]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa1
[tsa1]
serial = tsserial
signer_digest = sha256
default_policy = policy1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
clock_precision_digits = 3
CNF
: > index.txt
echo 10 > serial
echo 01 > crlnumber
echo 0123456789abcdef0123456789abcdef01234567 > tsserial
name() { printf '/C=LV/O=DEMO PARAUGS/CN=DEMO PARAUGS %s' "$1"; }
key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
key ca
openssl req -x509 -new -key ca.key -subj "$(name Root)" -days 36500 -sha256 \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -out ca.pem
for role in seal ocsp tsa; do
    key $role
    openssl req -new -key $role.key -subj "$(name $role)" -out $role.csr
    openssl ca -batch -notext -config ca.cnf -extensions ext_$role -days 36500 \
        -in $role.csr -out $role.pem 2> log
done
openssl x509 -in ca.pem -outform DER -out "$target/ca.der"
for role in seal ocsp tsa; do openssl x509 -in $role.pem -outform DER -out "$target/$role.der"; done

# RFC 3161: an answer with the certificates, and the token in it.
printf 'what is time-stamped' > data
openssl ts -query -data data -sha512 -cert -out "$target/request.tsq" 2> log
openssl ts -reply -config ca.cnf -queryfile "$target/request.tsq" -signer tsa.pem -inkey tsa.key \
    -chain ca.pem -out "$target/answer.tsr" 2> log
openssl ts -reply -config ca.cnf -in "$target/answer.tsr" -token_out -out "$target/token.tst" 2> log
# The same token in BER: indefinite lengths down to the signer, the content in two parts.
python3 - "$target/token.tst" "$target/ber.tst" <<'PY'
import sys

def values(octets):
    at = 0
    while at < len(octets):
        length, header = octets[at + 1], 2
        if length >= 0x80:
            header += length & 0x7F
            length = int.from_bytes(octets[at + 2 : at + header], "big")
        yield octets[at], octets[at : at + header + length], octets[at + header : at + header + length]
        at += header + length

def ber(tag, whole, content, depth):
    if tag == 0x04 and depth == 5:
        half = len(content) // 2
        parts = b"".join(bytes([4, 0x81, len(p)]) + p for p in (content[:half], content[half:]))
        return b"\x24\x80" + parts + b"\0\0"
    if tag & 0x20 and tag != 0x31 and depth < 5:
        inner = b"".join(ber(*value, depth + 1) for value in values(content))
        return bytes([tag, 0x80]) + inner + b"\0\0"
    return whole

der = open(sys.argv[1], "rb").read()
open(sys.argv[2], "wb").write(b"".join(ber(*value, 0) for value in values(der)))
PY

# RFC 6960: a good and a revoked answer; RFC 5280: lists before and after the revocation.
answer() {
    openssl ocsp -index index.txt -rsigner ocsp.pem -rkey ocsp.key -CA ca.pem -issuer ca.pem \
        -cert seal.pem -ndays 3650 -respout "$target/$1.ocsp" > /dev/null 2> log
}
answer good
openssl ca -config ca.cnf -gencrl -out list.pem 2> log
openssl crl -in list.pem -outform DER -out "$target/empty.crl"
openssl ca -config ca.cnf -revoke seal.pem -crl_reason keyCompromise 2> log
answer revoked
openssl ca -config ca.cnf -gencrl -out "$target/revoked.pem.crl" 2> log
openssl crl -in "$target/revoked.pem.crl" -outform DER -out "$target/revoked.crl"
