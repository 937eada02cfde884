package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FilterTest {
    private static final CloudEvent EVENT = CloudEventBuilder.v1()
            .withId("1")
            .withType("dev.muster.batch.requested")
            .withSource(URI.create("/a/b"))
            .withSubject("reports/2026.csv")
            .withExtension("region", "eu-1")
            .build();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                     | true",
                "filters: []                                                            | true",
                "filters: [exact: {type: dev.muster.batch.requested}]                   | true",
                "filters: [exact: {type: dev.muster.batch}]                             | false",
                "filters: [exact: {type: dev.muster.batch.requested, source: /a/b}]     | true",
                "filters: [exact: {type: dev.muster.batch.requested, source: /a}]       | false",
                "filters: [exact: {specversion: '1.0', id: '1'}]                        | true",
                "filters: [exact: {region: eu-1}]                                       | true",
                "filters: [exact: {missing: ''}]                                        | false",
                "filters: [exact: {dataschema: ''}]                                     | false",
                "filters: [prefix: {type: dev.muster.}]                                 | true",
                "filters: [prefix: {type: muster}]                                      | false",
                "filters: [prefix: {type: dev., region: us}]                            | false",
                "filters: [suffix: {subject: .csv}]                                     | true",
                "filters: [suffix: {subject: .json}]                                    | false",
                "filters: [prefix: {type: dev.}, suffix: {subject: .json}]              | false",
                "filters: [prefix: {type: dev.}, suffix: {subject: .csv}]               | true",
                "filters: [any: [exact: {id: '2'}, exact: {id: '1'}]]                   | true",
                "filters: [any: [exact: {id: '2'}, exact: {id: '3'}]]                   | false",
                "filters: [any: []]                                                     | false",
                "filters: [all: [exact: {id: '1'}, prefix: {type: dev}]]                | true",
                "filters: [all: [exact: {id: '1'}, prefix: {type: com}]]                | false",
                "filters: [not: {exact: {id: '2'}}]                                     | true",
                "filters: [not: {exact: {id: '1'}}]                                     | false",
                "filters: [not: {any: [exact: {id: '1'}, exact: {id: '2'}]}]            | false",
                "filter: {}                                                             | true",
                "filter: {attributes: {type: dev.muster.batch.requested}}               | true",
                "filter: {attributes: {type: other}}                                    | false",
                "filter: {attributes: {region: ''}}                                     | true",
                "filter: {attributes: {missing: ''}}                                    | false",
                "{filter: {attributes: {type: other}}, filters: [exact: {id: '1'}]}     | true",
            })
    void selectsAsKnativeDoes(String spec, boolean selected) {
        List<Problem> problems = new ArrayList<>();

        Filter filter = new FilterReader("t.yaml: Trigger t", problems).read(yaml(spec));

        assertThat(problems).isEmpty();
        assertThat(filter.matches(EVENT)).isEqualTo(selected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "filters: [cesql: \"type = 'a'\"]                       | spec.filters[0].cesql",
                "filters: [{exact: {id: '1'}, prefix: {id: '1'}}]       | spec.filters[0]",
                "filters: [any: [exact: {id: '1'}, exact: {id: 1}]]     | spec.filters[0].any[1].exact.id",
                "filters: {exact: {id: '1'}}                            | spec.filters",
            })
    void refusesWhatItCannotSelectBy(String spec, String place) {
        List<Problem> problems = new ArrayList<>();

        new FilterReader("t.yaml: Trigger t", problems).read(yaml(spec));

        assertThat(problems).extracting(Problem::place).containsExactly("t.yaml: Trigger t: " + place);
    }

    @Test
    void keepsNoReferenceToWhatItWasMadeFrom() {
        List<Filter> filters = new ArrayList<>();
        Filter all = new Filter.All(filters);
        filters.add(new Filter.Any(List.of()));

        assertThat(all.matches(EVENT)).isTrue();
    }

    private static JsonNode yaml(String text) {
        return Json.mapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }
}
