package io.tessera.connector.spi;

/** Identifies an operation over all its tries; fit for an idempotency header. */
public record OperationKey(String value) {
  @Override
  public String toString() {
    return value;
  }
}
