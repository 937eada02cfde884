package dev.muster.contract;

import java.util.List;

/**
 * How much of a batch its verdict rests on.
 *
 * @param counted jobs that had ended by themselves, well or not
 * @param jobs of the batch
 * @param why it was judged then, such as {@code all jobs have ended}
 * @param absent the jobs that do not count, in the order of the request
 */
public record Coverage(int counted, int jobs, String why, List<Absence> absent) {
    public Coverage {
        absent = List.copyOf(absent);
    }

    /** Of a batch whose jobs have all ended. */
    public static Coverage whole(int jobs) {
        return new Coverage(jobs, jobs, "all jobs have ended", List.of());
    }

    /** The jobs that had not ended, and are cancelled by the verdict. */
    public List<Absence> cut() {
        return absent.stream()
                .filter(absence -> absence.fate() == Fate.UNNEEDED || absence.fate() == Fate.MISSING)
                .toList();
    }

    /** In one line, such as {@code 3 of 5 jobs counted: 3 have succeeded, which is the quorum}. */
    public String summary() {
        return counted + " of " + jobs + (jobs == 1 ? " job" : " jobs") + " counted: " + why;
    }
}
