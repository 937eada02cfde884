package dev.muster.ledger.queue;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All teams while places are given out. */
final class Accounts {
    private final Map<String, Account> all = new TreeMap<>();
    private final Map<String, Integer> room = new HashMap<>();
    private final Set<String> closed = new TreeSet<>();
    private final Comparator<Candidate> urgency;

    Accounts(QueuePolicy policy, Holdings holdings, Collection<Lane> lanes) {
        this.urgency = Candidate.urgency(policy);
        holdings.running().keySet().forEach(name -> all.put(name, new Account(name, policy, holdings)));
        for (Lane lane : lanes) {
            String name = policy.account(lane.team());
            all.computeIfAbsent(name, key -> new Account(key, policy, holdings)).add(lane);
        }
    }

    /** Whose turn it is: the one with the least of what all have, of those that wait and were not passed over. */
    Optional<Account> next() {
        all.values()
                .forEach(account ->
                        account.skip(candidate -> full(candidate.batch()) || account.never(candidate.asks())));
        Usage whole = whole();
        return all.values().stream()
                .filter(account -> !closed.contains(account.name()))
                .filter(account -> account.unknown() || account.head().isPresent())
                .min(Comparator.comparingDouble((Account account) -> account.share(whole))
                        .thenComparingDouble(Account::lately)
                        .thenComparing(Accounts::front, Comparator.nullsFirst(urgency))
                        .thenComparing(Account::name));
    }

    /** One whose head is not known may be the most urgent of all. */
    private static @Nullable Candidate front(Account account) {
        return account.unknown() ? null : account.head().orElse(null);
    }

    /**
     * What all have, in the measures that they compete in: who is alone with accelerators takes none away, and should
     * not have to wait for others' cores because of them.
     */
    Usage whole() {
        Usage whole = all.values().stream().map(Account::used).reduce(Usage.NONE, Usage::plus);
        boolean contested =
                all.values().stream().filter(Account::accelerated).limit(2).count() > 1;
        return contested ? whole : new Usage(whole.jobs(), whole.cpus(), 0);
    }

    Account named(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    /** Passes an account over from now on. */
    void close(Account account) {
        closed.add(account.name());
    }

    /** Gives a place to the most urgent job of an account. */
    void take(Account account, Candidate head) {
        account.take(head);
        Integer most = head.batch().room();
        if (most != null) {
            room.merge(head.batch().id(), most - 1, (left, first) -> left - 1);
        }
    }

    private boolean full(Candidate.Batch batch) {
        Integer most = batch.room();
        return most != null && room.getOrDefault(batch.id(), most) <= 0;
    }
}
