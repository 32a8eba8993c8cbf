package io.tessera.demo.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.demo.directory.internal.DemoFiles;
import io.tessera.demo.directory.internal.DemoTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what the running demo directory has under a name, as LDIF. Needs the LDAP SDK on the class
 * path. Exits with 0 when something was found, 1 when not, 2 when the directory cannot be asked.
 */
public final class ShowEntry {
  private static final int FOUND = 0;
  private static final int NOT_FOUND = 1;
  private static final int FAILED = 2;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int LONGEST_LINE = 100;

  private ShowEntry() {}

  /**
   * Prints and exits.
   *
   * @param arguments the server's data directory, and a uid or cn; {@code *} in a name is no wild
   *     card
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** As {@link #main}, with the exit code as result. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length != 2) {
      err.println("usage: ShowEntry DATA-DIRECTORY NAME");
      return FAILED;
    }
    try {
      List<SearchResultEntry> found = find(DemoFiles.below(Path.of(arguments[0])), arguments[1]);
      if (found.isEmpty()) {
        err.println("The demo directory has no entry named " + arguments[1] + ".");
        return NOT_FOUND;
      }
      found.forEach(entry -> out.println(entry.toLDIFString(LONGEST_LINE)));
      return FOUND;
    } catch (IOException | LDAPException unreachable) {
      err.println(
          "The demo directory cannot be asked (" + unreachable.getMessage() + "). Is it running?");
      return FAILED;
    }
  }

  private static List<SearchResultEntry> find(DemoFiles files, String name)
      throws IOException, LDAPException {
    Filter filter =
        Filter.createORFilter(
            Filter.createEqualityFilter("uid", name), Filter.createEqualityFilter("cn", name));
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(TIMEOUT_MILLIS);
    options.setResponseTimeoutMillis(TIMEOUT_MILLIS);
    try (LDAPConnection connection =
        new LDAPConnection(
            options, DemoTree.HOST, files.port(), DemoTree.ADMINISTRATOR, files.password())) {
      return connection
          .search(DemoTree.BASE, SearchScope.SUB, filter, "*", "entryUUID", DemoTree.LOCK)
          .getSearchEntries();
    }
  }
}
