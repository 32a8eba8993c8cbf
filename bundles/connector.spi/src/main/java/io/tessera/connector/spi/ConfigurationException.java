package io.tessera.connector.spi;

/**
 * Thrown by a connector's constructor when a setting cannot work. The server shows it at the field.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String property;

  /**
   * @param property the configuration property at fault, e.g. {@code base.dn}
   * @param detail what is wrong and what to do; never the value of a secret
   */
  public ConfigurationException(String property, String detail) {
    super(property + ": " + detail);
    this.property = property;
  }

  public String property() {
    return property;
  }
}
