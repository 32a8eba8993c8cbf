/** Where the ConnId framework says what it has to say. */
@NullMarked
package io.tessera.lib.connid;

import org.jspecify.annotations.NullMarked;
