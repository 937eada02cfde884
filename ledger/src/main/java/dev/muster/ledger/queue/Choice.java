package dev.muster.ledger.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Gives out places one by one; equal questions get equal answers. Teams take turns by weighted fair share: the next
 * place goes to the team with the least of what is in use. Within a team it goes to the most urgent job. A quota is
 * never exceeded; a job that does not fit into it holds those back that would take what it waits for.
 */
public final class Choice {
    private final Accounts accounts;
    private boolean complete;

    /**
     * Begins.
     *
     * @param holdings what teams have had before
     * @param lanes those who wait
     */
    public Choice(QueuePolicy policy, Holdings holdings, Collection<Lane> lanes) {
        this.accounts = new Accounts(policy, holdings, lanes);
    }

    /**
     * Gives the next place to a job.
     *
     * @return empty when nobody can take it, or when it is not known who is next
     */
    public Optional<Candidate> next() {
        for (Optional<Account> turn = accounts.next(); turn.isPresent(); turn = accounts.next()) {
            Account account = turn.get();
            if (account.unknown()) {
                return Optional.empty();
            }
            Candidate head = account.head().orElseThrow();
            Usage excess = account.excess(head.asks());
            if (excess.equals(Usage.NONE)) {
                accounts.take(account, head);
                return Optional.of(head);
            }
            if (excess.jobs() == 0 && excess.cpus() == 0) {
                account.barAccelerated();
            } else {
                accounts.close(account);
            }
        }
        complete = true;
        return Optional.empty();
    }

    /** Gives out that many places, or as many as are taken. */
    public List<Candidate> next(int most) {
        List<Candidate> chosen = new ArrayList<>();
        boolean more = most > 0;
        while (more) {
            Optional<Candidate> next = next();
            next.ifPresent(chosen::add);
            more = next.isPresent() && chosen.size() < most;
        }
        return chosen;
    }

    /** Whether nobody is left who could take a place, as opposed to somebody who was not looked at. */
    public boolean complete() {
        return complete;
    }
}
