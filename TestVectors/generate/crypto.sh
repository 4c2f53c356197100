#!/usr/bin/env bash
# Makes TestVectors/crypto/keys anew: keys, certificates and PKCS#12 files as programs write them.
# Needs OpenSSL 3 with its legacy provider, and Java's keytool. Keys are random: the files differ
# from run to run, what the tests say about them does not. The passphrase is "parole-ā", and
# "parole" in the files of keytool, which takes ASCII only.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../crypto/keys"
rm -f -- *
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pass="parole-ā"
name() { printf '/C=LV/O=DEMO PARAUGS/CN=DEMO PARAUGS %s' "$1"; }
usage='keyUsage=critical,nonRepudiation'

# One authority for all certificates of OpenSSL's.
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/ca.key"
openssl req -x509 -new -key "$work/ca.key" -subj "$(name Root)" -days 36500 -sha256 \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -out "$work/ca.pem"
certify() { # key, name, [extension]
    openssl req -new -key "$1" -subj "$(name "$2")" -out "$work/csr"
    printf '%s\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' "${3-$usage}" > "$work/ext"
    openssl x509 -req -in "$work/csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -days 36500 -sha256 \
        -extfile "$work/ext" 2> "$work/log"
}

# PEM: every form of a key, each with its certificate.
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.key
certify p256.key p256 > p256.pem
cat "$work/ca.pem" > root.pem
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -out p256-pbes2.key
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -scrypt -out p256-scrypt.key
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -v2 des3 -out p256-pbes2-des3.key
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -v1 PBE-SHA1-3DES -out p256-pbes1-des3.key
openssl pkcs8 -provider legacy -provider default -topk8 -in p256.key -passout "pass:$pass" \
    -v1 PBE-MD5-DES -out p256-pbes1-des.key
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -v2 camellia-256-cbc \
    -out p256-camellia.key
openssl pkcs8 -topk8 -in p256.key -passout "pass:$pass" -iter 1 -out p256-iter1.key
openssl pkey -in p256.key -traditional -out p256-traditional.key
openssl pkey -in p256.key -traditional -aes256 -passout "pass:$pass" \
    -out p256-traditional-encrypted.key
{ openssl ecparam -name prime256v1; cat p256-traditional.key p256.pem root.pem; } > p256-all.pem
openssl pkey -in p256.key -text | sed 's/$/\r/' > p256-text-crlf.key
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.key
certify p384.key p384 > p384.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.key
certify p521.key p521 > p521.pem
openssl genrsa -traditional -out rsa2048-traditional.key 2048 2> /dev/null
certify rsa2048-traditional.key rsa2048 > rsa2048-traditional.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsapss2048.key
certify rsapss2048.key rsapss2048 > rsapss2048.pem

# PEM: keys that cannot sign here.
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024.key
certify rsa1024.key rsa1024 > rsa1024.pem
openssl genpkey -quiet -algorithm ED25519 -out ed25519.key
certify ed25519.key ed25519 > ed25519.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1.key
certify secp256k1.key secp256k1 > secp256k1.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
    -pkeyopt ec_param_enc:explicit -out p256-explicit.key
certify p256-explicit.key p256-explicit > p256-explicit.pem
certify p256.key p256-encipherment 'keyUsage=critical,keyEncipherment' > p256-encipherment.pem

# PKCS#12 of OpenSSL 3.
export_p12() { # file, options…
    local file=$1
    shift
    openssl pkcs12 -export -inkey p256.key -in p256.pem -certfile root.pem -name seal \
        -passout "pass:$pass" -out "$file" "$@"
}
export_p12 openssl.p12
export_p12 openssl-legacy.p12 -legacy
export_p12 openssl-des3.p12 -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
export_p12 openssl-nomac.p12 -nomac
export_p12 openssl-plain-certificates.p12 -certpbe NONE
export_p12 openssl-plain.p12 -certpbe NONE -keypbe NONE
export_p12 openssl-sha512mac.p12 -macalg sha512
export_p12 openssl-camellia.p12 -keypbe camellia-256-cbc -certpbe camellia-256-cbc
openssl pkcs12 -export -inkey p256.key -in p256.pem -passout pass: -out openssl-empty.p12
openssl pkcs12 -export -nokeys -in p256.pem -passout "pass:$pass" -out openssl-nokey.p12
openssl pkcs12 -export -nocerts -inkey p256.key -passout "pass:$pass" -out openssl-nocert.p12

# The same with an integrity check that OpenSSL 3.0 does not know.
python3 ../../generate/pbmac1.py

# Certificates in PKCS #7, as Windows and openssl write them.
cat p256.pem root.pem > "$work/chain.pem"
openssl crl2pkcs7 -nocrl -certfile "$work/chain.pem" -out chain.p7b
openssl crl2pkcs7 -nocrl -certfile "$work/chain.pem" -outform DER -out chain-der.p7b

# PKCS#12 of Java's keytool: RSA with its own chain, an old one, two keys, no key.
genkey() { # file, alias, options…
    local file=$1 alias=$2
    shift 2
    keytool "$@" -genkeypair -keystore "$file" -alias "$alias" -storetype PKCS12 -storepass parole \
        -validity 36500 -ext KU=nonRepudiation \
        -dname "CN=DEMO PARAUGS $alias,O=DEMO PARAUGS,C=LV" 2> "$work/log"
}
genkey keytool-rsa2048.p12 rsa2048 -keyalg RSA -keysize 2048
genkey keytool-p384.p12 p384 -keyalg EC -groupname secp384r1
genkey keytool-legacy.p12 legacy -J-Dkeystore.pkcs12.legacy -keyalg EC -groupname secp256r1
genkey keytool-two.p12 one -keyalg EC -groupname secp256r1
genkey keytool-two.p12 two -keyalg EC -groupname secp256r1
keytool -importcert -noprompt -alias root -file root.pem -keystore keytool-truststore.p12 \
    -storetype PKCS12 -storepass parole 2> "$work/log"

# DER certificates, as seeds of the fuzz target.
mkdir -p ../certificates
rm -f -- ../certificates/*
for name in p256 p384 p521 rsa2048-traditional rsapss2048 ed25519 p256-explicit root; do
    openssl x509 -in "$name.pem" -outform DER -out "../certificates/$name.der"
done
