package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connector whose target takes passwords. Where the target is configured so, the server puts the
 * password, in the clear, among the attributes of a user's operation. The connector passes it on
 * and never tells it: not when it reads, not in details, not in logs.
 */
@ConsumerType
public interface PasswordAware {
  /** The name of the attribute that holds it, e.g. {@code userPassword}. */
  String passwordAttribute();
}
