/** Without this bundle, errors of Declarative Services and the framework would go unseen. */
@NullMarked
package io.tessera.logging.internal;

import org.jspecify.annotations.NullMarked;
