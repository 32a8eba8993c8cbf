/**
 * What the connectors to directories that speak LDAP (RFC 4511) have in common. {@code
 * DirectoryTarget} is the door; {@code Directory} holds the connections; {@code Entries} and {@code
 * Memberships} do the work. What one kind of directory does differently is its {@code Dialect}.
 *
 * <p>For the connectors that come with the server; authors of others are promised nothing.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.connector.directory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
