package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.ServiceProvider;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service provider with the digests of its secrets, the oldest first. */
public record RegisteredProvider(ServiceProvider provider, List<Secret> secrets) {
  public RegisteredProvider {
    secrets = List.copyOf(secrets);
  }

  /**
   * @param digest SHA-256 in lower-case hexadecimal
   */
  public record Secret(
      UUID id, String digest, Instant created, String createdBy, @Nullable Instant expires) {
    public boolean validAt(Instant moment) {
      return expires == null || moment.isBefore(expires);
    }
  }

  /** The next version, with other secrets. */
  public RegisteredProvider with(List<Secret> others) {
    return new RegisteredProvider(provider.with(provider.outbound()), others);
  }

  public RegisteredProvider minus(UUID secret) {
    return with(secrets.stream().filter(s -> !s.id().equals(secret)).toList());
  }
}
