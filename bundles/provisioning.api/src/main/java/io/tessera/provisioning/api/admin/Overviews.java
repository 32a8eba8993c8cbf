package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** How the whole server is doing. */
@ProviderType
public interface Overviews {
  /**
   * How all stands, as of a few seconds ago: found out in the background, never while a caller
   * waits, but for the first. What is about targets the caller does not see is left out, and so is
   * what cannot be told target by target.
   */
  Overview overview(Caller caller);
}
