package dev.muster.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract on servers that speak the protocols of the clouds; {@code hack/run.sh stores} starts them and says where
 * they are. One that it does not name is left out.
 */
class ObjectStoreIT {
    @Nested
    class S3 extends Bucket {
        S3() {
            super("MUSTER_TEST_S3");
        }
    }

    @Nested
    class Google extends Bucket {
        Google() {
            super("MUSTER_TEST_GS");
        }
    }

    @Nested
    class Azure extends Bucket {
        Azure() {
            super("MUSTER_TEST_AZBLOB");
        }
    }

    /** One bucket; each test has a prefix of its own in it. */
    abstract static class Bucket extends ArtifactStoreContract {
        private final String bucket;

        Bucket(String variable) {
            String address = System.getenv(variable);
            assumeTrue(address != null, variable + " names no server");
            bucket = address;
        }

        @Override
        ArtifactStore create() throws IOException {
            return ArtifactStore.open(address(UUID.randomUUID().toString()));
        }

        private String address(String prefix) {
            String[] parts = bucket.split("\\?", 2);
            return parts[0] + "/" + prefix + "?" + parts[1];
        }

        @Test
        void storesWithOtherPrefixesAreOtherStores() {
            ArtifactStore one = ArtifactStore.open(address("one"));
            ArtifactStore two = ArtifactStore.open(address("one-two"));

            one.put("a", bytes("x"));

            assertThat(two.get("a")).isEmpty();
            assertThat(one.list("")).containsExactly("a");
        }

        @Test
        void aBucketThatIsNotThereIsNoEmptyStore() {
            String missing = address("x").replaceFirst("//[^/]+/", "//not-there/");

            assertThat(kindOf(() -> ArtifactStore.open(missing))).isEqualTo(ArtifactException.Kind.INVALID_ADDRESS);
        }
    }
}
