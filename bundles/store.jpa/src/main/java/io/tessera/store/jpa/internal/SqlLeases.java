package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Leases by SQL, on the database's clock. */
@Component(enabled = false)
public final class SqlLeases implements Leases {
  private static final String TAKE =
      "UPDATE leases SET owner = ?, expires = tessera_now() + ?, epoch = epoch + 1 WHERE name = ?"
          + " AND (expires <= tessera_now() OR owner = ?)";

  /** A node that stands still inside its transaction keeps the row locked, not those who ask. */
  private static final String TAKE_UNLOCKED =
      "UPDATE leases SET owner = ?, expires = tessera_now() + ?, epoch = epoch + 1 WHERE name ="
          + " (SELECT l.name FROM leases l WHERE l.name = ?"
          + " AND (l.expires <= tessera_now() OR l.owner = ?) FOR UPDATE SKIP LOCKED)";

  private static final String EPOCH =
      "SELECT l.epoch FROM leases l WHERE l.name = ? AND l.owner = ?";
  private static final String KEEP =
      "UPDATE leases SET expires = tessera_now() + ? WHERE name = ? AND owner = ? AND epoch = ?";
  private static final String RELEASE =
      "UPDATE leases SET expires = 0 WHERE name = ? AND owner = ? AND epoch = ?";

  private final Database database;

  @Activate
  public SqlLeases(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlLeases(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Lease> take(Work work, String owner, Duration length) {
    String take = database.dialect().skipsLocked() ? TAKE_UNLOCKED : TAKE;
    String name = name(work);
    return database.write(
        sql ->
            sql.update(take, owner, length.toMillis(), name, owner) == 1
                ? sql.first(
                    EPOCH, List.of(name, owner), row -> new Lease(work, owner, row.getLong(1)))
                : Optional.empty());
  }

  @Override
  public boolean keep(Lease lease, Duration length) {
    return database.write(
        sql ->
            sql.update(KEEP, length.toMillis(), name(lease.work()), lease.owner(), lease.epoch())
                == 1);
  }

  @Override
  public void release(Lease lease) {
    database.write(sql -> sql.update(RELEASE, name(lease.work()), lease.owner(), lease.epoch()));
  }

  static String name(Work work) {
    return work.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
