/** The command line of operators, {@code tessera}: a thin client of the administration API. */
@NullMarked
package io.tessera.cli;

import org.jspecify.annotations.NullMarked;
