/**
 * Starts the distribution as it is shipped, as processes of their own, and looks at it from outside
 * only: over HTTP, over LDAP, at its files.
 */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
