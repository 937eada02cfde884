package dev.muster.trainer.djl;

import dev.muster.contract.Json;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers of a network as a model stores them: names and shapes in JSON, then each array as little-endian float32.
 *
 * @param arrays in their order
 */
record WeightFile(List<Entry> arrays) {
    WeightFile {
        arrays = List.copyOf(arrays);
    }

    private static WeightFile of(Network network) {
        return new WeightFile(Stream.concat(network.weights().stream(), network.buffers().stream())
                .map(parameter -> new Entry(parameter.name(), parameter.shape()))
                .toList());
    }

    static byte[] write(Network network, Weights weights) {
        Encoder encoder = new Encoder().putBytes(Json.bytes(of(network)));
        weights.learned().write(encoder);
        weights.buffers().write(encoder);
        return encoder.bytes();
    }

    /**
     * Fills a network.
     *
     * @throws DamagedException when the bytes are not of such a network
     */
    static void read(byte[] bytes, Network network, Weights weights) {
        Decoder decoder = new Decoder("model", bytes);
        if (!Json.read(decoder.getBytes(), WeightFile.class).equals(of(network))) {
            throw new DamagedException("model", "its arrays are not those of its parameters");
        }
        weights.learned().read(decoder);
        weights.buffers().read(decoder);
        decoder.end();
    }

    /** One array. */
    record Entry(String name, List<Long> shape) {
        Entry {
            shape = List.copyOf(shape);
        }
    }
}
