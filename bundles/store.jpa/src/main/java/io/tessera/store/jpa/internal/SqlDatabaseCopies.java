package io.tessera.store.jpa.internal;

import io.tessera.store.spi.DatabaseCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Copies of an embedded Derby by its own procedure: writers go on, and what they commit meanwhile
 * is in the copy's log, which its first start applies.
 */
@Component(enabled = false)
public final class SqlDatabaseCopies implements DatabaseCopies {
  private static final String URL = "jdbc:derby:";

  private final Database database;

  @Activate
  public SqlDatabaseCopies(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlDatabaseCopies(Database database) {
    this.database = database;
  }

  @Override
  public String schema() {
    return Migrations.LATEST;
  }

  @Override
  public boolean isOurs() {
    return database.dialect() == Dialect.DERBY;
  }

  @Override
  public long size() {
    if (!isOurs()) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(home())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void copyTo(Path folder) {
    if (!isOurs()) {
      throw new UnsupportedOperationException("the database is a server of its own");
    }
    try (Connection connection = database.connect();
        CallableStatement copy =
            connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
      copy.setString(1, folder.toString());
      copy.execute();
      Path made = folder.resolve(home().getFileName());
      if (!made.equals(folder.resolve("db"))) {
        Files.move(made, folder.resolve("db"));
      }
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Where Derby has the files. */
  private Path home() {
    try (Connection connection = database.connect()) {
      return Path.of(connection.getMetaData().getURL().substring(URL.length()).split(";", 2)[0]);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }
}
