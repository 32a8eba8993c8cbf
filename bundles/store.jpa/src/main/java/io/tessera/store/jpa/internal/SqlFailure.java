package io.tessera.store.jpa.internal;

import java.sql.SQLException;

/** An SQLException on its way to where it is understood. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SqlFailure(SQLException cause) {
    super(cause);
  }
}
