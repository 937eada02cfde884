// Validates the RayClusters in rendered overlays as the KubeRay operator would. What it would refuse is printed.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	rayv1 "github.com/ray-project/kuberay/ray-operator/apis/ray/v1"
	"github.com/ray-project/kuberay/ray-operator/controllers/ray/utils"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	seen, wrong := 0, 0
	for _, file := range os.Args[1:] {
		in, err := os.Open(file)
		must(err)
		documents := yaml.NewYAMLOrJSONDecoder(in, 4096)
		for {
			var raw map[string]any
			if err := documents.Decode(&raw); errors.Is(err, io.EOF) {
				break
			} else {
				must(err)
			}
			if raw["kind"] != "RayCluster" {
				continue
			}
			seen++
			text, err := json.Marshal(raw)
			must(err)
			var cluster rayv1.RayCluster
			must(json.Unmarshal(text, &cluster))
			refused := errors.Join(
				utils.ValidateRayClusterMetadata(cluster.ObjectMeta),
				utils.ValidateRayClusterSpec(&cluster.Spec, cluster.Annotations))
			if refused != nil {
				wrong++
				fmt.Println(file, cluster.Name, "is refused:", refused)
			}
		}
		must(in.Close())
	}
	fmt.Printf("KubeRay: %d clusters, %d refused\n", seen, wrong)
	if wrong > 0 || seen == 0 {
		os.Exit(1)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
