/** Turns filters into SQL with bind parameters. */
@NullMarked
package io.tessera.store.jpa.internal.filter;

import org.jspecify.annotations.NullMarked;
