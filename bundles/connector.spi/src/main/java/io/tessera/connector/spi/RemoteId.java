package io.tessera.connector.spi;

/**
 * The target's own immutable identifier of an account or group, e.g. an LDAP {@code entryUUID} or a
 * SCIM {@code id}. Opaque to the server; survives a rename.
 */
public record RemoteId(String value) {
  public RemoteId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a remote id is not empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
