package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The store on a relational database. */
@Component(enabled = false)
public final class JpaStore implements Store {
  private final Database database;

  @Activate
  public JpaStore(@Reference DatabaseSource source) {
    this(source.database());
  }

  JpaStore(Database database) {
    this.database = database;
  }

  @Override
  public <T> T write(Function<? super Transaction, ? extends T> work) {
    return Retries.run(
        () -> {
          try (Session session = Session.writing(database)) {
            T result = work.apply(new JpaTransaction(session));
            session.commit();
            return result;
          }
        });
  }

  @Override
  public <T> T read(Function<? super Transaction, ? extends T> work) {
    return Retries.run(
        () -> {
          try (Session session = Session.reading(database)) {
            return work.apply(new JpaTransaction(session));
          }
        });
  }

  @Override
  public void check() {
    database.read(
        sql -> sql.number("SELECT version FROM configuration_version", java.util.List.of()));
  }
}
