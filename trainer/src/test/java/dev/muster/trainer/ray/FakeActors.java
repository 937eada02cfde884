package dev.muster.trainer.ray;

import dev.muster.contract.Json;
import dev.muster.contract.Resources;
import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import io.ray.api.id.ActorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Actors whose answers to work a test writes down beforehand; every other call succeeds while the actor lives. */
final class FakeActors implements Actors {
    final List<ActorHandle<TrainerActor>> created = new ArrayList<>();
    final List<ActorHandle<TrainerActor>> ended = new ArrayList<>();
    private final Deque<Supplier<Report>> answers = new ArrayDeque<>();
    private boolean fresh;
    private boolean dead;

    /** What the next call is answered, once those before it are. */
    void answer(Supplier<Report> answer) {
        answers.add(answer);
    }

    /** The next call is the last one of its actor. */
    void die() {
        answer(() -> {
            throw died();
        });
    }

    static ActorDiedException died() {
        return new ActorDiedException("the process of a trainer died", new IllegalStateException());
    }

    @Override
    public ActorHandle<TrainerActor> create(Resources resources) {
        ActorHandle<TrainerActor> actor = new Handle(created.size());
        created.add(actor);
        fresh = true;
        dead = false;
        return actor;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T call(Supplier<ObjectRef<T>> call) {
        if (dead) {
            throw died();
        }
        if (fresh) {
            fresh = false;
            return (T) ("127.0.0.2/" + created.size());
        }
        Supplier<Report> answer = answers.poll();
        return (T) (answer == null ? Integer.valueOf(0) : Json.bytes(answer.get()));
    }

    @Override
    public void end(ActorHandle<TrainerActor> actor) {
        ended.add(actor);
    }

    @Override
    public void kill(ActorHandle<TrainerActor> actor) {
        dead = true;
    }

    private record Handle(int number) implements ActorHandle<TrainerActor> {
        @Override
        public ActorId getId() {
            throw new UnsupportedOperationException();
        }
    }
}
