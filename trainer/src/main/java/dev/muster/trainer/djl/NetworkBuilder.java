package dev.muster.trainer.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.djl.Parameter.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds layer to layer and keeps track of the shape of a row. */
final class NetworkBuilder {
    /** Of the running means of batch normalisation, and what keeps it from dividing by 0, as PyTorch has them. */
    private static final double MOMENTUM = 0.1;

    private static final double EPSILON = 1e-5;

    private final List<Layer> layers;
    private final List<Parameter> weights;
    private final List<Parameter> buffers;
    private long channels;
    private long height;
    private long width;

    /** Begins with rows of a number of features. */
    NetworkBuilder(long features) {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), features, 1, 1);
    }

    private NetworkBuilder(
            List<Layer> layers,
            List<Parameter> weights,
            List<Parameter> buffers,
            long channels,
            long height,
            long width) {
        this.layers = layers;
        this.weights = weights;
        this.buffers = buffers;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    /** Whether there is anything left to halve. */
    boolean canShrink() {
        return height > 1 && width > 1;
    }

    long channels() {
        return channels;
    }

    /** Reads each row as an image. */
    NetworkBuilder image(List<Integer> shape) {
        channels = shape.get(0);
        height = shape.get(1);
        width = shape.get(2);
        long[] dimensions = {-1, channels, height, width};
        layers.add((input, pass) -> JniUtils.reshape(input, dimensions));
        return this;
    }

    /** Reads each row as a list of features. */
    NetworkBuilder flatten() {
        channels = channels * height * width;
        height = 1;
        width = 1;
        long[] dimensions = {-1, channels};
        layers.add((input, pass) -> JniUtils.reshape(input, dimensions));
        return this;
    }

    /** Fully connected. */
    NetworkBuilder linear(String name, long outputs, Start start) {
        int weight = weight(name + ".weight", List.of(outputs, channels), start);
        int bias = weight(name + ".bias", List.of(outputs), Start.ZERO);
        layers.add((input, pass) -> JniUtils.linear(
                input, pass.weights().get(weight), pass.weights().get(bias)));
        channels = outputs;
        return this;
    }

    /** The outputs of the network, before the loss. */
    Network outputs(long outputs) {
        linear("output", outputs, Start.beforeOutput(channels));
        return new Network(Layer.chain(layers), weights, buffers);
    }

    NetworkBuilder relu() {
        layers.add((input, pass) -> JniUtils.relu(input));
        return this;
    }

    /** A convolution that keeps the size, divided by the stride; without bias, since normalisation follows. */
    NetworkBuilder convolution(String name, long outputs, int kernel, int stride) {
        int weight = kernels(name, outputs, kernel);
        layers.add((input, pass) -> convolve(input, pass.weights().get(weight), null, kernel, stride));
        return sized(outputs, stride);
    }

    /** A convolution that keeps the size, with bias. */
    NetworkBuilder convolution(String name, long outputs, int kernel) {
        int weight = kernels(name, outputs, kernel);
        int bias = weight(name + ".bias", List.of(outputs), Start.ZERO);
        layers.add((input, pass) ->
                convolve(input, pass.weights().get(weight), pass.weights().get(bias), kernel, 1));
        return sized(outputs, 1);
    }

    private int kernels(String name, long outputs, long kernel) {
        return weight(
                name + ".weight",
                List.of(outputs, channels, kernel, kernel),
                Start.beforeRectifier(channels * kernel * kernel));
    }

    private static PtNDArray convolve(
            PtNDArray input, PtNDArray weight, @Nullable PtNDArray bias, int kernel, int stride) {
        return JniUtils.convolution(input, weight, bias, square(stride), square(kernel / 2), square(1), 1);
    }

    private NetworkBuilder sized(long outputs, int stride) {
        channels = outputs;
        height = (height - 1) / stride + 1;
        width = (width - 1) / stride + 1;
        return this;
    }

    /** Batch normalisation (Ioffe and Szegedy, ICML 2015). */
    NetworkBuilder normalise(String name) {
        int scale = weight(name + ".scale", List.of(channels), Start.ONE);
        int shift = weight(name + ".shift", List.of(channels), Start.ZERO);
        int mean = add(buffers, name + ".mean", List.of(channels), Start.ZERO);
        int variance = add(buffers, name + ".variance", List.of(channels), Start.ONE);
        layers.add((input, pass) -> JniUtils.batchNorm(
                input,
                pass.buffers().get(mean),
                pass.buffers().get(variance),
                pass.weights().get(scale),
                pass.weights().get(shift),
                pass.training(),
                MOMENTUM,
                EPSILON));
        return this;
    }

    /** The largest of each 2 × 2 pixels. */
    NetworkBuilder shrink() {
        layers.add((input, pass) -> JniUtils.maxPool(input, square(2), square(2), square(0), false));
        height /= 2;
        width /= 2;
        return this;
    }

    /** The mean over all pixels. */
    NetworkBuilder average() {
        layers.add((input, pass) -> JniUtils.adaptiveAvgPool(input, square(1)));
        height = 1;
        width = 1;
        return flatten();
    }

    /** Two ways from the same input, added; both come to the same shape. An empty second way is the input itself. */
    NetworkBuilder sum(Consumer<NetworkBuilder> way, Consumer<NetworkBuilder> shortcut) {
        NetworkBuilder first = fork();
        NetworkBuilder second = fork();
        way.accept(first);
        shortcut.accept(second);
        Layer main = Layer.chain(first.layers);
        layers.add(second.layers.isEmpty() ? addInput(main) : add(main, Layer.chain(second.layers)));
        channels = first.channels;
        height = first.height;
        width = first.width;
        return this;
    }

    private static Layer addInput(Layer main) {
        return (input, pass) -> {
            PtNDArray sum = main.forward(input, pass);
            JniUtils.addi(sum, input);
            return sum;
        };
    }

    private static Layer add(Layer main, Layer side) {
        return (input, pass) -> {
            PtNDArray sum = main.forward(input, pass);
            try (PtNDArray other = side.forward(input, pass)) {
                JniUtils.addi(sum, other);
            }
            return sum;
        };
    }

    private NetworkBuilder fork() {
        return new NetworkBuilder(new ArrayList<>(), weights, buffers, channels, height, width);
    }

    private int weight(String name, List<Long> shape, Start start) {
        return add(weights, name, shape, start);
    }

    private static int add(List<Parameter> parameters, String name, List<Long> shape, Start start) {
        parameters.add(new Parameter(name, shape, start));
        return parameters.size() - 1;
    }

    private static Shape square(long side) {
        return new Shape(side, side);
    }
}
