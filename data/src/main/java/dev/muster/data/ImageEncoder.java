package dev.muster.data;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Scales images to [0, 1] and writes them to the shards of their parts. */
final class ImageEncoder implements ImageVisitor {
    private final ShardWriter shards;
    private final Map<String, Integer> classes = new HashMap<>();
    private final float[] features;
    private final float[] scaled = new float[256];

    ImageEncoder(Preprocessing preprocessing, ShardWriter shards) {
        this.shards = shards;
        this.features = new float[preprocessing.features()];
        preprocessing.classes().forEach(name -> classes.put(name, classes.size()));
        for (Preprocessing.Column column : preprocessing.columns()) {
            scale(column);
        }
    }

    private void scale(Preprocessing.Column column) {
        if (column instanceof Preprocessing.Pixels pixels) {
            for (int value = 0; value < scaled.length; value++) {
                scaled[value] = (float) (value / pixels.scale());
            }
        }
    }

    @Override
    public void image(PartKind part, byte[] pixels, String label) throws IOException {
        for (int i = 0; i < pixels.length; i++) {
            features[i] = scaled[pixels[i] & 0xFF];
        }
        shards.write(part, features, classes.getOrDefault(label, -1));
    }
}
