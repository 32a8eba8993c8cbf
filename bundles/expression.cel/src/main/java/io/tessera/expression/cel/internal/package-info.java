/** Expressions in the Common Expression Language (CEL). */
@NullMarked
package io.tessera.expression.cel.internal;

import org.jspecify.annotations.NullMarked;
