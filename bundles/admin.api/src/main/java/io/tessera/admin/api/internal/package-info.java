/** The administration API, {@code /api/v1}: one resource class per resource, plain JSON. */
@NullMarked
package io.tessera.admin.api.internal;

import org.jspecify.annotations.NullMarked;
