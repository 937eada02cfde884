package dev.muster.cli.conform;

import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sync of Argo CD that fails is told of, and kept: its project subscribes to that, what is sent is a CloudEvent to
 * the Broker, and where Argo CD brings the Broker, a Trigger takes it to the dead letters.
 */
final class FailedSyncsRule implements Rule {
    private static final String TRIGGER = "muster-sync-failed";
    private static final String SERVICE = "muster-broker";
    private static final Pattern TYPE = Pattern.compile("\"type\":\\s*\"([^\"]*)\"");

    /**
     * By what conditions see that a sync fails: it ended so, is tried again and runs all that time, or cannot begin.
     */
    private static final List<String> WAYS = List.of("'Failed'", "retryCount", "'Unknown'");

    @Override
    public String name() {
        return "failed-syncs";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("argoproj.io", "AppProject").forEach(project -> subscribed(overlay, project, complaints));
        if (overlay.name().startsWith("argocd/")) {
            overlay.find("eventing.knative.dev", "Broker", FiltersRule.BROKER)
                    .filter(broker -> !kept(overlay, broker))
                    .ifPresent(broker -> complaints.add(
                            broker,
                            broker.root(),
                            "has no Trigger that takes " + EventTypes.SYNC_FAILED + " to its dead-letter sink",
                            "add the component argocd/functions/failed-syncs"));
        }
    }

    private static void subscribed(Overlay overlay, Manifest project, Complaints complaints) {
        Field subscription = project.get(
                "metadata", "annotations", "notifications.argoproj.io/subscribe." + TRIGGER + "." + SERVICE);
        if (!subscription.present()) {
            complaints.add(project, subscription, "is missing: nobody hears of a failed sync", "write it, empty");
        }
        overlay.find("", "ConfigMap", "argocd-notifications-cm")
                .ifPresentOrElse(
                        settings -> told(settings, complaints),
                        () -> complaints.add(
                                project,
                                project.root(),
                                "has no ConfigMap argocd-notifications-cm beside it: nobody hears of a failed sync",
                                "add argocd/settings/notifications.yaml"));
    }

    private static boolean kept(Overlay overlay, Manifest broker) {
        Field sink = broker.get("spec", "delivery", "deadLetterSink", "ref");
        return overlay.all("eventing.knative.dev", "Trigger")
                .filter(trigger ->
                        trigger.get("spec", "subscriber", "ref").value().equals(sink.value()))
                .anyMatch(trigger -> FiltersRule.selects(trigger, EventTypes.SYNC_FAILED));
    }

    private static void told(Manifest settings, Complaints complaints) {
        try {
            notifications(settings, complaints);
        } catch (InvalidInputException e) {
            e.problems()
                    .forEach(problem -> complaints.add(
                            settings, settings.get("data"), problem.place() + " " + problem.message(), problem.fix()));
        }
    }

    private static void notifications(Manifest settings, Complaints complaints) {
        Field service = settings.get("data", "service.webhook." + SERVICE);
        boolean events = service.text().contains("application/cloudevents+json");
        if (!events || !within(service).get("url").text().endsWith("/muster/" + FiltersRule.BROKER)) {
            complaints.add(
                    settings,
                    service,
                    "does not lead to the Broker, as " + (events ? "its address" : "its Content-Type") + " says",
                    "write url: http://…/muster/muster, and Content-Type: application/cloudevents+json");
        }
        Field trigger = settings.get("data", "trigger." + TRIGGER);
        List<Field> conditions = within(trigger).items();
        WAYS.stream()
                .filter(way -> conditions.stream()
                        .noneMatch(condition -> condition.get("when").text().contains(way)))
                .forEach(way -> complaints.add(
                        settings, trigger, "misses a sync whose failure shows in " + way, "add a condition on it"));
        conditions.stream()
                .flatMap(condition -> condition.get("send").items().stream())
                .map(name -> settings.get("data", "template." + name.text()))
                .forEach(template -> posted(settings, template, complaints));
    }

    private static void posted(Manifest settings, Field template, Complaints complaints) {
        Field post = within(template).get("webhook", SERVICE);
        Matcher type = TYPE.matcher(post.get("body").text());
        String found = post.get("method").text().equals("POST") && type.find() ? type.group(1) : "nothing";
        if (!found.equals(EventTypes.SYNC_FAILED)) {
            complaints.add(
                    settings,
                    template,
                    "posts " + found + " to " + SERVICE + ", and not " + EventTypes.SYNC_FAILED,
                    "write method: POST, and a body of that type, which the Trigger failed-syncs takes");
        }
    }

    /** What YAML within a text says; nothing where there is no text. */
    private static Field within(Field text) {
        return Manifest.parse(text.path(), text.text()).stream()
                .findFirst()
                .map(Manifest::root)
                .orElse(text);
    }
}
