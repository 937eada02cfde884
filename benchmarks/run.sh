#!/bin/sh
# Runs a benchmark; each prints both sides of its ratio, measured in turns in one process.
set -eu
cd "$(dirname "$0")/.."
usage() {
    cat <<'TEXT'
Usage: benchmarks/run.sh NAME [ARGUMENT...]
  per-job      what Muster adds to a job that does nothing, against bare Ray LOCAL actor calls
  sweep [EPOCHS]
               a sweep of 100 networks of 20 epochs, or as many as said, against a
               plain loop over the same training code
  epochs PYTHON [MODEL...]
               epochs against PyTorch eager and Python's XGBoost; PYTHON is one with
               benchmarks/requirements.txt installed; a MODEL is one of mlp, cnn and
               boosted-trees, all when none is said
  big-csv      a CSV file of 2 GB, profiled and trained on with a heap of 512 MB
  gateway-dispatch
               jobs that do nothing through the gateway of a local cluster, against
               one Ray job each; and the memory of both
  cluster-noop jobs that do nothing through the gateway, against bare Java tasks on the
               same cluster; and calls of actors from Java against Python's
  under-fire [EPOCHS]
               a training whose worker is killed every 5 s of it, against the same undisturbed
  two-workers  independent trainings on two workers of a cluster, against one of the two
  ray-train PYTHON
               a network from its submission to the stored model, against Ray Train and
               PyTorch on the same cluster; PYTHON is that of an environment with
               programs/ray-train-mlp/requirements.txt installed
  fan-in [JOBS]
               results of one batch of 100,000 jobs, or as many as said, each delivered once to
               three times, against a transaction and a counter for each result
  durable-step PYTHON
               a batch of one job from its request to its verdict, every step committed, against
               a workflow of three steps with DBOS; PYTHON is one with
               benchmarks/durable-requirements.txt installed
  many-batches [BATCHES]
               whether a batch costs more after 100,000 others, or as many as said
  ten-thousand what a gateway takes after each thousand of ten thousand jobs
  queue PYTHON claims a second, against single claims with SKIP LOCKED and against Procrastinate,
               and with a million jobs in the queue against a thousand; PYTHON is one with
               benchmarks/queue-requirements.txt installed
  cold-start [JAVA_HOME...]
               from the start of a function to the answer to its first event, and of three in a
               chain, as in their images against Quarkus's fast-jar as it comes, on each JDK
  first-epoch  from ./muster run to the first result, in a fresh home and in a used one
TEXT
}
# A local cluster of its own, whose workers know the benchmarks' algorithm. It takes the Ray that MUSTER_RAY names, or
# that of ./muster cluster up, or installs one.
cluster_up() {
    ray=${MUSTER_RAY:-${MUSTER_HOME:-$HOME/.muster}/ray/2.60.0}
    if [ -x "$ray/bin/ray" ]; then export MUSTER_RAY="$ray"; fi
    MUSTER_HOME=$(mktemp -d)
    export MUSTER_HOME
    ./muster version > /dev/null
    ./mvnw -q -Pquick -pl benchmarks,gateway -am package > /dev/null
    mkdir -p "$MUSTER_HOME/root/gateway/target"
    cp -R gateway/target/cluster "$MUSTER_HOME/root/gateway/target"
    cp benchmarks/target/benchmarks-*.jar "$MUSTER_HOME/root/gateway/target/cluster/lib"
    ln -s "$PWD/programs" "$MUSTER_HOME/root/programs"
    trap 'cluster down; rm -rf "$MUSTER_HOME"' EXIT
    cluster up --nodes 2 "$@"
}
cluster() {
    verb=$1
    shift
    java @cli/target/muster.options -Dmuster.root="$MUSTER_HOME/root" -jar "$PWD/cli/target/muster.jar" \
        cluster "$verb" bench "$@" > /dev/null
}
case ${1:-} in
    per-job) class=PerJob ;;
    sweep) class=Sweep ;;
    gateway-dispatch) class=GatewayDispatch; cluster_up --cpus 1 ;;
    cluster-noop) class=ClusterNoop; cluster_up --cpus 1 ;;
    under-fire) class=UnderFire; cluster_up --cpus 1 ;;
    two-workers) class=TwoWorkers; cluster_up --cpus 1 ;;
    ray-train)
        class=RayTrain
        MUSTER_RAY=$(cd "$(dirname "${2:?needs a PYTHON, see --help}")/.." && pwd)
        export MUSTER_RAY
        cluster_up --cpus 2
        ;;
    ten-thousand) class=TenThousand; cluster_up --cpus 1 ;;
    fan-in) class=FanIn ;;
    durable-step) class=DurableStep; : "${2:?needs a PYTHON, see --help}" ;;
    many-batches) class=ManyBatches ;;
    queue) class=Queues; : "${2:?needs a PYTHON, see --help}" ;;
    cold-start)
        class=ColdStart
        ./mvnw -q -Pquick -Dquarkus.build.skip=false -Dquarkus.generate-code.skip=false \
            -Dquarkus.package.jar.type=fast-jar -Dquarkus.package.output-directory=fast-jar \
            -pl functions/validate -am package > /dev/null
        ./mvnw -q -Pquick -Dquarkus.build.skip=false -Dquarkus.generate-code.skip=false \
            -pl functions/validate,functions/train,functions/aggregate -am package > /dev/null
        ;;
    epochs) class=Epochs; : "${2:?needs a PYTHON, see --help}" ;;
    big-csv)
        ./muster version > /dev/null
        ./mvnw -q -Pquick -pl benchmarks -am package > /dev/null
        folder=$(mktemp -d "$PWD/benchmarks/target/big.XXXXXX")
        trap 'rm -rf "$folder"' EXIT
        java -cp benchmarks/target/classes dev.muster.benchmarks.BigTable "$folder/big.csv" 2048
        cp benchmarks/big-csv.yaml "$folder"
        export MUSTER_HOME="$folder/home" MUSTER_JAVA_OPTS=-Xmx512m
        for command in validate run; do
            start=$(date +%s)
            ./muster $command "$folder/big-csv.yaml" &
            while kill -0 $! 2> /dev/null; do
                peak=$(grep -s VmHWM "/proc/$!/status" || echo "${peak:-}")
                sleep 1
            done
            wait $!
            echo "$command: $(($(date +%s) - start)) s; memory with what is outside of the heap: ${peak#*:}"
        done
        exit
        ;;
    first-epoch)
        ./muster version > /dev/null
        home=$(mktemp -d)
        for round in 1 2 3 4 5 6; do
            start=$(date +%s%N)
            MUSTER_HOME=$home ./muster run --fresh examples/digits.yaml 2>&1 | while read -r line; do
                case $line in
                        *accuracy*)
                        echo "round $round: $(( ($(date +%s%N) - start) / 1000000 )) ms to: $line"
                        cat > /dev/null
                        ;;
                esac
            done
        done
        rm -rf "$home"
        exit
        ;;
    -h | --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
esac
shift
./mvnw -q -Pquick -pl benchmarks -am package dependency:copy-dependencies@class-path >/dev/null
java @cli/target/muster.options -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
    "dev.muster.benchmarks.$class" "$PWD" "$@"
