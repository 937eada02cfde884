package dev.muster.data;

/** Which part of the dataset a row belongs to. */
enum PartKind {
    TRAIN,
    VALIDATION,
    TEST
}
