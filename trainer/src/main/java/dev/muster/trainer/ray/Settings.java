package dev.muster.trainer.ray;

/**
 * What a trainer actor knows from the start, as it crosses to it.
 *
 * @param artifacts address of the artifact store
 * @param cache folder for prepared datasets on the actor's node
 */
record Settings(String artifacts, String cache) {}
