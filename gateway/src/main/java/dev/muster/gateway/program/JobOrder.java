package dev.muster.gateway.program;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.contract.Attempt;
import dev.muster.contract.Resources;
import dev.muster.contract.catalogue.Program;
import dev.muster.trainer.ray.Claim;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Ray Job to start, as the Jobs API takes it. It comes back in clear text to whoever asks, so it holds no secret; and
 * it holds nothing that a request says, but numbers.
 *
 * @param id derived from the attempt
 * @param command that runs it
 * @param cpus kept for it
 * @param gpus kept for it
 * @param memory kept for it, in bytes; null for none in particular
 * @param pinned where it has to run
 * @param environment that it runs in
 * @param metadata for people
 */
record JobOrder(
        @JsonProperty("submission_id") String id,
        @JsonProperty("entrypoint") String command,
        @JsonProperty("entrypoint_num_cpus") int cpus,
        @JsonProperty("entrypoint_num_gpus") int gpus,
        @JsonProperty("entrypoint_memory") @Nullable Long memory,
        @JsonProperty("entrypoint_resources") Map<String, Double> pinned,
        @JsonProperty("runtime_env") Map<String, Map<String, String>> environment,
        Map<String, String> metadata) {
    /** The id of the job of an attempt: made of characters that mean nothing to anybody. */
    static String id(Attempt attempt) {
        return "muster-" + attempt.job().value() + "-" + attempt.number();
    }

    /** Work folders lie on the head's disk, so the job is pinned to the head. */
    static JobOrder of(Attempt attempt, Program program, Resources resources, String command) {
        return new JobOrder(
                id(attempt),
                command,
                program.driver() ? 0 : resources.cpus(),
                program.driver() ? 0 : resources.gpus(),
                resources.memory() == 0 ? null : resources.memory(),
                Map.of(Claim.HEAD, 0.001),
                Map.of("env_vars", Map.of("PYTHONUNBUFFERED", "1", "PYTHONHASHSEED", "0")),
                Map.of("batch", attempt.batch().value(), "job", attempt.job().value(), "program", program.name()));
    }
}
