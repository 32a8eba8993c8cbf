package io.tessera.crypto;

/**
 * A value that must not be seen. Its text form is {@code ***}, so that it can be part of records
 * that are logged; whoever needs the value asks for it by name.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value in the clear. Never log it, never put it into a message. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
