package dev.muster.trainer;

import dev.muster.contract.Attempt;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a checkpoint lies below the folder of its job, and so how far it is: {@code attempt-2/checkpoints/epoch-0007}
 * after seven epochs, {@code epoch-0007-000150} a hundred and fifty batches later. Ordered by how far it is; of equal
 * ones that of the later attempt comes last.
 *
 * @param attempt number of the one that wrote it
 * @param epochs that had ended
 * @param position in the epoch under way, as {@link Learner#position()} says
 */
record CheckpointPath(int attempt, int epochs, int position) implements Comparable<CheckpointPath> {
    private static final Pattern FORM =
            Pattern.compile("attempt-(\\d{1,9})/checkpoints/epoch-(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final Comparator<CheckpointPath> ORDER = Comparator.comparingInt(CheckpointPath::epochs)
            .thenComparingInt(CheckpointPath::position)
            .thenComparingInt(CheckpointPath::attempt);

    /** The folder in which an attempt has its checkpoints. */
    static String folder(Attempt attempt) {
        return attempt.path() + "/checkpoints";
    }

    /** Of a path below the folder of a job; empty when something else lies there. */
    static Optional<CheckpointPath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String position = matcher.group(3);
        return Optional.of(new CheckpointPath(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                position == null ? 0 : Integer.parseInt(position)));
    }

    /** The name in the attempt's folder. */
    String name() {
        String epoch = String.format(Locale.ROOT, "epoch-%04d", epochs);
        return position == 0 ? epoch : epoch + String.format(Locale.ROOT, "-%06d", position);
    }

    @Override
    public int compareTo(CheckpointPath other) {
        return ORDER.compare(this, other);
    }
}
