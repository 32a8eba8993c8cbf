/** Keeps accounts and groups of a Google Workspace by its Directory API. */
@NullMarked
package io.tessera.connector.google.internal;

import org.jspecify.annotations.NullMarked;
