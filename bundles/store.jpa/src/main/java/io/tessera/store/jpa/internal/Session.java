package io.tessera.store.jpa.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, or one connection for reading: entities and SQL side by side. Opens what is
 * asked for.
 */
final class Session implements AutoCloseable {
  private final Database database;
  private final boolean writes;
  private final Documents documents;
  private @Nullable EntityManager entities;
  private @Nullable Connection own;
  private @Nullable Sql sql;

  private Session(Database database, boolean writes) {
    this.database = database;
    this.writes = writes;
    this.documents = database.documents();
  }

  static Session reading(Database database) {
    return new Session(database, false);
  }

  /** One transaction for all, rolled back when closed without {@link #commit}. */
  static Session writing(Database database) {
    return new Session(database, true);
  }

  Dialect dialect() {
    return database.dialect();
  }

  int scanLimit() {
    return database.scanLimit();
  }

  Documents documents() {
    return documents;
  }

  TimeOrderedIds ids() {
    return database.ids();
  }

  /** For reading many documents, which are not to be remembered. */
  Documents freshDocuments() {
    return database.documents();
  }

  /** Visits rows as they come; without a transaction the driver would fetch them all at once. */
  void each(String text, List<?> values, int atOnce, Sql.Visitor visitor) {
    Sql statements = sql();
    Connection connection = own;
    if (connection == null) {
      statements.each(text, values, atOnce, visitor);
      return;
    }
    try {
      connection.setAutoCommit(false);
      statements.each(text, values, atOnce, visitor);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  EntityManager entities() {
    EntityManager present = entities;
    if (present == null) {
      present = database.entityManager();
      entities = present;
      if (writes) {
        present.getTransaction().begin();
      }
    }
    return present;
  }

  /** SQL on the connection of the transaction. */
  Sql sql() {
    Sql present = sql;
    if (present == null) {
      present = new Sql(writes ? entities().unwrap(Connection.class) : ownConnection());
      sql = present;
    }
    return present;
  }

  /** Sends what entities have to write. */
  void flush() {
    if (entities != null) {
      entities.flush();
    }
  }

  void commit() {
    if (entities != null) {
      entities.getTransaction().commit();
    }
  }

  @Override
  public void close() {
    try {
      if (entities != null) {
        close(entities);
      }
      if (own != null) {
        own.close();
      }
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  private static void close(EntityManager entities) {
    try {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
    } finally {
      entities.close();
    }
  }

  private Connection ownConnection() {
    try {
      Connection connection = database.connect();
      own = connection;
      return connection;
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }
}
