#!/bin/sh
# What takes more than the build, one verb each (hack/run.sh --help).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)

help() {
    cat <<'TEXT'
Usage: hack/run.sh VERB

  deaths [TEST]  kill everything that can die, one after the other, on a real Ray cluster of two nodes on this
                 machine, and print what was seen (docs/deaths.md). TEST is one class or one method of it, such as
                 DeathMatrixIT or 'FunctionDeathIT#aBroker*'. About 15 minutes; the disk test needs root.

Ray comes from MUSTER_RAY, from ~/.muster/ray, or is installed below tests/target (Python 3.10 to 3.12, network).
TEXT
}

deaths() {
    seen=$root/tests/target/deaths.md
    rm -f "$seen"
    code=0
    (cd "$root" && ./mvnw -q -pl tests -am verify -DskipTests=false -Dsurefire.skip=true -Dmuster.deaths=all \
        -Dtest=none -Dit.test="${1:-Death*IT,FunctionDeathIT}" \
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false) || code=$?
    echo
    echo '| What died | Attempts | Gateway away for | Recovery began after | Verdict after | Model equal |'
    echo '|--|--|--|--|--|--|'
    [ ! -f "$seen" ] || cat "$seen"
    exit "$code"
}

case ${1:-} in
    deaths)
        shift
        deaths "$@"
        ;;
    -h | --help | help) help ;;
    *)
        help >&2
        exit 2
        ;;
esac
