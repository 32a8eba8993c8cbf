/**
 * The Active Directory connector. {@code ActiveDirectoryConnector} is the door, {@code
 * DomainDialect} what a domain controller does differently from other directories; the work is done
 * by {@code io.tessera.connector.directory}.
 */
@NullMarked
package io.tessera.connector.activedirectory.internal;

import org.jspecify.annotations.NullMarked;
