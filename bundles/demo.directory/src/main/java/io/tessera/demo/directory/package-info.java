/**
 * A small LDAP directory inside the server, so that a newcomer sees accounts arrive somewhere. It
 * listens on the loopback address only and keeps what it answered, as a real one does. Not for
 * production.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.demo.directory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
