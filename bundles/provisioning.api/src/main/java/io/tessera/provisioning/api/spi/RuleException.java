package io.tessera.provisioning.api.spi;

/** A policy is not of its language. The message is for people and says where. */
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RuleException(String message) {
    super(message);
  }
}
