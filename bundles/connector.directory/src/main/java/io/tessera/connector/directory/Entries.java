package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Memberships.Resolved;
import io.tessera.connector.directory.Naming.Move;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Changes and removes the entry an operation is about. */
final class Entries {
  private final Directory directory;
  private final Finder finder;
  private final Memberships memberships;
  private final Codec codec;
  private final Layout layout;
  private final Dialect dialect;
  private final Naming naming;

  Entries(
      Directory directory,
      Finder finder,
      Memberships memberships,
      Codec codec,
      Layout layout,
      Dialect dialect) {
    this.directory = directory;
    this.finder = finder;
    this.memberships = memberships;
    this.codec = codec;
    this.layout = layout;
    this.dialect = dialect;
    this.naming = new Naming(dialect);
  }

  /**
   * What an update comes to.
   *
   * @param move none: the entry keeps its name and place
   * @param outdated names by which groups list the entry and should not any more
   */
  record Update(
      SearchResultEntry entry,
      Optional<Move> move,
      List<Modification> state,
      List<String> outdated) {}

  /** Reads the entry and compares; changes nothing. */
  Update prepare(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    dialect.check(operation);
    SearchResultEntry entry =
        finder
            .byId(kind, operation.existing(), needed(kind, operation.type()))
            .orElseThrow(() -> gone(kind));
    Optional<Move> move = naming.change(kind, entry, operation.attributes());
    List<String> outdated = outdated(entry, operation);
    boolean named = move.isPresent() && outdated.isEmpty();
    return new Update(entry, move, state(kind, entry, operation, named), outdated);
  }

  private String[] needed(Kind kind, ObjectType type) {
    Set<String> needed = new LinkedHashSet<>(dialect.stateAttributes(kind));
    needed.add(kind.namingAttribute());
    needed.add("objectClass");
    String named = layout.membership().named();
    if (type == ObjectType.USER && named != null) {
      needed.add(named);
    }
    return needed.toArray(String[]::new);
  }

  /** Groups that list values do not follow a change of the value by themselves. */
  private List<String> outdated(SearchResultEntry entry, Operation operation) {
    String named = layout.membership().named();
    if (named == null
        || layout.groups().isEmpty()
        || operation.type() == ObjectType.GROUP
        || operation.attributes().all(named).isEmpty()) {
      return List.of();
    }
    List<String> old = new ArrayList<>(values(entry, named));
    old.removeAll(operation.attributes().all(named));
    return old;
  }

  private static List<String> values(SearchResultEntry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? List.of() : Arrays.asList(values);
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    Update update = prepare(operation);
    Resolved members = memberships.resolve(operation.members());
    String dn = update.entry().getDN();
    if (update.move().isPresent()) {
      dn = move(kind, update, update.move().get());
    }
    for (String old : update.outdated()) {
      String named = layout.membership().named();
      memberships.replace(
          old, named == null ? null : operation.attributes().first(named).orElse(null));
    }
    write(kind, dn, update, operation);
    if (operation.type() == ObjectType.GROUP) {
      if (update.move().isPresent()) {
        memberships.renamed(update.entry().getDN(), dn);
      }
      memberships.apply(dn, members);
      members.refuseUnknown();
    }
    return Outcome.applied(operation.existing());
  }

  /**
   * Renames and moves. An old name that groups still list stays beside the new one until they have
   * been changed, so that a try that ends half-way can be taken up.
   */
  private String move(Kind kind, Update update, Move move)
      throws TargetFailure, InterruptedException {
    ModifyDNRequest request =
        new ModifyDNRequest(
            update.entry().getDN(),
            move.name().toString(),
            update.outdated().isEmpty(),
            move.below() == null ? null : move.below().toString());
    String what = (move.below() == null ? "rename the " : "move the ") + kind.label();
    try {
      directory.change(what, c -> c.modifyDN(request));
      return move.whole().toString();
    } catch (TargetFailure refused) {
      if (refused.is(ResultCode.ENTRY_ALREADY_EXISTS)) {
        throw refused.as(FailureKind.INVALID, "The new name belongs to another entry.");
      }
      if (refused.is(ResultCode.NO_SUCH_OBJECT)
          && move.below() != null
          && !finder.exists(move.below())) {
        throw refused.as(
            FailureKind.INVALID, move.below() + " does not exist to move below; create it.");
      }
      throw goneIfAbsent(kind, refused);
    }
  }

  private List<Modification> state(
      Kind kind, SearchResultEntry entry, Operation operation, boolean renamed)
      throws TargetFailure {
    List<Modification> state = new ArrayList<>();
    missingClasses(kind, entry).ifPresent(state::add);
    for (String name : operation.attributes().names()) {
      List<String> values = operation.attributes().all(name);
      if (!name.equalsIgnoreCase(kind.namingAttribute())
          || !naming.isSettled(kind, entry, values, renamed)) {
        state.add(replace(codec.encode(name, values)));
      }
    }
    state.addAll(dialect.whenChanging(entry, operation));
    return state;
  }

  /** An adopted entry may lack classes that our attributes need. */
  private static Optional<Modification> missingClasses(Kind kind, SearchResultEntry entry) {
    Set<String> present = new LinkedHashSet<>();
    values(entry, "objectClass").forEach(c -> present.add(c.toLowerCase(Locale.ROOT)));
    List<String> missing =
        kind.objectClasses().stream()
            .filter(c -> !present.contains(c.toLowerCase(Locale.ROOT)))
            .toList();
    return present.isEmpty() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Modification(ModificationType.ADD, "objectClass", missing.toArray(String[]::new)));
  }

  private static Modification replace(Attribute wanted) {
    return new Modification(ModificationType.REPLACE, wanted.getName(), wanted.getRawValues());
  }

  private void write(Kind kind, String dn, Update update, Operation operation)
      throws TargetFailure, InterruptedException {
    List<Modification> state = update.state();
    if (state.isEmpty()) {
      return;
    }
    try {
      modify(kind, dn, state);
    } catch (TargetFailure refused) {
      List<Modification> instead = dialect.insteadOf(state, update.entry(), operation, refused);
      if (!instead.isEmpty()) {
        modify(kind, dn, instead);
        return;
      }
      boolean emptied = refused.is(ResultCode.OBJECT_CLASS_VIOLATION) && memberships.required();
      if (kind.equals(layout.users()) || !emptied) {
        throw refused;
      }
      memberships.standIn(dn);
      modify(kind, dn, state);
    }
  }

  private void modify(Kind kind, String dn, List<Modification> state)
      throws TargetFailure, InterruptedException {
    ModifyRequest request = new ModifyRequest(dn, state);
    try {
      directory.change("change the " + kind.label(), c -> c.modify(request));
    } catch (TargetFailure refused) {
      throw goneIfAbsent(kind, takenIfExists(refused));
    }
  }

  private static TargetFailure takenIfExists(TargetFailure refused) {
    return refused.is(ResultCode.ENTRY_ALREADY_EXISTS)
        ? refused.as(
            FailureKind.INVALID, "A value belongs to another entry: " + refused.failed().detail())
        : refused;
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    String named = layout.membership().named();
    boolean listed =
        named != null && operation.type() == ObjectType.USER && layout.groups().isPresent();
    String[] needed = {listed && named != null ? named : "1.1"};
    Optional<SearchResultEntry> entry = finder.byId(kind, operation.existing(), needed);
    if (entry.isPresent()) {
      if (listed) {
        for (String name : values(entry.get(), needed[0])) {
          memberships.replace(name, null);
        }
      }
      delete(kind, entry.get().getDN());
    }
    return Outcome.applied(operation.existing());
  }

  private void delete(Kind kind, String dn) throws TargetFailure, InterruptedException {
    DeleteRequest request = new DeleteRequest(dn);
    try {
      directory.change("delete the " + kind.label(), c -> c.delete(request));
    } catch (TargetFailure refused) {
      if (!refused.is(ResultCode.NO_SUCH_OBJECT)) {
        throw refused;
      }
    }
  }

  private static TargetFailure gone(Kind kind) {
    return TargetFailure.of(
        FailureKind.GONE, "The " + kind.label() + " does not exist in the directory any more.");
  }

  private static TargetFailure goneIfAbsent(Kind kind, TargetFailure refused) {
    return refused.is(ResultCode.NO_SUCH_OBJECT) ? gone(kind) : refused;
  }
}
