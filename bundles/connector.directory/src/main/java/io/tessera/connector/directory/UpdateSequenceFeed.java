package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Oldest.Placed;
import io.tessera.connector.directory.Oldest.Position;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes by the update sequence number that a domain controller gives to each (MS-ADTS
 * 3.1.1.1.9). Numbers are one controller's own: the token names it by its {@code dsServiceName}.
 * Removed objects are found as tombstones, with the show-deleted control (MS-ADTS 3.1.1.3.4.1.14).
 */
final class UpdateSequenceFeed implements ChangeFeed {
  private static final String NUMBER = "uSNChanged";
  private static final String HIGHEST = "highestCommittedUSN";
  private static final String DELETED = "isDeleted";
  private static final String PARENT = "lastKnownParent";
  private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);
  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18}):(.*)");

  private final Directory directory;
  private final Oldest oldest;
  private final Finder finder;
  private final Accounts accounts;
  private final Dialect dialect;

  UpdateSequenceFeed(
      Directory directory, Oldest oldest, Finder finder, Accounts accounts, Dialect dialect) {
    this.directory = directory;
    this.oldest = oldest;
    this.finder = finder;
    this.accounts = accounts;
    this.dialect = dialect;
  }

  /** What the controller says of itself. */
  private record Controller(String name, long highest, String domain) {}

  @Override
  public RemoteChanges.Known changes(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    Controller controller = controller();
    if (token == null) {
      return known(List.of(), controller.highest(), controller, false);
    }
    long after = after(token, controller);
    List<Placed> some = new ArrayList<>();
    Position from = new Position(after, "");
    some.addAll(oldest.first(present(type, after, controller), this::at, from, most + 1));
    some.addAll(oldest.first(removed(type, after, controller), this::at, from, most + 1));
    some.sort(Comparator.comparing(Placed::at));
    boolean more = some.size() > most;
    List<RemoteChange> changes = new ArrayList<>();
    for (Placed each : more ? some.subList(0, most) : some) {
      change(type, each.entry()).ifPresent(changes::add);
    }
    long told = more ? some.get(most - 1).at().number() : controller.highest();
    return known(changes, told, controller, more);
  }

  private static RemoteChanges.Known known(
      List<RemoteChange> changes, long told, Controller controller, boolean more) {
    return new RemoteChanges.Known(changes, told + ":" + controller.name(), more);
  }

  private static long after(String token, Controller controller) throws TargetFailure {
    Matcher text = TOKEN.matcher(token);
    if (!text.matches()) {
      throw TargetFailure.of(FailureKind.INVALID, "The token is none of this connector's.");
    }
    long after = Long.parseLong(text.group(1));
    if (!text.group(2).equals(controller.name()) || after > controller.highest()) {
      throw TargetFailure.of(
          FailureKind.GONE,
          "Another domain controller answers than the one the token is of; list all.");
    }
    return after;
  }

  private Controller controller() throws TargetFailure, InterruptedException {
    Entry root =
        directory.ask(
            "read the root entry",
            c -> c.getEntry("", HIGHEST, "dsServiceName", "defaultNamingContext"));
    Long highest = root == null ? null : root.getAttributeValueAsLong(HIGHEST);
    String domain = root == null ? null : root.getAttributeValue("defaultNamingContext");
    if (root == null || highest == null || domain == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The root entry tells no " + HIGHEST + "; this is no domain controller.");
    }
    String name = root.getAttributeValue("dsServiceName");
    return new Controller(name == null ? "" : name, highest, domain);
  }

  private SearchRequest present(ObjectType type, long after, Controller controller)
      throws TargetFailure {
    Kind kind = finder.kind(type);
    return new SearchRequest(
        kind.base().toString(),
        SearchScope.SUB,
        Filter.createANDFilter(dialect.marker(kind), since(after), until(controller)),
        accounts.listed(kind));
  }

  private SearchRequest removed(ObjectType type, long after, Controller controller)
      throws TargetFailure {
    Kind kind = finder.kind(type);
    SearchRequest request =
        new SearchRequest(
            controller.domain(),
            SearchScope.SUB,
            Filter.createANDFilter(
                Filter.createEqualityFilter(DELETED, "TRUE"),
                dialect.marker(kind),
                since(after),
                until(controller)),
            dialect.idAttribute(),
            NUMBER,
            DELETED,
            PARENT);
    request.addControl(SHOW_DELETED);
    return request;
  }

  private static Filter since(long after) {
    return Filter.createGreaterOrEqualFilter(NUMBER, Long.toString(after + 1));
  }

  private static Filter until(Controller controller) {
    return Filter.createLessOrEqualFilter(NUMBER, Long.toString(controller.highest()));
  }

  private @Nullable Position at(SearchResultEntry entry) {
    Long number = entry.getAttributeValueAsLong(NUMBER);
    return number == null ? null : new Position(number, entry.getDN());
  }

  private Optional<RemoteChange> change(ObjectType type, SearchResultEntry entry)
      throws TargetFailure, InterruptedException {
    if (!"TRUE".equalsIgnoreCase(entry.getAttributeValue(DELETED))) {
      return Optional.of(new RemoteChanges.Put(accounts.account(type, entry)));
    }
    return wasBelow(finder.kind(type), entry.getAttributeValue(PARENT))
        ? Optional.of(new RemoteChanges.Removed(finder.idOf(entry)))
        : Optional.empty();
  }

  private static boolean wasBelow(Kind kind, @Nullable String parent) {
    try {
      return parent == null || DN.isDescendantOf(parent, kind.base().toString(), true);
    } catch (LDAPException malformed) {
      return true;
    }
  }
}
