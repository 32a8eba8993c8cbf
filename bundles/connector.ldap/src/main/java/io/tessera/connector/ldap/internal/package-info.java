/**
 * The LDAP connector. {@code LdapConnector} is the door; {@code Directory} holds the connections;
 * {@code Entries} and {@code Memberships} do the work.
 */
@NullMarked
package io.tessera.connector.ldap.internal;

import org.jspecify.annotations.NullMarked;
