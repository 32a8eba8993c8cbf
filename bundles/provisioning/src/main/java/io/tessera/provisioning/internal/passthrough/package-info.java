/** What service providers only pass on: sealed on its way, read where it is. */
@NullMarked
package io.tessera.provisioning.internal.passthrough;

import org.jspecify.annotations.NullMarked;
