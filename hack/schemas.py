#!/usr/bin/env python3
"""Makes the schemas that `muster conform` knows from the CRDs of a cluster's operators.

    hack/schemas.py FOLDER_WITH_CRDS      (needs PyYAML)

Of each CRD the stored version is kept, without descriptions and status; parts that occur more than once are written once.
"""
import hashlib
import json
import pathlib
import sys

import yaml

KINDS = {
    "knative-serving/service.yaml": "serving.knative.dev_Service",
    "knative-eventing/broker.yaml": "eventing.knative.dev_Broker",
    "knative-eventing/trigger.yaml": "eventing.knative.dev_Trigger",
    "knative-eventing/eventpolicy.yaml": "eventing.knative.dev_EventPolicy",
    "knative-eventing/pingsource.yaml": "sources.knative.dev_PingSource",
    "knative-eventing/sinkbindings.yaml": "sources.knative.dev_SinkBinding",
    "ray.io/ray.io_rayclusters.yaml": "ray.io_RayCluster",
    "argoproj.io/appproject.yaml": "argoproj.io_AppProject",
    "argoproj.io/application.yaml": "argoproj.io_Application",
    "argoproj.io/applicationset.yaml": "argoproj.io_ApplicationSet",
}
NOISE = {"description", "example", "title", "externalDocs", "x-kubernetes-list-type",
         "x-kubernetes-list-map-keys", "x-kubernetes-map-type"}
SMALL = 200


def stripped(node, names=False):
    """Without what says nothing about validity; names: whether the keys are names of fields, not of keywords."""
    if isinstance(node, list):
        return [stripped(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: stripped(value, not names and key == "properties") for key, value in node.items()
            if names or key not in NOISE}


def shared(root):
    """The same schema with a definition for everything of some size that occurs twice."""
    seen = {}

    def count(node):
        if isinstance(node, dict):
            text = json.dumps(node, sort_keys=True)
            if len(text) > SMALL:
                seen[text] = seen.get(text, 0) + 1
                if seen[text] > 1:
                    return
            for value in node.values():
                count(value)
        elif isinstance(node, list):
            for item in node:
                count(item)

    count(root)
    definitions = {}

    def replaced(node, names=False):
        if isinstance(node, list):
            return [replaced(item) for item in node]
        if not isinstance(node, dict):
            return node
        text = json.dumps(node, sort_keys=True)
        if not names and seen.get(text, 0) > 1:
            name = hashlib.sha256(text.encode()).hexdigest()[:8]
            if name not in definitions:
                definitions[name] = None
                definitions[name] = {key: replaced(value, key == "properties") for key, value in node.items()}
            return {"$ref": "#/$defs/" + name}
        return {key: replaced(value, not names and key == "properties") for key, value in node.items()}

    result = {key: replaced(value, key == "properties") for key, value in root.items()}
    if definitions:
        result["$defs"] = definitions
    return result


STRING = {"type": "string"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
STRINGS = {"type": "object", "additionalProperties": STRING}
META = {"type": "object", "required": ["name"], "properties": {
    "name": STRING, "namespace": STRING, "labels": STRINGS, "annotations": STRINGS,
    "finalizers": {"type": "array", "items": STRING}}}
ANY = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
QUANTITY = {"anyOf": [INTEGER, STRING], "x-kubernetes-int-or-string": True}


def record(required=(), **properties):
    schema = {"type": "object", "properties": properties}
    return {**schema, "required": list(required)} if required else schema


def kubernetes(ray):
    """Kubernetes' own kinds: what a RayCluster contains of them, and by hand the little around it."""
    spec = ray["properties"]["spec"]["properties"]
    pod = spec["headGroupSpec"]["properties"]["template"]
    service = spec["headGroupSpec"]["properties"]["headService"]["properties"]["spec"]
    network = spec["networkPolicy"]["properties"]["head"]["properties"]
    volumes = pod["properties"]["spec"]["properties"]["volumes"]["items"]["properties"]
    claim = volumes["ephemeral"]["properties"]["volumeClaimTemplate"]["properties"]["spec"]
    selector = network["ingressRules"]["items"]["properties"]["from"]["items"]["properties"]["podSelector"]
    kinds = {
        "_Namespace": ("v1", {}),
        "_ServiceAccount": ("v1", {"automountServiceAccountToken": BOOLEAN}),
        "_ConfigMap": ("v1", {"data": STRINGS, "binaryData": STRINGS, "immutable": BOOLEAN}),
        "_Secret": ("v1", {"data": STRINGS, "stringData": STRINGS, "type": STRING, "immutable": BOOLEAN}),
        "_Service": ("v1", {"spec": service}),
        "_PersistentVolumeClaim": ("v1", {"spec": claim}),
        "_PersistentVolume": ("v1", {"spec": record(
            ("accessModes", "capacity"), accessModes={"type": "array", "items": STRING},
            capacity=record(("storage",), storage=QUANTITY), claimRef=record(name=STRING, namespace=STRING),
            csi=ANY, nfs=ANY, mountOptions={"type": "array", "items": STRING}, storageClassName=STRING,
            persistentVolumeReclaimPolicy={"type": "string", "enum": ["Retain", "Delete"]}, volumeMode=STRING)}),
        "storage.k8s.io_StorageClass": ("storage.k8s.io/v1", {
            "provisioner": STRING, "parameters": STRINGS, "mountOptions": {"type": "array", "items": STRING},
            "reclaimPolicy": {"type": "string", "enum": ["Retain", "Delete"]}, "allowVolumeExpansion": BOOLEAN,
            "volumeBindingMode": {"type": "string", "enum": ["Immediate", "WaitForFirstConsumer"]}}),
        "networking.k8s.io_NetworkPolicy": ("networking.k8s.io/v1", {"spec": record(
            ("podSelector",), podSelector=selector, ingress=network["ingressRules"], egress=network["egressRules"],
            policyTypes={"type": "array", "items": {"type": "string", "enum": ["Ingress", "Egress"]}})}),
        "policy_PodDisruptionBudget": ("policy/v1", {"spec": record(
            ("selector",), selector=selector, maxUnavailable=QUANTITY, minAvailable=QUANTITY,
            unhealthyPodEvictionPolicy={"type": "string", "enum": ["IfHealthyBudget", "AlwaysAllow"]})}),
        "batch_Job": ("batch/v1", {"spec": record(
            ("template",), template=pod, activeDeadlineSeconds=INTEGER, backoffLimit=INTEGER, completions=INTEGER,
            parallelism=INTEGER, suspend=BOOLEAN, ttlSecondsAfterFinished=INTEGER)}),
        "apps_StatefulSet": ("apps/v1", {"spec": record(
            ("template", "selector"), template=pod, selector=selector, serviceName=STRING, replicas=INTEGER,
            updateStrategy=ANY, podManagementPolicy=STRING, minReadySeconds=INTEGER,
            volumeClaimTemplates={"type": "array", "items": record(
                ("metadata", "spec"), apiVersion=STRING, kind=STRING, metadata=META, spec=claim)})}),
    }
    for name, (version, properties) in kinds.items():
        yield name, {**record(
            ("apiVersion", "kind", "metadata"), apiVersion=STRING, kind=STRING, metadata=META, **properties),
            "x-api-version": version}


def main(folder):
    schemas = {}
    target = pathlib.Path(__file__).parent.parent / "cli/src/main/resources/dev/muster/cli/conform/schemas"
    for file, name in KINDS.items():
        crd = next(doc for doc in yaml.safe_load_all((pathlib.Path(folder) / file).read_text()) if doc)
        version = next(it for it in crd["spec"]["versions"] if it["storage"])
        schema = stripped(version["schema"]["openAPIV3Schema"])
        schema.get("properties", {}).pop("status", None)
        schema["x-api-version"] = crd["spec"]["group"] + "/" + version["name"]
        delivery = schema["properties"]["spec"].get("properties", {}).get("delivery")
        if delivery:
            # Not in the schema, which preserves it; the webhook checks it (Knative's feature delivery-timeout, on by default).
            delivery["properties"]["timeout"] = STRING
        schema["properties"].update(apiVersion=STRING, kind=STRING, metadata=META)
        schemas[name] = schema
    schemas.update(kubernetes(schemas["ray.io_RayCluster"]))
    for name, schema in schemas.items():
        text = json.dumps(shared(schema), separators=(",", ":"), sort_keys=True)
        (target / (name + ".json")).write_text(text + "\n")
        print(f"{name}: {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
