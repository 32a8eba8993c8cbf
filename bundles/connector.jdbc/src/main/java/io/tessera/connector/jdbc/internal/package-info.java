/**
 * The JDBC table connector. {@code JdbcConnector} is the door; {@code Database} holds the
 * connections; {@code Catalogue} knows the tables; {@code Rows} and {@code Memberships} do the
 * work.
 */
@NullMarked
package io.tessera.connector.jdbc.internal;

import org.jspecify.annotations.NullMarked;
