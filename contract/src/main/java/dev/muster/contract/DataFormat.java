package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a dataset lies on disk. */
public enum DataFormat {
    /** One file: a header and rows (RFC 4180). */
    CSV("csv"),
    /** A folder with an image and a label file in MNIST's IDX form, plain or gzipped. */
    MNIST_IDX("mnist-idx"),
    /** A folder with CIFAR-10's binary batches. */
    CIFAR_10("cifar-10");

    private final String label;

    DataFormat(String label) {
        this.label = label;
    }

    /** The name in files, events and tables. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The format of that name. */
    @JsonCreator
    public static DataFormat of(String label) {
        for (DataFormat format : values()) {
            if (format.label.equals(label)) {
                return format;
            }
        }
        throw new IllegalArgumentException("unknown data format: " + label);
    }
}
