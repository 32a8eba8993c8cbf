package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a service provider, without its value, which nobody can read.
 *
 * @param expires null when it is valid until it is removed
 * @param lastUsed about a minute exact; null when it was not used yet
 */
public record ClientSecret(
    UUID id,
    Instant created,
    String createdBy,
    @Nullable Instant expires,
    @Nullable Instant lastUsed) {

  public Optional<Instant> expiresIfEver() {
    return Optional.ofNullable(expires);
  }

  public Optional<Instant> lastUsedIfEver() {
    return Optional.ofNullable(lastUsed);
  }

  /**
   * A new one, with the value this once.
   *
   * @param value 256 random bits as text
   */
  public record Issued(ClientSecret secret, String value) {
    /** Never the value. */
    @Override
    public String toString() {
      return "Issued[" + secret.id() + "]";
    }
  }
}
