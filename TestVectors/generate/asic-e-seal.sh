#!/bin/sh
# Makes the seal of TestVectors/asic-e: an RSA-2048 key, its certificate, and the root that issued it.
# Needs the command openssl. A new seal changes the two containers there: see asic-e/README.md.
set -eu
target=$(cd "$(dirname "$0")/../asic-e" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > ca.cnf <<'CNF'
[ca]
default_ca = this
[this]
dir = .
database = index.txt
rand_serial = yes
new_certs_dir = .
default_md = sha256
policy = any
[any]
countryName = optional
organizationName = optional
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[seal]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF
: > index.txt
openssl req -new -newkey rsa:2048 -nodes -keyout root.key -out root.csr \
    -subj "/C=LV/O=TEST swift-edoc/CN=TEST vectors root"
openssl ca -batch -notext -config ca.cnf -selfsign -keyfile root.key -in root.csr -out root.pem \
    -extensions root -startdate 20260101000000Z -enddate 20460101000000Z
openssl req -new -newkey rsa:2048 -nodes -keyout seal.key.pem -out seal.csr \
    -subj "/C=LV/O=TEST swift-edoc/CN=TEST vectors seal"
openssl ca -batch -notext -config ca.cnf -keyfile root.key -cert root.pem -in seal.csr \
    -out seal.pem -extensions seal -startdate 20260101000000Z -enddate 20460101000000Z
cp seal.key.pem seal.pem root.pem "$target/"
