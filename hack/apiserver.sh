#!/bin/sh
# The manifests before a real API server: etcd, Kubernetes' API server and controllers, Knative's webhooks and the controller of Serving, as processes
# that listen on loopback and end with this script. There is no node, so no pod runs: what is seen is what gets in, what is changed on the way and what
# is refused, pods included.
#   hack/apiserver.sh [FOLDER]     with the CRDs of this folder after those that came with the modules of Go
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
here=$root/hack/apiserver
tools=$here/target
argocd=github.com/argoproj/argo-cd/v3@v3.5.7
kuberay=github.com/ray-project/kuberay/ray-operator@v1.6.2
port=$((20000 + $$ % 9000))
pids=
failed=0

command -v go > /dev/null || {
    echo "Go is missing, which builds the API server: https://go.dev/dl" >&2
    exit 3
}
work=$(mktemp -d)
# shellcheck disable=SC2086 # one argument a process
trap '[ -z "$pids" ] || { kill -9 $pids; wait; } 2> /dev/null; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# Makes a program of a package, unless it is there.
built() {
    [ "$tools/$1" -nt "$here/go.mod" ] && return
    echo "building $1: once, some minutes …"
    version="k8s.io/component-base/version.gitVersion=v1.36.1"
    (cd "$here" && go build -ldflags "-s -w -X $version" -o "$tools/$1" "$2")
}

# The folder of the module that a package is of.
folder() { (cd "$here" && go list -f '{{.Module.Dir}}' "$1"); }

# The folder of a module that nothing is built of.
fetched() { (cd "$work" && go mod download -json "$1") | sed -n 's/.*"Dir": "\(.*\)".*/\1/p'; }

# Starts a program, which says what it does in a file of its name.
serve() {
    program=$1
    shift
    "$tools/$program" "$@" > "$work/$program.log" 2>&1 &
    pids="$pids $!"
}

# Waits until a command succeeds, for a minute at most.
patiently() {
    for _ in $(seq 120); do
        if "$@" > "$work/answer" 2>&1; then return; fi
        sleep 0.5
    done
    echo "in vain for a minute: $*" >&2
    tail -n 3 "$work/answer" "$work"/*.log >&2
    exit 1
}

# Says how a check went: it is passed when nothing was found. What a command complains and warns of is found, what it did is not.
verdict() {
    if [ ! -s "$work/found" ]; then
        echo "✓ $1"
    else
        echo "✗ $1"
        sed 's/^/    /' "$work/found"
        failed=1
    fi
}

apply() { kubectl apply --server-side -f "$@" > "$work/answer"; }

kubernetes() {
    openssl genrsa -out "$work/key" 2048 2> "$work/answer"
    token=$(openssl rand -hex 16)
    echo "$token,admin,admin,system:masters" > "$work/tokens"
    etcd=http://127.0.0.1:$((port + 1))
    peer=http://127.0.0.1:$((port + 2))
    serve etcd --data-dir "$work/etcd" --unsafe-no-fsync --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
        --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer"
    serve kube-apiserver --etcd-servers "$etcd" --bind-address 127.0.0.1 --advertise-address 127.0.0.1 \
        --endpoint-reconciler-type none --secure-port "$port" --cert-dir "$work/certificates" --authorization-mode RBAC \
        --token-auth-file "$work/tokens" --service-cluster-ip-range 10.96.0.0/16 \
        --service-account-issuer https://kubernetes.default.svc \
        --service-account-key-file "$work/key" --service-account-signing-key-file "$work/key"
    export KUBECONFIG="$work/kubeconfig" PATH="$tools:$PATH"
    cat > "$KUBECONFIG" <<TEXT
{apiVersion: v1, kind: Config, current-context: here, contexts: [{name: here, context: {cluster: here, user: admin}}],
 clusters: [{name: here, cluster: {server: "https://127.0.0.1:$port", certificate-authority: $work/certificates/apiserver.crt}}],
 users: [{name: admin, user: {token: $token}}]}
TEXT
    patiently kubectl get --raw /readyz
    serve kube-controller-manager --kubeconfig "$KUBECONFIG" --leader-elect=false --bind-address 127.0.0.1 \
        --secure-port $((port + 3)) --cert-dir "$work/certificates" --authentication-skip-lookup \
        --service-account-private-key-file "$work/key" --root-ca-file "$work/certificates/apiserver.crt"
}

# knative PART MODULE WEBHOOK PORT: its namespace, ConfigMaps, CRDs and webhooks. The API server reaches a webhook by its Service, which
# here is a name of loopback.
knative() {
    core=$2/config/core
    apply "$core/100-namespace.yaml"
    apply "$core/configmaps" -n "knative-$1"
    kubectl -n "knative-$1" create service externalname "$3" --external-name localhost > "$work/answer"
    for file in "$core"/*resources/*.yaml "$core"/webhooks/*.yaml; do
        sed "s/^\( *\)name: $3\$/&\n\1port: $4/" "$file" > "$work/part.yaml"
        apply "$work/part.yaml"
    done
    export SYSTEM_NAMESPACE="knative-$1" WEBHOOK_NAME="$3" WEBHOOK_PORT="$4" POD_NAME=here METRICS_DOMAIN=knative.dev \
        CONFIG_LOGGING_NAME=config-logging CONFIG_OBSERVABILITY_NAME=config-observability KUBERNETES_MIN_VERSION=v1.34.0
    serve "$1-webhook" --kubeconfig "$KUBECONFIG"
}

# What docs/deploy.md asks for, and that no image is looked for in a registry.
serving() {
    core=$(folder knative.dev/serving/cmd/webhook)/config/core
    networking=$(folder knative.dev/networking/pkg/apis/networking)
    apply "$core/100-namespace.yaml"
    apply "$networking/config"
    apply "$(folder knative.dev/caching/pkg/apis/caching)/config/image.yaml"
    knative serving "$(folder knative.dev/serving/cmd/webhook)" webhook $((port + 4))
    patiently kubectl -n knative-serving patch configmap config-features --type merge -p '{"data": {
        "kubernetes.podspec-persistent-volume-claim": "enabled", "kubernetes.podspec-persistent-volume-write": "enabled"}}'
    patiently kubectl -n knative-serving patch configmap config-deployment --type merge \
        -p '{"data": {"registries-skipping-tag-resolving": "dev.local,registry.example.com"}}'
    serve serving-controller --kubeconfig "$KUBECONFIG"
}

specs='{.kind}/{.metadata.name} {.spec}{"\n"}'

# What is on the cluster of an overlay's own kinds, which is all that Git says of them and nothing else; and how often it was written.
compare() {
    kubectl create --dry-run=client --validate=false -f "$work/rendered" -o jsonpath="$specs" > "$work/all"
    kubectl get --ignore-not-found -f "$work/rendered" -o jsonpath="{range .items[*]}$specs{end}" > "$work/live" || true
    for file in all live; do
        grep -E '^(Broker|Trigger|PingSource|RayCluster|Service)/' "$work/$file" | grep -vi clusterip | sort > "$work/$file.own"
    done
    diff "$work/all.own" "$work/live.own" | grep '^[<>]' || true
}

written() {
    kubectl get --ignore-not-found -f "$work/rendered" \
        -o jsonpath='{range .items[*]}{.kind}/{.metadata.name} {.metadata.generation}{"\n"}{end}' | sort || true
}

# The pods of a RayCluster, which its operator would make, and whether they get in.
ray() {
    for pods in headGroupSpec 'workerGroupSpecs[*]'; do
        kubectl -n muster get rayclusters -o jsonpath="{range .items[*].spec.$pods}{.template.spec}{\"\\n\"}{end}"
    done > "$work/pods"
    while read -r spec; do
        echo "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"namespace\": \"muster\"}, \"spec\": $spec}" |
            kubectl create --dry-run=server -f - 2>&1 > "$work/answer" || true
    done < "$work/pods"
}

# The pods of the functions, which the controllers have made, the queue-proxy in them; it waits until they are there.
functions() {
    for name in $(kubectl -n muster get kservice -o jsonpath='{.items[*].metadata.name}'); do
        kubectl -n muster wait --for=create pod -l "serving.knative.dev/service=$name" --timeout=60s 2>&1 > "$work/answer" ||
            kubectl -n muster get events --field-selector reason=FailedCreate -o jsonpath='{.items[-1:].message}{"\n"}'
    done
}

overlay() {
    {
        kubectl apply -k "$root/knative/overlays/${1%%/*}/namespace" > "$work/answer"
        kubectl kustomize "$root/knative/overlays/$1" > "$work/rendered"
        kubectl apply --validate=strict -f "$work/rendered" 2>&1 > "$work/answer" || true
        functions
        ray
        compare
        written > "$work/first"
        kubectl apply --validate=strict -f "$work/rendered" 2>&1 > "$work/answer" || true
        written | diff "$work/first" - | sed -n 's/^> /written again: /p'
    } > "$work/found" 2>&1
    verdict "knative/overlays/$1"
    kubectl delete -f "$work/rendered" --ignore-not-found > "$work/answer" 2>&1 || true
    kubectl delete namespace muster --ignore-not-found > "$work/answer"
}

# Those whose kinds are there.
examples() {
    {
        kubectl apply -k "$root/knative/overlays/local/namespace" > "$work/answer"
        for one in publisher s3-source; do
            kubectl apply --validate=strict -k "$root/knative/examples/$one" 2>&1 > "$work/answer" || true
        done
        for one in publisher/job carrier; do
            kubectl -n muster apply --validate=strict -f "$root/knative/examples/$one.yaml" 2>&1 > "$work/answer" || true
        done
    } > "$work/found" 2>&1
    verdict knative/examples
    kubectl delete namespace muster muster-sources > "$work/answer"
}

# On a hub whose Argo CD is upgraded afterwards, the keys of both are still there.
hub() {
    install=$(fetched $argocd)/manifests/install.yaml
    {
        kubectl create namespace argocd > "$work/answer"
        for _ in before after; do
            kubectl apply -n argocd --server-side --force-conflicts -f "$install" 2>&1 > "$work/answer" | grep -v Warning || true
            kubectl apply --server-side --field-manager=muster --validate=strict -k "$root/argocd" 2>&1 > "$work/answer" |
                grep -v 'prefer a domain-qualified finalizer' || true
        done
        kubectl apply -n argocd --server-side --force-conflicts -f "$install" 2>&1 > "$work/answer" | grep -v Warning || true
        for key in resource.exclusions resource.customizations.health.ray.io_RayCluster; do
            kubectl -n argocd get configmap argocd-cm -o json | grep -q "\"$key\"" || echo "argocd-cm has lost $key"
        done
    } > "$work/found" 2>&1
    verdict argocd
}

built etcd go.etcd.io/etcd/server/v3
for one in kube-apiserver kube-controller-manager kubectl; do built $one k8s.io/kubernetes/cmd/$one; done
for one in webhook controller; do built serving-$one knative.dev/serving/cmd/$one; done
built eventing-webhook knative.dev/eventing/cmd/webhook

kubernetes
serving
knative eventing "$(folder knative.dev/eventing/cmd/webhook)" eventing-webhook $((port + 5))
apply "$(fetched $kuberay)/config/crd/bases/ray.io_rayclusters.yaml"
# The one field of ours that came with KubeRay 1.7, of which Go has no module.
kubectl patch crd rayclusters.ray.io --type json -p '[{"op": "add", "value": {"type": "integer", "default": 0}, "path":
    "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/workerGroupSpecs/items/properties/priority"}]' > "$work/answer"
[ -z "${1:-}" ] || apply "$1" -R --force-conflicts
patiently kubectl wait mutatingwebhookconfigurations,validatingwebhookconfigurations --all --timeout=60s \
    --for=jsonpath='{.webhooks[0].clientConfig.caBundle}'
patiently kubectl wait mutatingwebhookconfiguration/webhook.eventing.knative.dev --timeout=60s \
    validatingwebhookconfiguration/validation.webhook.eventing.knative.dev --for=jsonpath='{.webhooks[0].rules}'
for one in "$root"/knative/overlays/*/; do overlay "$(basename "$one")"; done
overlay local/ray
examples
hub
# shellcheck disable=SC2046 # one argument a file
(cd "$here/kuberay" && go run . $(find "$root/knative" "$root/argocd" -name rendered.yaml | sort)) || failed=1
exit $failed
