package io.tessera.provisioning.api;

/**
 * A target that has to have a change before it is kept did not take it in time. Nothing was kept;
 * the caller may safely try again later.
 */
public final class TargetUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the caller: which target, and what it said
   */
  public TargetUnavailableException(String message) {
    super(message);
  }
}
