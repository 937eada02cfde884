package dev.muster.cli.conform;

import java.util.List;
import java.util.stream.Stream;

/** Every pod is one that the Pod Security Standard <em>restricted</em> lets in, and every namespace asks for that. */
final class PodSecurityRule implements Rule {
    private static final List<String> OF_THE_HOST = List.of("hostNetwork", "hostPID", "hostIPC");

    @Override
    public String name() {
        return "pod-security";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("", "Namespace").forEach(namespace -> {
            Field level = namespace.get("metadata", "labels", "pod-security.kubernetes.io/enforce");
            if (!level.text().equals("restricted")) {
                complaints.add(namespace, level, "lets in pods that may take over their node", "write restricted");
            }
        });
        for (Manifest object : overlay.objects()) {
            object.pods().forEach(pod -> new Check(object, complaints).run(pod));
        }
    }

    private record Check(Manifest object, Complaints complaints) {
        void run(Field pod) {
            OF_THE_HOST.stream()
                    .map(pod::get)
                    .filter(field -> field.value().asBoolean())
                    .forEach(field -> say(field, "is the host's", "remove it"));
            pod.get("volumes").items().stream()
                    .map(volume -> volume.get("hostPath"))
                    .filter(Field::present)
                    .forEach(field -> say(field, "is a folder of the host", "use a claim or an emptyDir"));
            Stream.of("initContainers", "containers")
                    .flatMap(list -> pod.get(list).items().stream())
                    .forEach(container -> container(pod.get("securityContext"), container.get("securityContext")));
        }

        private void container(Field pod, Field own) {
            need(own.get("allowPrivilegeEscalation"), "false");
            if (!own.get("capabilities", "drop").value().toString().equals("[\"ALL\"]")) {
                say(own.get("capabilities", "drop"), "has to be ALL", "write it");
            }
            if (own.get("privileged").value().asBoolean()) {
                say(own.get("privileged"), "is refused", "remove it");
            }
            need(either(own, pod, "runAsNonRoot"), "true");
            need(either(own, pod, "seccompProfile").get("type"), "RuntimeDefault");
            Field user = either(own, pod, "runAsUser");
            if (user.text().equals("0")) {
                say(user, "is root", "choose another");
            }
        }

        private static Field either(Field own, Field pod, String name) {
            return own.get(name).present() || !pod.get(name).present() ? own.get(name) : pod.get(name);
        }

        private void need(Field field, String value) {
            if (!field.text().equals(value)) {
                say(field, "has to be " + value, "write it");
            }
        }

        private void say(Field field, String message, String fix) {
            complaints.add(object, field, message, fix);
        }
    }
}
