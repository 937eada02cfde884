package dev.muster.ledger;

/** How a batch stands, to an attempt of it that ends. */
enum Standing {
    /** It waits for its jobs. */
    OPEN,
    /** It waits for those that run, and will start no more. */
    CALLED_OFF,
    /** Its deadline has passed; the verdict will come. */
    OVERDUE,
    /** It has its verdict. */
    JUDGED
}
