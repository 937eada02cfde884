package dev.muster.trainer.ray;

/**
 * What a trainer actor works with, as it crosses to it.
 *
 * @param name of the actor, unique where Ray runs
 * @param artifacts address of the artifact store
 * @param cache folder for prepared datasets on the actor's node
 */
record Settings(String name, String artifacts, String cache) {}
