package dev.muster.edge.quarkus;

import org.eclipse.microprofile.config.spi.Converter;

/** Whole numbers from 1. */
public final class Count implements Converter<Integer> {
    @Override
    public Integer convert(String value) {
        try {
            int count = Integer.parseInt(value.strip());
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(value + " is no whole number", e);
        }
        throw new IllegalArgumentException(value + " is too few; use 1 or more");
    }
}
