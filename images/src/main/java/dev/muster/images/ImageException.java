package dev.muster.images;

import java.nio.file.Path;

/** Why an image was not made. */
final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ImageException(String message, Throwable cause) {
        super(message, cause);
    }

    private ImageException(String message) {
        super(message);
    }

    static ImageException notPackaged(Path folder) {
        return new ImageException("there is no packaged function in " + folder + "; run ./mvnw package -DskipTests");
    }

    static ImageException noJava(String base, String why) {
        return new ImageException("the base image " + base + " " + why
                + "; name one with a Java run time of 17 or newer, such as " + Images.DEFAULT_BASE);
    }

    static ImageException noPlatform(String text) {
        return new ImageException(text + " is no platform; write it as linux/amd64");
    }

    static ImageException failed(String what, Throwable cause) {
        return new ImageException(what + ": " + cause.getMessage(), cause);
    }

    static ImageException ended(String what, int status, String said) {
        return new ImageException(what + " ended with " + status + ":\n" + said);
    }

    static ImageException unlisted(Path bom, Object jars) {
        return new ImageException(bom + " does not list " + jars
                + ", which are in the image; it is not of this build: run" + " hack/run.sh images, which makes both");
    }

    static ImageException byChance(Path archive, String what) {
        return new ImageException("the class archive " + archive + " is another one each time: its " + what
                + " differs; use another version of Java in the base image");
    }

    static ImageException noBatch(String said) {
        return new ImageException("the batch that the functions are started with came to no verdict: " + said);
    }
}
