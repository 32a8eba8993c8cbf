package io.tessera.demo.directory;

import org.osgi.annotation.versioning.ProviderType;

/** How to reach the demo directory. Registered as a service once it answers. */
@ProviderType
public interface DemoDirectory {
  /** A loopback address. */
  String host();

  /** The same after a restart, unless another process has taken it. Plain LDAP. */
  int port();

  /** The account that may change everything. */
  String bindDn();

  /** Made at the first start; never log it. */
  String bindPassword();

  /** DN below which people are kept. */
  String peopleBase();

  /** DN below which groups are kept. */
  String groupsBase();
}
