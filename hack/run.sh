#!/bin/sh
# What takes more than the build, one verb each (hack/run.sh --help).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)

help() {
    cat <<'TEXT'
Usage: hack/run.sh VERB

  cluster        the tests on a real Ray cluster of this machine that do not take long: its start and end, its ways in,
                 with and without the gateway, Python programs, the deaths that happen most. About 10 minutes; one that fails
                 gets a second try, since Ray gives a node half a minute to start and no busy machine more. Exit code 3:
                 no Ray to be had.

  deaths [TEST]  kill everything that can die, one after the other, on a real Ray cluster of two nodes on this
                 machine, and print what was seen (docs/deaths.md). TEST is one class or one method of it, such as
                 DeathMatrixIT or 'FunctionDeathIT#aBroker*'. About 15 minutes; the disk test needs root.

  proofs [TEST]  the proofs of the ledger at full size, on real PostgreSQL (docs/proofs.md): eight instances of each function and
                 10,000 jobs, bad days of PostgreSQL, the third normal form and a migration, plans beside a million jobs, the
                 death of a function before and after each of its steps. TEST is one of RacesIT, BadDaysIT, SchemaIT,
                 PlansIT, CrashPointsIT; without it, all. "sample" for TEST: the deaths at each 41st point, in two or
                 three minutes. "points FROM-TO": the deaths at these points. "steps": writes the list of steps anew.

  simulation [SEED]  the core in simulated worlds: 100,000 batches under lost, doubled and late events, crashes, wrong clocks and
                 dying clusters, every invariant after every transaction; all planted bugs; the model of the database held
                 against PostgreSQL (docs/proofs.md). With SEED that one world again, and what happened in it, in a file.

  stores         the artifact store against servers of S3's, Google's and Azure's protocols on this machine (docs/artifacts.md).
                 Needs Go and Node the first time, for some minutes; what is missing is left out. Exit code 3: all is missing.

  e2e [INGRESS]  the scenario of the tests on the cluster that kubectl points to, where docs/deploy.md has been followed up to
                 the first batch, with the local overlay's pipelines: batches asked for, by an object and by a tick; a dead letter,
                 patched and redriven; scale from and to zero; an upgrade of a function under load with a prober that counts
                 lost and doubled events. INGRESS is the Service of the Broker's ingress (default broker-ingress; with Kafka
                 kafka-broker-ingress). It leaves its batches in the ledger. About 10 minutes.

  apiserver [FOLDER]
                 every overlay before a real API server of Kubernetes with Knative's webhooks, on loopback and without a node: what it
                 refuses, warns of, or changes; whether the pods get in, and whether applying twice changes nothing (hack/apiserver).
                 FOLDER has CRDs to take after those at hand. About 5 minutes; the first time Go builds it all, a quarter of an hour.
                 Exit code 3: no Go.

  images [OPTION...] [FUNCTION...]
                 the images of the functions, each with a bill of materials (CycloneDX) beside it, into a registry or, with
                 --tar FOLDER, into tar files; no container engine is needed. images --help has the options. About 3 minutes
                 the first time.
  images record [--java FOLDER,...]
                 note anew which classes the first batch needs (images/first-batch.classes), after larger changes; on a JDK 17 and
                 a JDK 25, since each needs some that the other has not.
  images-test [JAVA_HOME]
                 make real images on a base of this machine's Java, or another JDK, start them read-only as nobody, and send a
                 batch and a dead letter through them; push one to a registry on the loopback address. What needs root, or
                 crane (which Go installs), is left out without, and that is said. About 5 minutes.

Ray comes, for the first two, from MUSTER_RAY, from ~/.muster/ray, or is installed below tests/target (Python 3.10 to 3.12, network).
TEXT
}

# Sets MUSTER_RAY, installing Ray the way a user does when there is none.
ray() {
    for home in "$HOME/.muster" "$root/tests/target/muster-home"; do
        if [ -z "${MUSTER_RAY:-}" ] && [ -e "$home/ray/2.60.0/muster.complete" ]; then
            MUSTER_RAY=$home/ray/2.60.0
        fi
    done
    if [ -z "${MUSTER_RAY:-}" ]; then
        mkdir -p "$home"
        code=0
        MUSTER_HOME=$home "$root/muster" cluster up install --nodes 1 --programs sklearn-forest || code=3
        MUSTER_HOME=$home "$root/muster" cluster down install || code=3
        # Where Ray was had, what failed is ours.
        [ "$code" = 0 ] || { [ ! -e "$home/ray/2.60.0/muster.complete" ] || exit 1; exit "$code"; }
        MUSTER_RAY=$home/ray/2.60.0
    fi
    export MUSTER_RAY
}

# Runs integration tests of the cluster, by a pattern of their names, one at a time: they share it. What follows goes to Maven.
its() {
    pattern=$1
    shift
    (cd "$root" && ./mvnw -pl tests -am verify -Dmuster.forks=1 -DskipTests=false -Dtest=none -Dit.test="$pattern" \
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false "$@")
}

cluster() {
    ray
    export MUSTER_TEST_RAY_PYTHON="$MUSTER_RAY/bin/python3"
    its 'ClusterIT,RayProgramsIT,ExposureIT,AttachedIT,ClusterRunIT,DeathIT' \
        --batch-mode -Pquick -Dfailsafe.rerunFailingTestsCount=1
}

# Runs tests at full size, by a pattern of their names, and prints the table whose rows they write.
table() {
    name=$1
    tests=$2
    rows=$root/tests/target/$name.md
    rm -f "$rows"
    code=0
    its "$tests" -q "-Dmuster.$name=all" < /dev/null || code=$?
    echo
    cat
    [ ! -f "$rows" ] || cat "$rows"
    exit "$code"
}

deaths() {
    ray
    table deaths "${1:-Death*IT,FunctionDeathIT}" <<'TEXT'
| What died | Attempts | Gateway away for | Recovery began after | Verdict after | Model equal |
|--|--|--|--|--|--|
TEXT
}

proofs() {
    case ${1:-} in
        sample) its CrashPointsIT --batch-mode -Dmuster.crash.points=10/41 ;;
        points) its 'CrashPointsIT#aProcess*' --batch-mode "-Dmuster.crash.points=${2:?which points? such as: points 120-159}" ;;
        steps) its 'CrashPointsIT#everyStep*' -q -Dmuster.crash.record=true ;;
        *)
            table proofs "${1:-RacesIT,BadDaysIT,SchemaIT,PlansIT,CrashPointsIT}" <<'TEXT'
| Proof | What was done, and seen |
|--|--|
TEXT
            ;;
    esac
}

packaged() {
    (cd "$root" && ./mvnw -q -Pquick -Dquarkus.build.skip=false -Dquarkus.generate-code.skip=false \
        -pl functions/validate,functions/train,functions/aggregate,functions/console,images -am \
        package org.cyclonedx:cyclonedx-maven-plugin:makeBom) >&2
}

images() {
    packaged
    java -cp "$root/images/target/classes:$root/images/target/lib/*" dev.muster.images.Images --root "$root" "$@"
}

# Puts crane on the path, which the tests have as a registry.
find_crane() {
    command -v crane > /dev/null && return
    bin=$root/images/target/bin
    [ -x "$bin/crane" ] || { command -v go > /dev/null &&
        GOBIN=$bin go install github.com/google/go-containerregistry/cmd/crane@v0.21.9; } || return
    PATH=$bin:$PATH
}

images_test() {
    find_crane || echo "SKIPPED: no image is pushed to a registry, since there is no crane and Go could not install it" >&2
    [ "$(id -u)" = 0 ] || echo "SKIPPED: no image is started, since that takes mounts, and only root can make them" >&2
    packaged
    jdk=${1:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
    (cd "$root" && ./mvnw -B -Pquick -pl images -am verify -DskipTests=false -Dtest=none -Dit.test=ImagesIT \
        -Dmuster.images="$jdk" -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
}

simulation() {
    if [ -n "${1:-}" ]; then
        unit SimulationTest "-Dmuster.seed=$1"
        return
    fi
    rows=$root/tests/target/proofs.md
    rm -f "$rows"
    code=0
    unit 'SimulationTest,MutantsTest' -Dmuster.proofs=all < /dev/null || code=$?
    [ "$code" != 0 ] || its ModelIT -q -Dmuster.proofs=all < /dev/null || code=$?
    [ ! -f "$rows" ] || cat "$rows"
    exit "$code"
}

# Runs unit tests of the module tests, by a pattern of their names; what follows goes to Maven.
unit() {
    pattern=$1
    shift
    (cd "$root" && ./mvnw -q -Pquick -DskipTests=false -pl tests -am test -Dtest="$pattern" \
        -Dsurefire.failIfNoSpecifiedTests=false "$@")
}

e2e() {
    command -v kubectl > /dev/null || { echo "kubectl is missing" >&2; exit 3; }
    kubectl -n muster get kservice validate train aggregate console > /dev/null || {
        echo "no Muster in the namespace muster of $(kubectl config current-context): see docs/deploy.md" >&2
        exit 3
    }
    its KubernetesE2E -q -Pquick -Dmuster.patience=300 "-Dmuster.source=/e2e/$(date +%s)" "-Dmuster.ingress=${1:-broker-ingress}"
}

case ${1:-} in
    cluster) cluster ;;
    deaths)
        shift
        deaths "$@"
        ;;
    proofs)
        shift
        proofs "$@"
        ;;
    simulation)
        shift
        simulation "$@"
        ;;
    stores) "$root/hack/stores.sh" ;;
    images)
        shift
        images "$@"
        ;;
    images-test)
        shift
        images_test "$@"
        ;;
    apiserver)
        shift
        "$root/hack/apiserver.sh" "$@"
        ;;
    e2e)
        shift
        e2e "$@"
        ;;
    -h | --help | help) help ;;
    *)
        help >&2
        exit 2
        ;;
esac
