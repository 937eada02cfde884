package dev.muster.trainer.ray;

import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.codec.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A prepared dataset as one piece of bytes, to be shared through Ray's object store. */
final class PackedDataset {
    /** Bytes of shards that fit into one array, beside a header. */
    static final long MOST = Integer.MAX_VALUE - (1 << 20);

    private PackedDataset() {}

    /** What datasets that are encoded alike have in common. */
    static String key(Dataset dataset) {
        DatasetSpec spec = dataset.spec();
        return Digest.of(
                dataset.digest(),
                Json.text(new DatasetSpec(
                        "", "", spec.format(), spec.task(), spec.target(), spec.shape(), spec.split())));
    }

    /** How many bytes the shards of a dataset have. */
    static long size(PreparedDataset data) {
        long rows = parts(data).mapToLong(Part::rows).sum();
        return rows * (data.features() + 1) * Float.BYTES;
    }

    /** Packs a dataset of {@link #MOST} bytes at most. */
    static byte[] pack(PreparedDataset data) {
        byte[] content = new byte[Math.toIntExact(size(data))];
        List<Shards> parts = new ArrayList<>();
        int position = 0;
        for (Part part : parts(data).toList()) {
            List<Integer> starts = new ArrayList<>();
            for (int index = 0; index < part.shards(); index++) {
                byte[] shard = part.shard(index);
                starts.add(position);
                System.arraycopy(shard, 0, content, position, shard.length);
                position += shard.length;
            }
            starts.add(position);
            parts.add(new Shards(part.rows(), starts));
        }
        return new Frame(Json.bytes(new Header(data.preprocessing(), parts)), content).bytes(Frame.Kind.DATASET);
    }

    /**
     * The dataset again; it reads from the same bytes.
     *
     * @throws DamagedException when the bytes are none
     */
    static PreparedDataset unpack(byte[] packed) {
        Frame frame = Frame.read(Frame.Kind.DATASET, packed);
        Header header = Json.read(frame.header(), Header.class);
        List<Part> parts =
                header.parts().stream().map(shards -> part(shards, frame)).toList();
        return new PreparedDataset(header.preprocessing(), parts.get(0), parts.get(1), parts.get(2));
    }

    private static Stream<Part> parts(PreparedDataset data) {
        return Stream.of(data.train(), data.validation(), data.test());
    }

    private static Part part(Shards shards, Frame frame) {
        return new Part() {
            @Override
            public long rows() {
                return shards.rows();
            }

            @Override
            public int shards() {
                return shards.starts().size() - 1;
            }

            @Override
            public byte[] shard(int index) {
                return frame.slice(shards.starts().get(index), shards.starts().get(index + 1));
            }
        };
    }

    private record Header(Preprocessing preprocessing, List<Shards> parts) {}

    private record Shards(long rows, List<Integer> starts) {}
}
