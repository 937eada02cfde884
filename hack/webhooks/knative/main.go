// Fills in defaults and validates the Knative objects in rendered overlays, as the webhooks would. What they would change or refuse is printed.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"sort"

	"k8s.io/apimachinery/pkg/util/yaml"
	eventing "knative.dev/eventing/pkg/apis/eventing/v1"
	"knative.dev/eventing/pkg/apis/feature"
	sources "knative.dev/eventing/pkg/apis/sources/v1"
	"knative.dev/pkg/apis"
	"knative.dev/serving/pkg/apis/config"
	serving "knative.dev/serving/pkg/apis/serving/v1"
)

type object interface {
	apis.Defaultable
	apis.Validatable
}

// The features of Serving that docs/deploy.md asks for.
var features = map[string]string{
	"kubernetes.podspec-persistent-volume-claim": "enabled",
	"kubernetes.podspec-persistent-volume-write": "enabled",
}

func kind(raw map[string]any) object {
	switch fmt.Sprint(raw["apiVersion"], " ", raw["kind"]) {
	case "serving.knative.dev/v1 Service":
		return &serving.Service{}
	case "eventing.knative.dev/v1 Broker":
		return &eventing.Broker{}
	case "eventing.knative.dev/v1 Trigger":
		return &eventing.Trigger{}
	case "sources.knative.dev/v1 PingSource":
		return &sources.PingSource{}
	case "sources.knative.dev/v1 SinkBinding":
		return &sources.SinkBinding{}
	}
	return nil
}

func webhook() context.Context {
	defaults, err := config.NewDefaultsConfigFromMap(map[string]string{})
	must(err)
	allowed, err := config.NewFeaturesConfigFromMap(features)
	must(err)
	flags, err := feature.NewFlagsConfigFromMap(map[string]string{})
	must(err)
	ctx := context.Background()
	settings := config.FromContextOrDefaults(ctx)
	settings.Defaults, settings.Features = defaults, allowed
	return apis.WithinCreate(feature.ToContext(config.ToContext(ctx, settings), flags))
}

// check returns what the webhook would change, and what it would refuse.
func check(ctx context.Context, raw map[string]any, into object) ([]string, error) {
	text, err := json.Marshal(raw)
	must(err)
	if err := json.Unmarshal(text, into); err != nil {
		return nil, err
	}
	into.SetDefaults(ctx)
	after, err := json.Marshal(into)
	must(err)
	var filled map[string]any
	must(json.Unmarshal(after, &filled))
	delete(filled, "status")
	changes := differences("", plain(raw), filled)
	if refused := into.Validate(ctx); refused != nil {
		return changes, refused
	}
	return changes, nil
}

func plain(raw map[string]any) (same map[string]any) {
	text, err := json.Marshal(raw)
	must(err)
	must(json.Unmarshal(text, &same))
	return same
}

func differences(path string, git, live any) []string {
	if reflect.DeepEqual(git, live) {
		return nil
	}
	var found []string
	if a, ok := git.(map[string]any); ok {
		if b, ok := live.(map[string]any); ok {
			for name := range keys(a, b) {
				if inner := path + "." + name; inner != ".metadata.creationTimestamp" {
					found = append(found, differences(inner, a[name], b[name])...)
				}
			}
			sort.Strings(found)
			return found
		}
	}
	if a, ok := git.([]any); ok {
		if b, ok := live.([]any); ok && len(a) == len(b) {
			for i := range a {
				found = append(found, differences(fmt.Sprintf("%s[%d]", path, i), a[i], b[i])...)
			}
			return found
		}
	}
	return []string{fmt.Sprintf("%s: %v becomes %v", path, git, live)}
}

func keys(a, b map[string]any) map[string]bool {
	all := map[string]bool{}
	for name := range a {
		all[name] = true
	}
	for name := range b {
		all[name] = true
	}
	return all
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

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
			into := kind(raw)
			if into == nil {
				continue
			}
			seen++
			changes, refused := check(webhook(), raw, into)
			for _, change := range changes {
				wrong++
				fmt.Println(file, raw["kind"], raw["metadata"].(map[string]any)["name"], "is changed:", change)
			}
			if refused != nil {
				wrong++
				fmt.Println(file, raw["kind"], raw["metadata"].(map[string]any)["name"], "is refused:", refused)
			}
		}
		must(in.Close())
	}
	fmt.Printf("Knative: %d objects, %d changed or refused\n", seen, wrong)
	if wrong > 0 || seen == 0 {
		os.Exit(1)
	}
}
