/**
 * The LDAP connector. {@code LdapConnector} is the door, {@code LdapDialect} what directories after
 * the RFCs have of their own; the work is done by {@code io.tessera.connector.directory}.
 */
@NullMarked
package io.tessera.connector.ldap.internal;

import org.jspecify.annotations.NullMarked;
