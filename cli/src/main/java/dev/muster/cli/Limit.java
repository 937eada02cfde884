package dev.muster.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many of something are wanted: one or more. */
final class Limit implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        try {
            int limit = Integer.parseInt(value.strip());
            if (limit >= 1) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, with the form that is expected.
        }
        throw new TypeConversionException(value + " is no number of lines; write 1 or more");
    }
}
