/**
 * The CSV connector. {@code CsvConnector} is the door; {@code Desk} lets one thread serve what
 * callers ask for, many at once; {@code Books} is the open user and group file; {@code Accounts}
 * and {@code Members} change their lines; {@code CsvFile} reads and replaces a file.
 */
@NullMarked
package io.tessera.connector.csv.internal;

import org.jspecify.annotations.NullMarked;
