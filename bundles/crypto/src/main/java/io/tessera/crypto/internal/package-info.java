@NullMarked
package io.tessera.crypto.internal;

import org.jspecify.annotations.NullMarked;
