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
  first-epoch  from ./muster run to the first result, in a fresh home and in a used one
TEXT
}
case ${1:-} in
    per-job) class=PerJob ;;
    sweep) class=Sweep ;;
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
exec java @cli/target/muster.options -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
    "dev.muster.benchmarks.$class" "$PWD" "$@"
