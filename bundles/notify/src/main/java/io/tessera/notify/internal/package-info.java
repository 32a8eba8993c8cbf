/** Tells people outside what is wrong: by webhook and by e-mail. */
@NullMarked
package io.tessera.notify.internal;

import org.jspecify.annotations.NullMarked;
