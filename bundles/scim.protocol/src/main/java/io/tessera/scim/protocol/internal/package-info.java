@NullMarked
package io.tessera.scim.protocol.internal;

import org.jspecify.annotations.NullMarked;
