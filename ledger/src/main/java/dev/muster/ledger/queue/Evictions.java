package dev.muster.ledger.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds attempts that make room for jobs that wait, and no more of them than needed. A job is stopped only for one
 * whose priority is higher by what the policy says, as asked for and with what waiting has added, and only where that
 * job goes first also once the stopped one waits again: within a team by urgency, between teams by fair share. So
 * nothing is ever stopped for something that it would be started for.
 */
public final class Evictions {
    private final QueuePolicy policy;
    private final Preemption rules;
    private final Accounts accounts;
    private final List<Occupant> running;
    private final List<Eviction> found = new ArrayList<>();
    private int free;

    private Evictions(QueuePolicy policy, Preemption rules, Accounts accounts, Collection<Occupant> running, int free) {
        this.policy = policy;
        this.rules = rules;
        this.accounts = accounts;
        this.running = new ArrayList<>(running);
        // The lowest priority first, of equals the one that has done the least.
        this.running.sort(Comparator.comparingInt((Occupant it) -> it.batch().priority())
                .thenComparing(Occupant::started, Comparator.reverseOrder())
                .thenComparing(it -> it.attempt().job().value()));
        this.free = free;
    }

    /**
     * Finds them.
     *
     * @param holdings of all teams, without what is being stopped already
     * @param lanes those who wait
     * @param running on one cluster, without what is being stopped already
     * @param free places there, with those of what is being stopped
     */
    public static List<Eviction> of(
            QueuePolicy policy, Holdings holdings, Collection<Lane> lanes, Collection<Occupant> running, int free) {
        Preemption rules = policy.preemption();
        if (rules == null) {
            return List.of();
        }
        Evictions evictions = new Evictions(policy, rules, new Accounts(policy, holdings, lanes), running, free);
        evictions.find();
        while (!evictions.hold(holdings, lanes, free)) {
            evictions.dropLast();
        }
        return List.copyOf(evictions.found);
    }

    /**
     * Whether the choice would be as meant once the victims wait again. One change of shares can undo what an earlier
     * one rested on, since those of different measures move apart.
     */
    private boolean hold(Holdings holdings, Collection<Lane> lanes, int places) {
        Map<String, Usage> running = new HashMap<>(holdings.running());
        List<Lane> waiting = new ArrayList<>(lanes);
        Set<String> meant = new HashSet<>();
        Set<String> victims = new HashSet<>();
        for (Eviction eviction : found) {
            Occupant victim = eviction.victim();
            String team = victim.batch().team();
            running.merge(policy.account(team), victim.asks(), Usage::minus);
            // Before its siblings: it was started before them.
            waiting.add(new Lane(
                    team,
                    List.of(new Candidate(victim.attempt().job().value(), victim.batch(), -1, victim.asks())),
                    false));
            meant.add(eviction.waiting().job());
            victims.add(victim.attempt().job().value());
        }
        Choice choice = new Choice(policy, new Holdings(running, holdings.served()), waiting);
        // A job that needs the room of several takes the places of all of them.
        List<String> given = Stream.generate(choice::next)
                .limit(Math.max(0, places + meant.size()))
                .takeWhile(Optional::isPresent)
                .map(next -> next.orElseThrow().job())
                .toList();
        return given.containsAll(meant) && given.stream().noneMatch(victims::contains);
    }

    private void dropLast() {
        Candidate last = found.get(found.size() - 1).waiting();
        found.removeIf(eviction -> eviction.waiting().equals(last));
    }

    private void find() {
        for (Optional<Account> turn = accounts.next(); turn.isPresent(); turn = accounts.next()) {
            Account account = turn.get();
            if (account.unknown()) {
                return;
            }
            Candidate head = account.head().orElseThrow();
            Usage excess = account.excess(head.asks());
            boolean fits = excess.equals(Usage.NONE);
            Optional<List<Occupant>> victims = victims(account, head, excess);
            if (victims.isPresent()) {
                place(account, head, victims.get());
            } else if (fits) {
                // It waits for a place that falls free, and would take any that another makes.
                return;
            } else {
                accounts.close(account);
            }
        }
    }

    /** Those that make room for a job: none where it has room; empty where it cannot be made. */
    private Optional<List<Occupant>> victims(Account account, Candidate head, Usage excess) {
        Usage needed = free > 0 ? excess : excess.max(head.asks());
        List<Occupant> victims = new ArrayList<>();
        for (Occupant occupant : running) {
            if (occupant.asks().helps(needed.minus(sum(victims))) && yields(occupant, head)) {
                boolean same = account(occupant) == account;
                boolean fits = excess.equals(Usage.NONE);
                if (same || (fits && staysBehind(occupant, victims, account))) {
                    victims.add(occupant);
                }
            }
        }
        // One that was taken early may not be needed any more, with those that were taken after it.
        for (Occupant victim : List.copyOf(victims)) {
            if (sum(victims).minus(victim.asks()).covers(needed)) {
                victims.remove(victim);
            }
        }
        return sum(victims).covers(needed) ? Optional.of(victims) : Optional.empty();
    }

    private boolean yields(Occupant occupant, Candidate head) {
        Candidate.Batch high = head.batch();
        Candidate.Batch low = occupant.batch();
        Duration margin = policy.ageing().multipliedBy(rules.priority());
        return occupant.times() < rules.times()
                && high.priority() - low.priority() >= rules.priority()
                && !policy.rank(high.priority(), high.since())
                        .plus(margin)
                        .isAfter(policy.rank(low.priority(), low.since()));
    }

    /** Whether another team still has more than this one after it gave something back. */
    private boolean staysBehind(Occupant occupant, List<Occupant> before, Account account) {
        Account other = account(occupant);
        Usage back = before.stream()
                .filter(victim -> account(victim) == other)
                .map(Occupant::asks)
                .reduce(occupant.asks(), Usage::plus);
        other.give(back);
        Usage whole = accounts.whole();
        boolean behind = account.share(whole) < other.share(whole);
        other.give(Usage.NONE.minus(back));
        return behind;
    }

    private Account account(Occupant occupant) {
        return accounts.named(policy.account(occupant.batch().team()));
    }

    private static Usage sum(List<Occupant> occupants) {
        return occupants.stream().map(Occupant::asks).reduce(Usage.NONE, Usage::plus);
    }

    private void place(Account account, Candidate head, List<Occupant> victims) {
        for (Occupant victim : victims) {
            account(victim).give(victim.asks());
            running.remove(victim);
            found.add(new Eviction(victim, head));
        }
        accounts.take(account, head);
        free += victims.size() - 1;
    }
}
