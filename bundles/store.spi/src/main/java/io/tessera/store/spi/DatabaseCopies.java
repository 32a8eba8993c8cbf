package io.tessera.store.spi;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** Copies of the whole database, made while everybody goes on. */
@ConsumerType
public interface DatabaseCopies {
  /** The version of the schema, e.g. {@code 14}. */
  String schema();

  /** Whether the database lies in files of this server; one that does not has tools of its own. */
  boolean isOurs();

  /** How many bytes a copy takes at least; 0 when nobody knows. */
  long size();

  /**
   * Copies the database into {@code folder/db}, as it is at one moment.
   *
   * @param folder is there and empty
   * @throws UnsupportedOperationException it is not ours
   */
  void copyTo(Path folder);
}
