package dev.muster.console;

import dev.muster.contract.EventSink;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.edge.EventRefusedException;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Death;
import dev.muster.ledger.Letters;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Sends dead letters to the broker again, as the very events that they are: whoever took them the first time knows
 * them. The wish is in the ledger before a letter is sent, so that one whose sender dies meanwhile is sent by the next.
 */
public final class Redriving {
    private static final Set<String> CONTEXT = Set.of("subject", "time", "datacontenttype", "dataschema");
    /** The broker counts hops anew. */
    private static final Set<String> OF_THE_WAY = Set.of("knativebrokerttl");

    private final Letters letters;
    private final EventSink broker;

    /** Sends to this broker. */
    public Redriving(Letters letters, EventSink broker) {
        this.letters = letters;
        this.broker = broker;
    }

    /**
     * Sends those of the letters that lie dead, or whose sending was interrupted; idempotent.
     *
     * @return what the broker has now, and what is no event that could be sent
     * @throws RuntimeException when the broker did not take one; it is still to be sent, and so are those after it
     */
    public Sent redrive(Collection<String> ids, String who, String why) {
        List<String> sent = new ArrayList<>();
        List<Problem> refused = new ArrayList<>();
        for (String id : ids) {
            try {
                letters.letter(id).ifPresent(history -> event(history.letter()));
                for (DeadLetter letter : letters.redrive(List.of(id), who, why)) {
                    send(letter);
                }
                sent.add(id);
            } catch (InvalidInputException e) {
                refused.addAll(e.problems());
            }
        }
        return new Sent(sent, refused);
    }

    private void send(DeadLetter letter) {
        try {
            broker.emit(event(letter));
        } catch (EventRefusedException e) {
            // It lies dead again, and can be patched.
            letters.bury(letter, new Death("broker", e.kind().status(), String.valueOf(e.getMessage())));
            throw new InvalidInputException(e.problems());
        }
        letters.sent(letter);
    }

    /**
     * What became of a wish to redrive.
     *
     * @param letters ids of those that were sent, now or before
     * @param refused those that are no events
     */
    public record Sent(List<String> letters, List<Problem> refused) {
        public Sent {
            letters = List.copyOf(letters);
            refused = List.copyOf(refused);
        }
    }

    /**
     * The event that a letter holds.
     *
     * @throws InvalidInputException when it is none
     */
    public static CloudEvent event(DeadLetter letter) {
        try {
            // An empty one is none to the spec, and no Trigger would ask for it: it would be gone without a word.
            if (letter.source().isEmpty()
                    || letter.event().isEmpty()
                    || letter.type().isEmpty()) {
                throw new IllegalArgumentException("it came without a source, an id or a type");
            }
            CloudEventBuilder builder = CloudEventBuilder.v1()
                    .withId(letter.event())
                    .withSource(URI.create(letter.source()))
                    .withType(letter.type());
            letter.attributes().forEach((name, value) -> {
                if (CONTEXT.contains(name)) {
                    builder.withContextAttribute(name, value);
                } else if (!OF_THE_WAY.contains(name)) {
                    builder.withExtension(name, value);
                }
            });
            return (letter.data().length == 0 ? builder : builder.withData(letter.data())).build();
        } catch (IllegalArgumentException | IllegalStateException | CloudEventRWException e) {
            throw InvalidInputException.of(Problem.at(
                    letter.id(),
                    "is no event that can be sent: " + e.getMessage(),
                    "send what it asks for anew; the letter keeps what came"));
        }
    }
}
