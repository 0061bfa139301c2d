#!/bin/sh
# How the certificates beside this file were made: an authority of the tests' own, and servers it vouches for.
# Nothing outside the tests trusts them. Run it here with OpenSSL 3 to make them anew.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
: > "$scratch/index.txt"
echo 01 > "$scratch/serial"
cat > "$scratch/ca.cnf" <<CNF
[ca]
default_ca = tests
[tests]
database = $scratch/index.txt
serial = $scratch/serial
new_certs_dir = $scratch
default_md = sha256
policy = anything
unique_subject = no
copy_extensions = copy
[anything]
commonName = supplied
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:false
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF

ask() { # file, name
    openssl ecparam -name prime256v1 -genkey -noout -out "$scratch/$1.key"
    openssl req -new -key "$scratch/$1.key" -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -out "$scratch/$1.csr"
}
sign() { # file, not after, how
    file=$1 until=$2
    shift 2
    openssl ca -batch -notext -config "$scratch/ca.cnf" -startdate 20200101000000Z -enddate "$until" \
        -in "$scratch/$file.csr" -out "$scratch/$file.crt" "$@" 2> /dev/null
}
vouch() { # file, name, not after
    ask "$1" "$2"
    sign "$1" "$3" -extensions server -cert "$scratch/authority.crt" -keyfile "$scratch/authority.key"
    cat "$scratch/$1.crt" "$scratch/$1.key" > "$1.pem"
}

ask authority authority.example
sign authority 21200101000000Z -extensions authority -selfsign -keyfile "$scratch/authority.key"
cp "$scratch/authority.crt" authority.pem
vouch good news.example 21200101000000Z
vouch other other.example 21200101000000Z
vouch expired news.example 20210101000000Z
ask self news.example
sign self 21200101000000Z -selfsign -keyfile "$scratch/self.key"
cat "$scratch/self.crt" "$scratch/self.key" > self-signed.pem
