package dev.etherloom.logic.decode;

/** What TCP connections left unfinished. */
final class Streams {}
