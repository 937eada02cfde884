#!/bin/sh
# The artifact store's tests against servers that speak the protocols of the clouds, started on loopback and ended again. What they are made with
# may be missing: what is left out is said.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
tools=$root/artifacts/target/servers
work=$(mktemp -d)
pids=
port=$((20000 + $$ % 9000))
# shellcheck disable=SC2086 # one argument a process
trap '[ -z "$pids" ] || { kill $pids; wait; }; rm -rf "$work"' EXIT
mkdir -p "$tools"

# Starts a server on the port, which it is told by its arguments, and waits until it answers.
serve() {
    "$@" > "$work/log" 2>&1 &
    pids="$pids $!"
    for _ in $(seq 60); do
        if curl -s -o "$work/answer" "http://127.0.0.1:$port/"; then return; fi
        sleep 0.5
    done
    echo "no answer from $1:" >&2
    cat "$work/log" >&2
    exit 1
}

# Makes a program of Go, unless it is there.
built() {
    [ -x "$tools/$1" ] || { echo "building $1: once, some minutes …" && GOBIN=$tools go install "$2"; }
}

if command -v go > /dev/null; then
    built versitygw github.com/versity/versitygw/cmd/versitygw@v1.8.0
    mkdir -p "$work/s3/muster"
    export AWS_ACCESS_KEY_ID=muster AWS_SECRET_ACCESS_KEY=only-on-this-machine
    ROOT_ACCESS_KEY=$AWS_ACCESS_KEY_ID ROOT_SECRET_KEY=$AWS_SECRET_ACCESS_KEY \
        serve "$tools/versitygw" --port "127.0.0.1:$port" posix "$work/s3"
    export MUSTER_TEST_S3="s3://muster?region=us-east-1&endpoint=http://127.0.0.1:$port"

    built fake-gcs-server github.com/fsouza/fake-gcs-server@v1.56.1
    port=$((port + 1))
    serve "$tools/fake-gcs-server" -scheme http -host 127.0.0.1 -port "$port" -backend memory
    curl -sf -o "$work/answer" -H 'Content-Type: application/json' -d '{"name": "muster"}' \
        "http://127.0.0.1:$port/storage/v1/b"
    export MUSTER_TEST_GS="gs://muster?endpoint=http://127.0.0.1:$port&anonymous=true"
else
    echo "SKIPPED: S3 and Google, whose servers are built with Go" >&2
fi

if command -v npm > /dev/null; then
    [ -x "$tools/node_modules/.bin/azurite-blob" ] || npm install --silent --prefix "$tools" azurite@3.37.0
    AZBLOB_ACCOUNT_KEY=$(head -c 48 /dev/urandom | base64 | tr -d '\n')
    export AZBLOB_ACCOUNT_KEY AZURITE_ACCOUNTS="muster:$AZBLOB_ACCOUNT_KEY"
    port=$((port + 1))
    serve "$tools/node_modules/.bin/azurite-blob" --blobHost 127.0.0.1 --blobPort "$port" --location "$work/azure" \
        --skipApiVersionCheck --loose --silent
    node "$root/hack/azure-container.mjs" "http://127.0.0.1:$port" muster artifacts
    export MUSTER_TEST_AZBLOB="azblob://artifacts?account=muster&endpoint=http://127.0.0.1:$port/muster"
else
    echo "SKIPPED: Azure, whose server needs Node" >&2
fi

if [ -z "${MUSTER_TEST_S3:-}${MUSTER_TEST_AZBLOB:-}" ]; then exit 3; fi
cd "$root"
./mvnw --batch-mode -q -Pquick -pl artifacts -am verify -DskipTests=false -Dtest=none -Dit.test=ObjectStoreIT \
    -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
sed -n 's/.*<\(completed\|skipped\)>\(.*\)<.*/tests \1: \2/p' artifacts/target/failsafe-reports/failsafe-summary.xml
