package io.tessera.store.spi;

/** What is to be at a target where a resource was sent once, when all that waits is delivered. */
public enum Aim {
  ACCOUNT,
  /** It was deleted or left behind there, or is about to be. */
  NO_ACCOUNT
}
