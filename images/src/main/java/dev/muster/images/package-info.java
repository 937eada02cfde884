/**
 * Container images of the functions, and the class archives in them: what is packaged goes in, tar files or images in a
 * registry come out, without a container engine. Must not depend on any function: it knows only their files and events.
 */
@NullMarked
package dev.muster.images;

import org.jspecify.annotations.NullMarked;
