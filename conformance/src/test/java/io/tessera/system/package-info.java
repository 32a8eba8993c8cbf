/** Other people's SCIM clients, and what clients are known to send, against the distribution. */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
