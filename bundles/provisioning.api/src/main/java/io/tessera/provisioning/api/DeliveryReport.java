package io.tessera.provisioning.api;

/**
 * What became of a write at a target the caller waits for.
 *
 * @param target by name
 * @param detail what the target said; empty when all is well
 */
public record DeliveryReport(String target, State state, String detail) {
  /** How the write is doing there. */
  public enum State {
    /** The target has it. */
    DONE,
    /** The target did not have it in time; it is tried on. */
    WAITING,
    /** A person, or the target itself, has to finish it. */
    STOPPED
  }
}
