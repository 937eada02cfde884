package dev.muster.ledger;

/** A reason, in words. */
record Obstacle(Outlook.Reason reason, String why) {}
