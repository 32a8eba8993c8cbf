package io.tessera.console.internal;

import java.util.Optional;

/** Where the console's files come from. */
interface ConsoleFiles {
  /**
   * What stands in the address of every file, so that browsers may keep files for ever: another
   * content has another address.
   */
  String edition();

  /** Whether what an address means never changes. */
  boolean lasting();

  /**
   * @param name path below the console's folder, without a slash in front, e.g. {@code
   *     js/lib/api.js}
   */
  Optional<Asset> file(String name);
}
