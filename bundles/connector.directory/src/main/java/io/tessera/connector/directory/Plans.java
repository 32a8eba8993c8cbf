package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Entries.Update;
import io.tessera.connector.directory.Memberships.Resolved;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which requests an operation would be; names only, no values. */
final class Plans {
  private final Finder finder;
  private final Additions additions;
  private final Entries entries;
  private final Memberships memberships;
  private final Dialect dialect;

  Plans(
      Finder finder,
      Additions additions,
      Entries entries,
      Memberships memberships,
      Dialect dialect) {
    this.finder = finder;
    this.additions = additions;
    this.entries = entries;
    this.memberships = memberships;
    this.dialect = dialect;
  }

  List<String> plan(Operation operation) throws TargetFailure, InterruptedException {
    return switch (operation.action()) {
      case CREATE -> creation(operation);
      case UPDATE -> update(operation);
      case DELETE -> deletion(operation);
    };
  }

  private List<String> creation(Operation operation) throws TargetFailure, InterruptedException {
    List<String> plan = new ArrayList<>();
    Entry entry = additions.prepare(operation);
    plan.add("add " + entry.getDN() + ": " + names(entry));
    for (Dialect.Step step : dialect.afterAdding(operation)) {
      plan.add("modify " + entry.getDN() + ": " + names(step.modifications()));
    }
    plan.addAll(members(entry.getDN(), operation));
    return plan;
  }

  private List<String> update(Operation operation) throws TargetFailure, InterruptedException {
    List<String> plan = new ArrayList<>();
    Update update = entries.prepare(operation);
    String dn = update.entry().getDN();
    if (update.move().isPresent()) {
      String now = update.move().get().whole().toString();
      plan.add("modify DN " + dn + " to " + now);
      dn = now;
    }
    if (!update.state().isEmpty()) {
      plan.add("modify " + dn + ": " + names(update.state()));
    }
    plan.addAll(members(dn, operation));
    return plan;
  }

  private List<String> deletion(Operation operation) throws TargetFailure, InterruptedException {
    Optional<RemoteId> id = operation.remoteIdIfKnown();
    Optional<SearchResultEntry> entry =
        id.isEmpty()
            ? Optional.empty()
            : finder.byId(finder.kind(operation.type()), id.get(), "1.1");
    return entry.map(e -> List.of("delete " + e.getDN())).orElse(List.of());
  }

  private List<String> members(String dn, Operation operation)
      throws TargetFailure, InterruptedException {
    if (operation.members().isEmpty()) {
      return List.of();
    }
    Resolved members = memberships.resolve(operation.members());
    List<String> plan = new ArrayList<>();
    if (!members.add().isEmpty()) {
      plan.add("add " + members.add().size() + " to " + memberships.attribute() + " of " + dn);
    }
    if (!members.remove().isEmpty()) {
      plan.add(
          "remove " + members.remove().size() + " from " + memberships.attribute() + " of " + dn);
    }
    if (members.unknown() > 0) {
      plan.add("refuse " + members.unknown() + " members that do not exist");
    }
    return plan;
  }

  private static String names(Entry entry) {
    return entry.getAttributes().stream().map(Attribute::getName).collect(Collectors.joining(", "));
  }

  private static String names(List<Modification> modifications) {
    return modifications.stream()
        .map(Modification::getAttributeName)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
