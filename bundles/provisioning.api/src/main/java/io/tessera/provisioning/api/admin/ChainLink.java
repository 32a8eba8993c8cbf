package io.tessera.provisioning.api.admin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link of the audit chain with all that is hashed in it, so that others can compute it again;
 * {@code docs/audit.md} tells how. Nothing of what users were or became is in it.
 *
 * @param link 64 hexadecimal digits, as {@code digest}
 * @param happened milliseconds since 1970
 * @param kind as it is hashed, like the texts that follow; all are empty when the record is gone
 */
public record ChainLink(
    long position,
    String link,
    String digest,
    UUID record,
    long happened,
    String kind,
    String type,
    String resource,
    long version,
    String serviceProvider,
    String actor,
    String channel,
    String causality,
    long configuration,
    Payloads payloads) {

  /** SHA-256 of what a change holds, in hexadecimal; null where there is nothing. */
  public record Payloads(
      @Nullable String decisions,
      @Nullable String before,
      @Nullable String after,
      @Nullable String members) {}
}
