#!/bin/sh
# The key stores of gateway and train without cert-manager, for a year: needs a JDK, openssl and kubectl. They are made in a folder of their own and
# become the Secrets muster-gateway-tls, muster-train-tls and muster-tls-password of the namespace muster. Keep authority.p12 and the password: without
# them nothing can be renewed.
#   sh knative/examples/certificates/by-hand.sh FOLDER
set -eu

folder=${1:?name a folder}
names=dns:gateway-blue.muster.svc.cluster.local,dns:gateway-green.muster.svc.cluster.local
mkdir -p "$folder"
cd "$folder"
[ ! -e authority.p12 ] || { echo "$folder has an authority already" >&2; exit 2; }

umask 077
openssl rand -hex 24 > password
store() { keytool -storetype PKCS12 -storepass:file password "$@"; }

store -genkeypair -keystore authority.p12 -alias authority -keyalg EC -groupname secp256r1 -validity 3650 \
    -dname CN=muster -ext bc:c=ca:true -ext ku:c=keyCertSign
store -exportcert -keystore authority.p12 -alias authority -rfc > authority.pem
store -importcert -keystore truststore.p12 -alias authority -file authority.pem -noprompt

issue() {
    mkdir "$1"
    store -genkeypair -keystore "$1/keystore.p12" -alias "$1" -keyalg EC -groupname secp256r1 -validity 365 -dname "CN=$1"
    store -certreq -keystore "$1/keystore.p12" -alias "$1" -file "$1/request"
    store -gencert -keystore authority.p12 -alias authority -infile "$1/request" -outfile "$1/signed" -rfc -validity 365 \
        -ext "san=$2" -ext "eku=$3"
    cat authority.pem "$1/signed" > "$1/chain"
    store -importcert -keystore "$1/keystore.p12" -alias "$1" -file "$1/chain" -noprompt
    kubectl -n muster create secret generic "muster-$1-tls" \
        --from-file=keystore.p12="$1/keystore.p12" --from-file=truststore.p12=truststore.p12
}
issue gateway "$names" serverAuth
issue train dns:train clientAuth
kubectl -n muster create secret generic muster-tls-password --from-file=password=password
